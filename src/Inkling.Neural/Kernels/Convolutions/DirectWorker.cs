using Inkling.Neural.Kernels.Strided;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>One worker's part of a convolution by its definition, sample by sample: no window is ever copied.</summary>
internal sealed class DirectWorker(DirectPlan plan) : ConvolutionWorker
{
    private readonly StridedProduct _product = new();
    private readonly StridedPanel _gradients = plan.NewPanel();
    private readonly float[] _zeros = new float[PanelMatrix.PanelColumns];
    private Memory<float> _padded;
    private Memory<float> _spread;

    /// <inheritdoc/>
    public override void Outputs(int first, int end)
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

    /// <inheritdoc/>
    public override void Gradients(int first, int end, Span<float> weightSums, Span<float> biasSums)
    {
        ConvolutionJob job = plan.Job;
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
        if (job.Padded.IsEmpty)
            AlignedBuffer.Ensure(ref _padded, window.PaddedSize);
        Span<float> padded = job.Padded.IsEmpty ? _padded.Span[..window.PaddedSize] : job.Padded.Row(n);
        int channels = window.Input.Channels;
        ZeroBorder.Put(x, window.Input.Width * channels, padded, window.PaddedWidth * channels, window.Padding, window.Padding * channels);
        return padded;
    }

    // dY with zeros between and around, as the plan says.
    private ReadOnlySpan<float> Spread(in ConvolutionJob job, int n)
    {
        Shape shape = plan.Spread;
        Window window = job.Window;
        AlignedBuffer.Ensure(ref _spread, shape.Size);
        Span<float> spread = _spread.Span[..shape.Size];
        ReadOnlySpan<float> dY = job.DY.Row(n);
        int channels = shape.Channels;
        int top = window.Height - 1 - window.Padding, left = window.Width - 1 - window.Padding;
        if (window.Stride == 1)
        {
            ZeroBorder.Put(dY, window.Across * channels, spread, shape.Width * channels, top, left * channels);
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
