using Inkling.Neural.Kernels.Strided;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>
/// What the workers of a convolution by Winograd's way share (<see cref="WinogradTransforms"/>): how its outputs are cut into tiles of
/// 2 × 2, and its windows, transformed. For windows of 3 × 3 that move by one pixel over channels in whole vectors.
/// </summary>
internal sealed class WinogradPlan : ConvolutionPlan
{
    // No path's vector has more lanes, and all divide it.
    private const int ChannelStep = 16;

    // What a strip's transformed pictures and products may take together: half of a second-level cache of 1 MiB.
    private const int StripFloats = (512 << 10) / sizeof(float);

    private readonly TransposedWeights _transposed = new();
    private readonly TransformedWindows _windows;
    private readonly TransformedWindows _transposedWindows;

    /// <summary>Makes ready for a path.</summary>
    public WinogradPlan(KernelPath path)
        : base(path)
    {
        Transforms = path.Winograd();
        (_windows, _transposedWindows) = (new(this), new(this));
    }

    /// <summary>The transforms.</summary>
    public WinogradTransforms Transforms { get; }

    /// <summary>Lines of tiles in a picture.</summary>
    public int Lines { get; private set; }

    /// <summary>Tiles of a line.</summary>
    public int Across { get; private set; }

    /// <summary>The most lines that are transformed and multiplied together; they may belong to several pictures.</summary>
    public int LinesOfStrip { get; private set; }

    /// <summary>The picture with all that tiles meet: its padding, and a row or column more where the outputs' number is odd.</summary>
    public Shape Framed { get; private set; }

    /// <summary>Whether that is more than the picture.</summary>
    public bool HasFrame => Framed != Job.Window.Input;

    /// <summary>From a plane of transformed pictures to the next.</summary>
    public int PlaneOfX { get; private set; }

    /// <summary>From a plane of products to the next.</summary>
    public int PlaneOfY { get; private set; }

    /// <summary>A plane's rows, one for each tile, over the pictures' channels.</summary>
    public StridedRows TilesOfX { get; } = new();

    /// <summary>The same over the outputs' channels.</summary>
    public StridedRows TilesOfY { get; } = new();

    /// <summary>A transposed plane's rows, one for each channel of the pictures.</summary>
    public StridedRows ChannelsOfX { get; } = new();

    /// <summary>Whether this way can be gone.</summary>
    public static bool Fits(in Window window, int channels) =>
        window is { Height: 3, Width: 3, Stride: 1 } && window.Input.Channels % ChannelStep == 0 && channels % ChannelStep == 0;

    /// <summary>
    /// From a plane of so many values to the next: one vector more, so that the same place of all planes does not fall into the same few
    /// places of a cache.
    /// </summary>
    public static int PlaneOf(int values) => values + ChannelStep;

    /// <summary>The windows for a position of the tile, [C, the panel's channels of Out].</summary>
    public StridedPanel Windows(int position, int panel) => _windows[position, panel];

    /// <summary>The same transposed, [Out, the panel's channels of C].</summary>
    public StridedPanel TransposedWindows(int position, int panel) => _transposedWindows[position, panel];

    /// <inheritdoc/>
    public override ConvolutionWorker NewWorker() => new WinogradWorker(this);

    /// <inheritdoc/>
    protected override void PrepareOutputs(in ConvolutionJob job)
    {
        PrepareTiles(job);
        _windows.Take(job.V);
    }

    /// <inheritdoc/>
    protected override void PrepareGradients(in ConvolutionJob job)
    {
        PrepareTiles(job);
        if (!job.DX.IsEmpty)
            _transposedWindows.Take(_transposed.Of(job, turned: false));
    }

    private void PrepareTiles(in ConvolutionJob job)
    {
        const int step = WinogradTransforms.Step;
        Window window = job.Window;
        int inputs = window.Input.Channels, outputs = job.Channels;
        (Lines, Across) = ((window.Down + step - 1) / step, (window.Across + step - 1) / step);
        int overlap = WinogradTransforms.Side - step;
        Framed = new(inputs, (Lines * step) + overlap, (Across * step) + overlap);
        int most = StripFloats / (WinogradTransforms.Positions * Across * (inputs + outputs));
        LinesOfStrip = Math.Max(1, Math.Min(most, Lines * SampleGroups.Largest(job.Samples)));
        int tiles = LinesOfStrip * Across;
        (PlaneOfX, PlaneOfY) = (PlaneOf(tiles * inputs), PlaneOf(tiles * outputs));
        TilesOfX.Fill(tiles, inputs);
        TilesOfY.Fill(tiles, outputs);
        ChannelsOfX.Fill(inputs, 1);
    }

    // Windows as many matrices as a tile has positions, each in panels.
    private sealed class TransformedWindows(WinogradPlan plan)
    {
        private readonly List<StridedPanel> _panels = [];
        private Memory<float> _values;

        public StridedPanel this[int position, int panel] => _panels[(panel * WinogradTransforms.Positions) + position];

        // A panel of windows is [3, 3, rows · width], and becomes [4, 4, rows · width].
        public void Take(PanelMatrix windows)
        {
            int panels = PanelMatrix.PanelsOf(windows.Columns), rows = windows.Rows / WinogradTransforms.WindowPixels;
            int length = WinogradTransforms.Positions * panels * PlaneOf(rows * PanelMatrix.PanelColumns);
            AlignedBuffer.Ensure(ref _values, length);
            while (_panels.Count < panels * WinogradTransforms.Positions)
                _panels.Add(plan.NewPanel());
            int begin = 0;
            for (int panel = 0; panel < panels; panel++)
            {
                Matrix part = windows.Panel(panel);
                int width = part.Columns, size = rows * width, plane = PlaneOf(size);
                Memory<float> to = _values.Slice(begin, WinogradTransforms.Positions * plane);
                plan.Transforms.Windows(part.Span, to.Span, plane);
                for (int position = 0; position < WinogradTransforms.Positions; position++)
                    this[position, panel].Take(new(to.Slice(position * plane, size), rows, width));
                begin += to.Length;
            }
        }
    }
}
