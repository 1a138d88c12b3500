namespace Inkling.Imaging.Decoding.Png;

/// <summary>
/// Which pixels a run of rows holds: all of them, or one of Adam7's seven passes (ISO/IEC 15948, 8.2).
/// Row i of a pass is the picture's row Top + i·Down, and so across.
/// </summary>
internal readonly record struct PngPass(int Left, int Top, int Across, int Down)
{
    private static readonly PngPass[] Whole = [new(0, 0, 1, 1)];

    private static readonly PngPass[] Adam7 =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2),
        new(0, 1, 1, 2),
    ];

    /// <summary>The passes of a picture, some of which may be empty.</summary>
    public static PngPass[] Of(PngHeader header) => header.IsInterlaced ? Adam7 : Whole;

    public int Columns(PngHeader header) => (header.Width - Left + Across - 1) / Across;
    public int Rows(PngHeader header) => (header.Height - Top + Down - 1) / Down;
    public bool IsEmpty(PngHeader header) => Columns(header) < 1 || Rows(header) < 1;
}
