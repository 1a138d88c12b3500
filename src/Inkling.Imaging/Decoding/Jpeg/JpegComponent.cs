namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// One colour plane of a frame while it is decoded (ITU T.81, A.1 and A.2): how coarsely it is sampled,
/// with which tables, and its samples. Blocks are 8 × 8 samples.
/// </summary>
internal sealed class JpegComponent(byte id, int horizontal, int vertical, int quantisation)
{
    /// <summary>The name by which scans call it.</summary>
    public byte Id { get; } = id;

    /// <summary>H, the blocks across within an MCU, 1 to 4.</summary>
    public int Horizontal { get; } = horizontal;

    /// <summary>V, the blocks down within an MCU, 1 to 4.</summary>
    public int Vertical { get; } = vertical;

    /// <summary>Which quantisation table, 0 to 3.</summary>
    public int Quantisation { get; } = quantisation;

    /// <summary>Samples across that belong to the picture: ⌈picture's width · H / Hmax⌉.</summary>
    public int Width { get; private set; }

    /// <summary>Samples down that belong to the picture.</summary>
    public int Height { get; private set; }

    /// <summary>Samples from one row to the next: whole MCUs.</summary>
    public int Stride { get; private set; }

    /// <summary>[whole MCUs down × Stride] samples, row by row.</summary>
    public byte[] Samples { get; private set; } = [];

    /// <summary>True once a scan has filled the samples.</summary>
    public bool Coded { get; set; }

    /// <summary>The DC code of the present scan.</summary>
    public HuffmanTable? Dc { get; set; }

    /// <summary>The AC code of the present scan.</summary>
    public HuffmanTable? Ac { get; set; }

    /// <summary>[64] steps in natural order, held from the scan's start.</summary>
    public ushort[]? Steps { get; set; }

    /// <summary>The last block's DC value, from which the next one differs.</summary>
    public int Predictor { get; set; }

    /// <summary>
    /// The samples of row <paramref name="y"/>, the last real row standing for those below it.
    /// </summary>
    public ReadOnlySpan<byte> Row(int y) => Samples.AsSpan(Math.Clamp(y, 0, Height - 1) * Stride, Width);

    /// <summary>Fixes the sizes, once every component's sampling is known.</summary>
    public void Lay(JpegFrame frame)
    {
        Width = DivideUp(frame.Width * Horizontal, frame.MaxHorizontal);
        Height = DivideUp(frame.Height * Vertical, frame.MaxVertical);
        Stride = frame.McusAcross * Horizontal * 8;
    }

    /// <summary>Makes room for the samples, once the file is known to be long enough for them.</summary>
    public void Allocate(JpegFrame frame) => Samples = new byte[(long)Stride * frame.McusDown * Vertical * 8];

    private static int DivideUp(int value, int by) => (value + by - 1) / by;
}
