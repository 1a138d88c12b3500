using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>Checks the order of scans (ITU T.81, G.1.1.1): each bit once, from the highest down.</summary>
internal sealed class ProgressiveOrder
{
    // Blocks that all scans may visit, 64 of the largest picture: a small file could ask for thousands.
    private const long MostVisits = 100_000_000;

    private const int NeverCoded = -1;
    private const int LowestBit = 13;

    private readonly List<JpegScanHeader> _scans = [];
    private long _visits;

    // For each component, the lowest bit that has come of each zig-zag place.
    private readonly Dictionary<JpegComponent, int[]> _bits = [];

    public IReadOnlyList<JpegScanHeader> Scans => _scans;

    public void Add(JpegScanHeader scan)
    {
        bool isDc = scan.First == 0;
        if (scan.Last > 63 || scan.First > scan.Last || scan.Low > LowestBit
            || (isDc ? scan.Last > 0 : !scan.IsAlone))
            throw Disorder(scan);
        _visits += scan.Parts.Sum(part => (long)part.Component.BlocksAcross * part.Component.BlocksDown);
        if (_visits > MostVisits)
        {
            throw JpegDecoder.Unread(
                $"a JPEG whose {_scans.Count + 1:N0} scans go through more than {MostVisits:N0} blocks");
        }
        foreach (JpegScanHeader.Part part in scan.Parts)
        {
            int[] bits = BitsOf(part.Component);
            for (int k = scan.First; k <= scan.Last; k++)
            {
                bool follows = bits[k] == NeverCoded
                    ? scan.High == 0
                    : scan.High == bits[k] && scan.Low == scan.High - 1;
                if (!follows)
                    throw Disorder(scan);
                bits[k] = scan.Low;
            }
        }
        _scans.Add(scan);
    }

    /// <summary>The first wanted component of which no scan has coded even the means, or null.</summary>
    public JpegComponent? Missing(JpegFrame frame) =>
        Array.Find(frame.Components, component => component.IsWanted && BitsOf(component)[0] == NeverCoded);

    /// <summary>True if every bit of every wanted component has come.</summary>
    public bool IsComplete(JpegFrame frame) => Array.TrueForAll(
        frame.Components,
        component => !component.IsWanted || Array.TrueForAll(BitsOf(component), bit => bit == 0));

    private int[] BitsOf(JpegComponent component)
    {
        if (!_bits.TryGetValue(component, out int[]? bits))
        {
            bits = new int[64];
            Array.Fill(bits, NeverCoded);
            _bits.Add(component, bits);
        }
        return bits;
    }

    private static ImageFormatException Disorder(JpegScanHeader scan) => Damaged(
        $"its JPEG scan at byte {scan.Start:N0} codes places {scan.First} to {scan.Last}, bits {scan.High} "
            + $"to {scan.Low}, which may not come there");
}
