namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// One colour plane of a frame while it is decoded (ITU T.81, A.1 and A.2): how coarsely it is sampled, and a
/// window on its samples: all rows, or only those of the last two rows of MCUs.
/// </summary>
internal sealed class JpegComponent(byte id, int horizontal, int vertical, int quantisation)
{
    private byte[] _samples = [];
    private int _held;

    /// <summary>The name by which scans call it.</summary>
    public byte Id { get; } = id;

    /// <summary>H, the blocks across within an MCU, 1 to 4.</summary>
    public int Horizontal { get; } = horizontal;

    /// <summary>V, the blocks down within an MCU, 1 to 4.</summary>
    public int Vertical { get; } = vertical;

    /// <summary>Which quantisation table, 0 to 3.</summary>
    public int Quantisation { get; } = quantisation;

    /// <summary>[64] steps in natural order, held from the component's first scan.</summary>
    public ushort[]? Steps { get; set; }

    /// <summary>Blocks across that belong to the picture: ⌈width · H / Hmax / 8⌉.</summary>
    public int BlocksAcross { get; private set; }

    /// <summary>Blocks down that belong to the picture.</summary>
    public int BlocksDown { get; private set; }

    /// <summary>Samples of a block in each direction.</summary>
    public const int BlockSize = 8;

    /// <summary>Samples across that belong to the picture.</summary>
    public int Width { get; private set; }

    /// <summary>Samples down that belong to the picture.</summary>
    public int Height { get; private set; }

    /// <summary>Samples from one row to the next: whole MCUs.</summary>
    public int Stride { get; private set; }

    /// <summary>True if the picture is made of it; else its bits are stepped over.</summary>
    public bool IsWanted { get; set; } = true;

    /// <summary>How many rows, from the top, have been decoded.</summary>
    public int RowsReady { get; set; }

    /// <summary>
    /// The samples of row <paramref name="y"/>, the last real row standing for those below it.
    /// </summary>
    public ReadOnlySpan<byte> Row(int y) =>
        _samples.AsSpan(Math.Clamp(y, 0, Height - 1) % _held * Stride, Width);

    /// <summary>
    /// Where the block of a column and a row goes: rows of samples, <see cref="Stride"/> apart.
    /// </summary>
    public Span<byte> Block(int column, int row) =>
        _samples.AsSpan((row * BlockSize % _held * Stride) + (column * BlockSize));

    /// <summary>Fixes the sizes, once every component's sampling is known.</summary>
    public void Lay(JpegFrame frame)
    {
        BlocksAcross = DivideUp(frame.Width * Horizontal, BlockSize * frame.MaxHorizontal);
        BlocksDown = DivideUp(frame.Height * Vertical, BlockSize * frame.MaxVertical);
        Width = DivideUp(frame.Width * Horizontal, frame.MaxHorizontal);
        Height = DivideUp(frame.Height * Vertical, frame.MaxVertical);
        Stride = frame.McusAcross * Horizontal * BlockSize;
    }

    /// <summary>Makes room for the samples, once the file is known to be long enough for them.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="whole">
    /// True to hold every row; else two rows of MCUs, which is what is needed when rows are used as they
    /// come: a row's neighbours above and below lie at most one row of MCUs away.
    /// </param>
    public void Allocate(JpegFrame frame, bool whole)
    {
        _held = (whole ? frame.McusDown : Math.Min(2, frame.McusDown)) * Vertical * BlockSize;
        _samples = new byte[(long)Stride * _held];
    }

    private static int DivideUp(int value, int by) => (value + by - 1) / by;
}
