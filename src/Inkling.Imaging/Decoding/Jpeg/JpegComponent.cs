namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>One colour plane of a frame (ITU T.81, A.1 and A.2), and a window on its samples.</summary>
internal sealed class JpegComponent(byte id, int horizontal, int vertical, int quantisation)
{
    public const int BlockSize = 8;

    private byte[] _samples = [];
    private int _held;

    public byte Id { get; } = id;

    /// <summary>H, the blocks across within an MCU, 1 to 4.</summary>
    public int Horizontal { get; } = horizontal;

    /// <summary>V, the blocks down within an MCU, 1 to 4.</summary>
    public int Vertical { get; } = vertical;

    public int Quantisation { get; } = quantisation;

    /// <summary>[64] steps in natural order, held from the component's first scan.</summary>
    public ushort[]? Steps { get; set; }

    /// <summary>Blocks across that belong to the picture: ⌈width · H / Hmax / 8⌉.</summary>
    public int BlocksAcross { get; private set; }
    public int BlocksDown { get; private set; }

    // In samples that belong to the picture.
    public int Width { get; private set; }
    public int Height { get; private set; }

    /// <summary>Samples from one row to the next: whole MCUs.</summary>
    public int Stride { get; private set; }

    /// <summary>True if the picture is made of it; else its bits are stepped over.</summary>
    public bool IsWanted { get; set; } = true;

    public int RowsReady { get; set; }

    /// <summary>Row <paramref name="y"/>; the last real row stands for those below it.</summary>
    public ReadOnlySpan<byte> Row(int y) =>
        _samples.AsSpan(Math.Clamp(y, 0, Height - 1) % _held * Stride, Width);

    /// <summary>The place of a block: rows of samples, <see cref="Stride"/> apart.</summary>
    public Span<byte> Block(int column, int row) =>
        _samples.AsSpan((row * BlockSize % _held * Stride) + (column * BlockSize));

    public void Lay(JpegFrame frame)
    {
        BlocksAcross = DivideUp(frame.Width * Horizontal, BlockSize * frame.MaxHorizontal);
        BlocksDown = DivideUp(frame.Height * Vertical, BlockSize * frame.MaxVertical);
        Width = DivideUp(frame.Width * Horizontal, frame.MaxHorizontal);
        Height = DivideUp(frame.Height * Vertical, frame.MaxVertical);
        Stride = frame.McusAcross * Horizontal * BlockSize;
    }

    /// <summary>Makes room for every row, or for two rows of MCUs: all that one row's making needs.</summary>
    public void Allocate(JpegFrame frame, bool whole)
    {
        _held = (whole ? frame.McusDown : Math.Min(2, frame.McusDown)) * Vertical * BlockSize;
        _samples = new byte[(long)Stride * _held];
    }

    private static int DivideUp(int value, int by) => (value + by - 1) / by;
}
