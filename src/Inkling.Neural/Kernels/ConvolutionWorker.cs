namespace Inkling.Neural.Kernels;

/// <summary>One worker's part of a convolution, sample by sample, and the scratch that it needs for that.</summary>
internal sealed class ConvolutionWorker(ConvolutionPlan plan)
{
    private readonly StridedProduct _product = new();
    private readonly StridedPanel _gradients = plan.NewPanel();
    private readonly float[] _zeros = new float[PanelMatrix.PanelColumns];
    private Memory<float> _padded;
    private Memory<float> _spread;

    /// <summary>Y of some samples.</summary>
    public void Outputs(int first, int end)
    {
        ConvolutionJob job = plan.Job;
        for (int n = first; n < end; n++)
        {
            ReadOnlySpan<float> x = Pad(job, n);
            Span<float> y = job.Y.Row(n);
            for (int panel = 0; panel < plan.Weights.Count && panel * PanelMatrix.PanelColumns < job.Channels; panel++)
            {
                int column = panel * PanelMatrix.PanelColumns;
                ReadOnlySpan<float> start = job.Biases.IsEmpty ? _zeros : job.Biases.Span[column..];
                _product.Multiply(x, plan.Places, plan.Inside, plan.Weights[panel], start, startStride: 0,
                    y[column..], job.Channels, job.Window.Places);
            }
            if (job.Rectifies)
                Elementwise.Relu(y, y);
        }
    }

    /// <summary>A group's sums for dV and db, and dX of its samples.</summary>
    public void Gradients(int group, int first, int end)
    {
        ConvolutionJob job = plan.Job;
        Span<float> weightSums = plan.WeightSums(group), biasSums = plan.BiasSums(group);
        weightSums.Clear();
        biasSums.Clear();
        for (int n = first; n < end; n++)
        {
            ReadOnlySpan<float> x = job.Padded.IsEmpty ? job.X.Row(n) : job.Padded.Row(n);
            Channelwise.AddUp(job.DY.Row(n), biasSums);
            for (int panel = 0; panel < PanelMatrix.PanelsOf(job.Channels); panel++)
            {
                int column = panel * PanelMatrix.PanelColumns, width = PanelMatrix.WidthOf(panel, job.Channels);
                _gradients.Take(job.DY.RowMemory(n), job.Channels, column, width);
                Span<float> sums = weightSums.Slice(column * job.Window.Size, width * job.Window.Size);
                _product.Multiply(x, plan.UnderWindow, plan.Along, _gradients, sums, width, sums, width, job.Window.Size);
            }
            if (!job.DX.IsEmpty)
                InputGradients(job, n);
        }
    }

    private void InputGradients(in ConvolutionJob job, int n)
    {
        ReadOnlySpan<float> spread = Spread(job, n);
        Span<float> dX = job.DX.Row(n);
        int channels = job.Window.Input.Channels;
        for (int panel = 0; panel < PanelMatrix.PanelsOf(channels); panel++)
        {
            _product.Multiply(spread, plan.Pixels, plan.InsideTurned, plan.Turned[panel], _zeros, startStride: 0,
                dX[(panel * PanelMatrix.PanelColumns)..], channels, dX.Length / channels);
        }
        if (job.MasksDX)
            Elementwise.ReluGradient(job.X.Row(n), dX, dX);
    }

    // The picture with its border of zeros; where it has none, as it lies.
    private ReadOnlySpan<float> Pad(in ConvolutionJob job, int n)
    {
        Window window = job.Window;
        ReadOnlySpan<float> x = job.X.Row(n);
        if (window.Padding == 0)
            return x;
        if (job.Padded.IsEmpty && _padded.Length < window.PaddedSize)
            _padded = AlignedBuffer.Allocate(window.PaddedSize);
        Span<float> padded = job.Padded.IsEmpty ? _padded.Span[..window.PaddedSize] : job.Padded.Row(n);
        int channels = window.Input.Channels;
        Frame(x, window.Input.Width * channels, padded, window.PaddedWidth * channels, window.Padding, window.Padding * channels);
        return padded;
    }

    // Lays rows of values into a larger picture, so many rows down and values right, and zeros around them.
    private static void Frame(ReadOnlySpan<float> rows, int length, Span<float> picture, int stride, int down, int right)
    {
        int end = right + (down * stride);
        picture[..end].Clear();
        for (int at = 0; at < rows.Length; at += length)
        {
            rows.Slice(at, length).CopyTo(picture[end..]);
            // What is right of this row and left of the next lies together.
            picture.Slice(end + length, Math.Min(stride - length, picture.Length - end - length)).Clear();
            end += stride;
        }
        if (end < picture.Length)
            picture[end..].Clear();
    }

    // dY with zeros between and around, as the plan says.
    private ReadOnlySpan<float> Spread(in ConvolutionJob job, int n)
    {
        Shape shape = plan.Spread;
        Window window = job.Window;
        if (_spread.Length < shape.Size)
            _spread = AlignedBuffer.Allocate(shape.Size);
        Span<float> spread = _spread.Span[..shape.Size];
        ReadOnlySpan<float> dY = job.DY.Row(n);
        int channels = shape.Channels;
        int top = window.Height - 1 - window.Padding, left = window.Width - 1 - window.Padding;
        if (window.Stride == 1)
        {
            Frame(dY, window.Across * channels, spread, shape.Width * channels, top, left * channels);
            return spread;
        }
        spread.Clear();
        for (int i = 0; i < window.Down; i++)
        {
            int to = ((((i * window.Stride) + top) * shape.Width) + left) * channels;
            ReadOnlySpan<float> from = dY.Slice(i * window.Across * channels, window.Across * channels);
            for (int j = 0; j < window.Across; j++)
                from.Slice(j * channels, channels).CopyTo(spread[(to + (j * window.Stride * channels))..]);
        }
        return spread;
    }
}
