using System.Buffers.Binary;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>
/// One kind of PNG, and a picture of it: random samples, written down by the standard's definitions (ISO/IEC
/// 15948, 7.2, 8.2 and 9.2), and the 8-bit samples that a reader must find (13.12).
/// </summary>
/// <param name="Colour">0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.</param>
/// <param name="Depth">Bits a sample.</param>
/// <param name="IsInterlaced">True for Adam7's seven passes.</param>
/// <param name="Filter">0 to 4, or 5 for each by turns.</param>
/// <param name="HasClear">True for a tRNS chunk.</param>
internal sealed record PngKind(int Colour, int Depth, bool IsInterlaced, int Filter, bool HasClear)
{
    // Large enough for two blocks of Adam7 in each direction, and not whole ones.
    public const int Width = 13;
    public const int Height = 11;

    public static readonly (int Colour, int Depth)[] Types =
    [
        (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8),
        (4, 16),
        (6, 8), (6, 16),
    ];

    private static readonly (int Left, int Top, int Across, int Down)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private readonly byte[] _palette = new byte[3 << Math.Min(Depth, 8)];
    private readonly byte[] _alphas = new byte[(1 << Math.Min(Depth, 8)) / 2];
    private int[] _samples = [];

    private int Channels => Colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    private int Step => Math.Max(1, Channels * Depth / 8);

    /// <summary>Draws the picture anew: few levels, so that a clear colour is met often.</summary>
    public void Draw(Random random)
    {
        random.NextBytes(_palette);
        random.NextBytes(_alphas);
        int top = (1 << Depth) - 1;
        int[] levels = [0, top, .. Enumerable.Range(0, 6).Select(_ => random.Next(top + 1))];
        _samples = random.GetItems(levels, Width * Height * Channels);
    }

    /// <summary>The IHDR chunk.</summary>
    public byte[] Header() => PngBytes.Header(Width, Height, Depth, Colour, IsInterlaced);

    /// <summary>The chunks between header and data: palette and clear colour.</summary>
    public (string Name, byte[] Content)[] ColourChunks()
    {
        (string, byte[])[] palette = Colour == 3 ? [("PLTE", _palette)] : [];
        byte[] wide = [.. _samples[..Channels].SelectMany(s => (byte[])[(byte)(s >> 8), (byte)s])];
        return HasClear ? [.. palette, ("tRNS", Colour == 3 ? _alphas : wide)] : palette;
    }

    /// <summary>The filtered rows of every pass.</summary>
    public byte[] Rows() => IsInterlaced
        ? [.. Adam7.SelectMany(pass => PassRows(pass.Left, pass.Top, pass.Across, pass.Down))]
        : PassRows(0, 0, 1, 1);

    /// <summary>What is to be read: 8 bits a sample, palettes looked up, a clear colour as alpha.</summary>
    public byte[] Expected()
    {
        var expected = new List<byte>();
        foreach (int[] pixel in _samples.Chunk(Channels))
        {
            if (Colour == 3)
                expected.AddRange(_palette.AsSpan(3 * pixel[0], 3));
            else
                expected.AddRange(
                    pixel.Select(s => (byte)(Depth == 16 ? s >> 8 : s * 255 / ((1 << Depth) - 1))));
            if (HasClear && Colour == 3)
                expected.Add(pixel[0] < _alphas.Length ? _alphas[pixel[0]] : (byte)255);
            else if (HasClear)
                expected.Add((byte)(pixel.AsSpan().SequenceEqual(_samples.AsSpan(0, Channels)) ? 0 : 255));
        }

        return [.. expected];
    }

    public override string ToString() =>
        $"colour {Colour}, {Depth} bits, {(IsInterlaced ? "Adam7" : "not interlaced")}, "
            + $"filter {(Filter < 5 ? Filter : "by turns")}, {(HasClear ? "tRNS" : "no tRNS")}";

    private byte[] PassRows(int left, int top, int across, int down)
    {
        var rows = new List<byte>();
        byte[] above = [];
        for (int y = top; y < Height; y += down)
        {
            var samples = new List<int>();
            for (int x = left; x < Width; x += across)
                samples.AddRange(_samples.AsSpan(((y * Width) + x) * Channels, Channels));
            byte[] row = Pack(samples);
            int filter = Filter < 5 ? Filter : y % 5;
            rows.Add((byte)filter);
            rows.AddRange(row.Select((_, i) => (byte)(row[i] - Predict(filter, row, above, i))));
            above = row;
        }

        return [.. rows];
    }

    private byte[] Pack(List<int> samples)
    {
        byte[] row = new byte[((samples.Count * Depth) + 7) / 8];
        for (int i = 0; i < samples.Count; i++)
        {
            if (Depth == 16)
                BinaryPrimitives.WriteUInt16BigEndian(row.AsSpan(2 * i), (ushort)samples[i]);
            else
                row[i * Depth / 8] |= (byte)(samples[i] << (8 - Depth - (i * Depth % 8)));
        }

        return row;
    }

    private int Predict(int filter, byte[] row, byte[] above, int i)
    {
        int a = i < Step ? 0 : row[i - Step];
        int b = above.Length == 0 ? 0 : above[i];
        int c = i < Step || above.Length == 0 ? 0 : above[i - Step];
        return filter switch
        {
            0 => 0,
            1 => a,
            2 => b,
            3 => (a + b) / 2,
            _ => new[] { a, b, c }.MinBy(candidate => Math.Abs(a + b - c - candidate)),
        };
    }
}
