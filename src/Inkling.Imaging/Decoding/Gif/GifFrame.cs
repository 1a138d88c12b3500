namespace Inkling.Imaging.Decoding.Gif;

/// <summary>An image descriptor (GIF89a, section 20): where the frame lies on the screen.</summary>
internal sealed record GifFrame
{
    public required int Left { get; init; }
    public required int Top { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }

    public required int ScreenWidth { get; init; } // a frame that reaches beyond makes it wider
    public required int ScreenHeight { get; init; }
    public required int Flags { get; init; }

    public bool CoversScreen => Left == 0 && Top == 0 && Width == ScreenWidth && Height == ScreenHeight;

    private bool IsInterlaced => (Flags & 0x40) != 0;

    public static GifFrame Read(ref ByteReader reader, DecodeLimits limits, int screenWidth, int screenHeight)
    {
        const string What = "a GIF frame";
        int left = reader.UInt16Little(What);
        int top = reader.UInt16Little(What);
        int width = reader.UInt16Little(What);
        int height = reader.UInt16Little(What);
        int flags = reader.Byte(What);
        limits.CheckPixels(width, height);
        screenWidth = Math.Max(screenWidth, left + width);
        screenHeight = Math.Max(screenHeight, top + height);
        limits.CheckPixels(screenWidth, screenHeight);
        return new GifFrame
        {
            Left = left,
            Top = top,
            Width = width,
            Height = height,
            ScreenWidth = screenWidth,
            ScreenHeight = screenHeight,
            Flags = flags,
        };
    }

    /// <summary>
    /// Where the row that comes at place <paramref name="i"/> stands: interlaced frames bring every eighth
    /// row from 0 and from 4, every fourth from 2, every second from 1 (appendix E).
    /// </summary>
    public int RowOf(int i)
    {
        if (!IsInterlaced)
            return i;
        foreach ((int first, int step) in (ReadOnlySpan<(int, int)>)[(0, 8), (4, 8), (2, 4)])
        {
            int rows = (Height - first + step - 1) / step;
            if (i < rows)
                return first + (i * step);
            i -= Math.Max(0, rows);
        }
        return 1 + (2 * i);
    }
}
