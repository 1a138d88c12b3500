using Inkling.Neural.Kernels.Products;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>
/// Cuts the outputs of a convolution into Winograd's tiles of 4 × 4, and tiles into strips that fit a core's
/// cache. For windows of 3 × 3 with stride 1 over channels in whole vectors. Transformed pictures lie in 36
/// planes, [tiles, channels] each.
/// </summary>
internal sealed class WinogradTiling
{
    // No path's vector has more lanes, and all divide it.
    private const int ChannelStep = 16;

    // A strip's transformed pictures and products may take half of a second-level cache of 1 MiB.
    private const int StripFloats = (512 << 10) / sizeof(float);

    /// <summary>Cuts the outputs of batches of at most <paramref name="capacity"/> pictures.</summary>
    public WinogradTiling(Window window, int channels, int capacity)
    {
        const int step = WinogradTransforms.Step, overlap = WinogradTransforms.Side - step;
        int inputs = window.Input.Channels;
        (Rows, Columns) = ((window.OutputHeight + step - 1) / step, (window.OutputWidth + step - 1) / step);
        Framed = new(inputs, (Rows * step) + overlap, (Columns * step) + overlap);
        HasFrame = Framed != window.Input;
        int most = StripFloats / (WinogradTransforms.Positions * Columns * (inputs + channels));
        RowsOfStrip = Math.Max(1, Math.Min(most, Rows * capacity));
        int tiles = RowsOfStrip * Columns;
        (PlaneOfX, PlaneOfY) = (PlaneOf(tiles * inputs), PlaneOf(tiles * channels));
        TilesOfX.Fill(tiles, inputs);
        TilesOfY.Fill(tiles, channels);
        ChannelsOfX.Fill(inputs, 1);
    }

    /// <summary>Rows of tiles in a picture.</summary>
    public int Rows { get; }

    /// <summary>Tiles in a row.</summary>
    public int Columns { get; }

    /// <summary>The most rows of tiles computed together, of one or several pictures.</summary>
    public int RowsOfStrip { get; }

    /// <summary>The picture with its padding, and what the last tiles read past it.</summary>
    public Shape Framed { get; }

    /// <summary>Whether that is more than the picture.</summary>
    public bool HasFrame { get; }

    /// <summary>The distance from one plane of transformed pictures to the next.</summary>
    public int PlaneOfX { get; }

    /// <summary>The distance from one plane of products to the next.</summary>
    public int PlaneOfY { get; }

    /// <summary>A plane's rows over the input channels, one for each tile.</summary>
    public StridedRows TilesOfX { get; } = new();

    /// <summary>The same over the output channels.</summary>
    public StridedRows TilesOfY { get; } = new();

    /// <summary>A transposed plane's rows, one for each input channel.</summary>
    public StridedRows ChannelsOfX { get; } = new();

    /// <summary>Whether Winograd's algorithm computes this convolution.</summary>
    public static bool Fits(in Window window, int channels) =>
        window is { Height: 3, Width: 3, StrideY: 1, StrideX: 1 }
        && window.Input.Channels % ChannelStep == 0 && channels % ChannelStep == 0;

    /// <summary>
    /// The distance between planes of so many values: a vector more, so that the same place of all planes
    /// does not fall into the same few cache sets.
    /// </summary>
    public static int PlaneOf(int values) => values + ChannelStep;
}
