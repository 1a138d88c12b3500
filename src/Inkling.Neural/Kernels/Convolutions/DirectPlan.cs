using Inkling.Neural.Kernels.Strided;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>
/// What the workers of a convolution by its definition share: where rows of its operands begin, and its weights as tiles want them.
/// </summary>
internal sealed class DirectPlan(KernelPath path) : ConvolutionPlan(path)
{
    private readonly List<StridedPanel> _weights = [];
    private readonly List<StridedPanel> _turned = [];
    private readonly TransposedWeights _transposed = new();

    /// <summary>Where the window's places begin in a padded picture.</summary>
    public StridedRows Places { get; } = new();

    /// <summary>Where the values under the window lie, from its first on.</summary>
    public StridedRows UnderWindow { get; } = new();

    /// <summary>Where the pixels of dX begin in the spread picture of dY.</summary>
    public StridedRows Pixels { get; } = new();

    /// <summary>The way through a window.</summary>
    public Walk Inside { get; private set; }

    /// <summary>The way from place to place.</summary>
    public Walk Along { get; private set; }

    /// <summary>The way through a window over the spread picture of dY.</summary>
    public Walk InsideTurned { get; private set; }

    /// <summary>How the gradient by Y is spread for dX: stride and padding made good, so that a window at each pixel fits.</summary>
    public Shape Spread { get; private set; }

    /// <summary>V, panel by panel.</summary>
    public IReadOnlyList<StridedPanel> Weights => _weights;

    /// <summary>V turned by half and transposed, [window of dY, C], panel by panel.</summary>
    public IReadOnlyList<StridedPanel> Turned => _turned;

    /// <inheritdoc/>
    public override ConvolutionWorker NewWorker() => new DirectWorker(this);

    /// <inheritdoc/>
    protected override void PrepareOutputs(in ConvolutionJob job)
    {
        PrepareWindow(job.Window);
        Take(job.V, _weights);
    }

    /// <inheritdoc/>
    protected override void PrepareGradients(in ConvolutionJob job)
    {
        PrepareWindow(job.Window);
        if (!job.DX.IsEmpty)
            PrepareTurned(job);
    }

    // A padded picture's row of windows is Across places; a window's row is Width · C values side by side.
    private void PrepareWindow(Window window)
    {
        int channels = window.Input.Channels, row = window.PaddedWidth * channels, step = window.Stride * channels;
        int run = window.Width * channels;
        Inside = new(window.Height, run, Step: 1, Jump: row - run);
        Along = new(window.Down, window.Across, step, (window.Stride * row) - (window.Across * step));
        FramedLines byPlace = new(window.Padding, window.Padding + window.Input.Height, window.Stride, PerSegment: 1);
        Places.Fill(window.Down, window.Across, window.Stride * row, step, window.Height, byPlace);
        FramedLines byWindow = byPlace with { PerLine = 1, PerSegment = window.Stride };
        UnderWindow.Fill(window.Height, run, row, 1, window.Down, byWindow);
    }

    // dX at a pixel is a window's product with dY spread out: stride − 1 zeros between its values, and around it as many that
    // a window fits at every pixel of X. The weights are turned by half: what was first is met last.
    private void PrepareTurned(in ConvolutionJob job)
    {
        Window window = job.Window;
        Shape input = window.Input;
        Spread = new(job.Channels, input.Height + window.Height - 1, input.Width + window.Width - 1);
        int run = window.Width * job.Channels, row = Spread.Width * job.Channels;
        InsideTurned = new(window.Height, run, Step: 1, Jump: row - run);
        int top = window.Height - 1 - window.Padding, bottom = top + ((window.Down - 1) * window.Stride) + 1;
        Pixels.Fill(input.Height, input.Width, row, Spread.Channels, window.Height,
            new FramedLines(top, bottom, PerLine: 1, PerSegment: 1));
        Take(_transposed.Of(job, turned: true), _turned);
    }
}
