using System.Numerics;
using System.Runtime.Intrinsics;
using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>Adds one scan's bits to a component's [blocks × 64] (ITU T.81, G.1.2 and G.2).</summary>
internal sealed class ProgressiveScan(
    DecodeRequest request, JpegFrame frame, JpegScanHeader scan, JpegComponent component,
    short[] coefficients)
{
    // Blocks to come, this one included, that have no further new values in the band (EOBn, G.1.2.2).
    private int _emptyBlocks;

    public void Decode()
    {
        var reader = new EntropyReader(request.File.Span, scan.Start, scan.RestartInterval);
        int across = scan.IsAlone ? component.BlocksAcross : frame.McusAcross;
        int down = scan.IsAlone ? component.BlocksDown : frame.McusDown;
        scan.ForgetPredictions();
        for (int row = 0; row < down; row++)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            for (int column = 0; column < across; column++)
            {
                if (reader.Restarts())
                {
                    scan.ForgetPredictions();
                    _emptyBlocks = 0;
                }
                if (scan.First == 0)
                    DecodeDc(ref reader, column, row);
                else if (scan.High == 0)
                    DecodeFirst(ref reader, Block(column, row));
                else
                    Refine(ref reader, Block(column, row));
                if (reader.Overran)
                    throw reader.EndsEarly((row * across) + column, across * down);
            }
        }
    }

    private Span<short> Block(int column, int row) =>
        coefficients.AsSpan(64 * ((row * component.BlocksAcross) + column), 64);

    /// <summary>An MCU of DC values, of all components in the scan (G.1.2.1).</summary>
    private void DecodeDc(ref EntropyReader reader, int column, int row)
    {
        foreach (JpegScanHeader.Part part in scan.Parts)
        {
            int across = scan.IsAlone ? 1 : part.Component.Horizontal;
            int down = scan.IsAlone ? 1 : part.Component.Vertical;
            for (int i = 0; i < across * down; i++)
            {
                int value = scan.High > 0 ? reader.Bits(1) : NextDc(ref reader, part);
                int x = (column * across) + (i % across);
                int y = (row * down) + (i / across);
                if (part.Component == component && x < component.BlocksAcross && y < component.BlocksDown)
                    Block(x, y)[0] |= (short)(value << scan.Low);
            }
        }
    }

    private static int NextDc(ref EntropyReader reader, JpegScanHeader.Part part)
    {
        int size = reader.Symbol(part.Dc);
        if (size > 15)
            throw Damaged($"a JPEG DC difference of {size} bits stands near byte {reader.Position:N0}");
        return part.Predictor += reader.Signed(size);
    }

    /// <summary>The first bits of a band (G.1.2.2).</summary>
    private void DecodeFirst(ref EntropyReader reader, Span<short> block)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return;
        }
        ReadOnlySpan<byte> naturalOrder = JpegTables.NaturalOrder;
        HuffmanTable ac = scan.Parts[0].Ac;
        for (int k = scan.First; k <= scan.Last; k++)
        {
            int symbol = reader.Symbol(ac);
            int run = symbol >> 4;
            int size = symbol & 15;
            if (size == 0 && run < 15)
            {
                _emptyBlocks = (1 << run) - 1 + reader.Bits(run);
                return;
            }
            k += run;
            if (k > scan.Last)
                throw BeyondBand(reader.Position);
            block[naturalOrder[k]] = (short)(reader.Signed(size) << scan.Low);
        }
    }

    /// <summary>
    /// One further bit of a band (G.1.2.3): values that are not zero yet get their bit as the walk passes
    /// them, and in between a symbol says how many zeros stay so before the next new value.
    /// </summary>
    private void Refine(ref EntropyReader reader, Span<short> block)
    {
        ulong nonZero = NonZero(block);
        int k = scan.First;
        while (_emptyBlocks == 0 && k <= scan.Last)
        {
            int symbol = reader.Symbol(scan.Parts[0].Ac);
            int run = symbol >> 4;
            int value = 0;
            if ((symbol & 15) != 0)
                value = reader.Bits(1) == 1 ? 1 << scan.Low : -1 << scan.Low;
            else if (run < 15)
                _emptyBlocks = (1 << run) + reader.Bits(run);
            if (_emptyBlocks > 0)
                break;

            k = RefineUntil(ref reader, block, nonZero, k, zeros: run);
            if (value != 0 && k > scan.Last)
                throw BeyondBand(reader.Position);
            if (value != 0)
                block[JpegTables.NaturalOrder[k]] = (short)value;
            k++;
        }
        if (_emptyBlocks > 0)
        {
            RefineUntil(ref reader, block, nonZero, k, zeros: 64);
            _emptyBlocks--;
        }
    }

    /// <summary>
    /// Refines what is not zero from place <paramref name="k"/> on, and stops at the zero behind so many
    /// <paramref name="zeros"/>, or behind the band. It jumps over zeros: time goes with the bits that are
    /// read.
    /// </summary>
    private int RefineUntil(ref EntropyReader reader, Span<short> block, ulong nonZero, int k, int zeros)
    {
        int bit = 1 << scan.Low;
        while (k <= scan.Last)
        {
            int next = Math.Min(k + BitOperations.TrailingZeroCount(nonZero >> k), scan.Last + 1);
            if (zeros < next - k)
                return k + zeros;
            zeros -= next - k;
            k = next + 1;
            if (next > scan.Last)
                return next;
            ref short value = ref block[JpegTables.NaturalOrder[next]];
            if (reader.Bits(1) == 1 && (value & bit) == 0)
                value += (short)(value > 0 ? bit : -bit);
        }
        return k;
    }

    /// <summary>Bit k is set where the value at zig-zag place k is not zero.</summary>
    private static ulong NonZero(ReadOnlySpan<short> block)
    {
        ulong places = 0;
        for (int row = 0; row < 64; row += Vector128<short>.Count)
        {
            Vector128<short> isZero = Vector128.Equals(Vector128.Create(block[row..]), Vector128<short>.Zero);
            for (uint left = ~isZero.ExtractMostSignificantBits() & 0xFF; left != 0; left &= left - 1)
                places |= 1UL << JpegTables.ZigZagPlaces[row + BitOperations.TrailingZeroCount(left)];
        }
        return places;
    }

    private static ImageFormatException BeyondBand(int position) =>
        Damaged($"a JPEG block has more values than its band near byte {position:N0}");
}
