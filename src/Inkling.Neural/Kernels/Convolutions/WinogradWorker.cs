using Inkling.Neural.Kernels.Strided;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>
/// One worker's part of a convolution by Winograd's way, strip by strip: some lines of tiles, of one picture or of several, are
/// transformed, multiplied position by position, and transformed back, in its core's cache.
/// </summary>
internal sealed class WinogradWorker(WinogradPlan plan) : ConvolutionWorker
{
    private const int Positions = WinogradTransforms.Positions;

    private readonly StridedProduct _product = new();
    private readonly StridedPanel _outputGradients = plan.NewPanel();
    private float[] _zeros = new float[PanelMatrix.PanelColumns];
    private Memory<float> _x;
    private Memory<float> _y;
    private Memory<float> _sums;
    private Memory<float> _picture;
    private Memory<float> _pictureGradient;
    private int _framed;

    /// <inheritdoc/>
    public override void Outputs(int first, int end)
    {
        ConvolutionJob job = plan.Job;
        Window window = job.Window;
        Start(job);
        ReadOnlySpan<float> biases = job.Biases.IsEmpty ? _zeros.AsSpan(0, job.Channels) : job.Biases.Span;
        int row = window.Across * job.Channels;
        for (int line = first * plan.Lines; line < end * plan.Lines; line += plan.LinesOfStrip)
        {
            int lines = Math.Min(plan.LinesOfStrip, (end * plan.Lines) - line);
            TransformPictures(job, line, lines);
            for (int position = 0; position < Positions; position++)
                MultiplyByWindows(job, position, lines * plan.Across);
            for (int i = 0; i < lines; i++)
            {
                (int n, int down) = Math.DivRem(line + i, plan.Lines);
                Span<float> y = job.Y.Row(n)[(down * WinogradTransforms.Step * row)..];
                bool below = y.Length > row;
                y = y[..(below ? 2 * row : row)];
                plan.Transforms.Outputs(_y.Span[(i * plan.Across * job.Channels)..], plan.PlaneOfY, biases, y, window.Across, below);
                if (job.Rectifies)
                    Elementwise.Relu(y, y);
            }
        }
    }

    /// <inheritdoc/>
    public override void Gradients(int first, int end, Span<float> weightSums, Span<float> biasSums)
    {
        if (first == end)
            return;
        ConvolutionJob job = plan.Job;
        Window window = job.Window;
        Start(job);
        int row = window.Across * job.Channels;
        for (int line = first * plan.Lines; line < end * plan.Lines; line += plan.LinesOfStrip)
        {
            int lines = Math.Min(plan.LinesOfStrip, (end * plan.Lines) - line), tiles = lines * plan.Across;
            TransformPictures(job, line, lines);
            for (int i = 0; i < lines; i++)
            {
                (int n, int down) = Math.DivRem(line + i, plan.Lines);
                ReadOnlySpan<float> dY = job.DY.Row(n)[(down * WinogradTransforms.Step * row)..];
                bool below = dY.Length > row;
                dY = dY[..(below ? 2 * row : row)];
                Channelwise.AddUp(dY, biasSums);
                plan.Transforms.OutputGradients(dY, window.Across, below, job.Channels,
                    _y.Span[(i * plan.Across * job.Channels)..], plan.PlaneOfY);
            }
            for (int position = 0; position < Positions; position++)
            {
                AddUpWindows(job, position, tiles, isFirst: line == first * plan.Lines);
                if (!job.DX.IsEmpty)
                    MultiplyByTransposed(job, position, tiles);
            }
            if (!job.DX.IsEmpty)
                TransformBack(job, line, lines);
        }
        for (int panel = 0; panel < PanelMatrix.PanelsOf(job.Channels); panel++)
        {
            Span<float> sums = SumsOf(job, panel, out int plane);
            int column = panel * PanelMatrix.PanelColumns, width = PanelMatrix.WidthOf(panel, job.Channels);
            plan.Transforms.WindowGradients(sums, plane, weightSums.Slice(column * window.Size, width * window.Size));
        }
    }

    private void Start(in ConvolutionJob job)
    {
        AlignedBuffer.Ensure(ref _x, plan.PlaneOfX * Positions);
        AlignedBuffer.Ensure(ref _y, plan.PlaneOfY * Positions);
        if (!job.DV.Values.IsEmpty)
            AlignedBuffer.Ensure(ref _sums, PanelMatrix.PanelsOf(job.Channels) * MostOfPanel(job));
        AlignedBuffer.Ensure(ref _picture, plan.HasFrame ? plan.Framed.Size : 0);
        AlignedBuffer.Ensure(ref _pictureGradient, plan.HasFrame && !job.DX.IsEmpty ? plan.Framed.Size : 0);
        if (_zeros.Length < job.Channels)
            _zeros = new float[job.Channels];
        _framed = -1;
    }

    // Planes of [tiles, C] from lines of tiles of the pictures.
    private void TransformPictures(in ConvolutionJob job, int line, int lines)
    {
        int channels = plan.Framed.Channels, row = plan.Framed.Width * channels;
        for (int i = 0; i < lines; i++)
        {
            (int n, int down) = Math.DivRem(line + i, plan.Lines);
            plan.Transforms.Pictures(PictureOf(job, n)[(down * WinogradTransforms.Step * row)..], row, channels, plan.Across,
                _x.Span[(i * plan.Across * channels)..], plan.PlaneOfX);
        }
    }

    private ReadOnlySpan<float> PictureOf(in ConvolutionJob job, int n)
    {
        ReadOnlySpan<float> x = job.X.Row(n);
        if (!plan.HasFrame)
            return x;
        int channels = plan.Framed.Channels, padding = job.Window.Padding;
        Span<float> picture = _picture.Span[..plan.Framed.Size];
        if (_framed != n)
        {
            ZeroBorder.Put(x, job.Window.Input.Width * channels, picture, plan.Framed.Width * channels, padding, padding * channels);
            _framed = n;
        }
        return picture;
    }

    // m [tiles, Out] = v [tiles, C] · u [C, Out]
    private void MultiplyByWindows(in ConvolutionJob job, int position, int tiles)
    {
        int inputs = plan.Framed.Channels, outputs = job.Channels;
        ReadOnlySpan<float> v = _x.Span[(position * plan.PlaneOfX)..];
        Span<float> m = _y.Span[(position * plan.PlaneOfY)..];
        for (int panel = 0; panel < PanelMatrix.PanelsOf(outputs); panel++)
        {
            _product.Multiply(v, plan.TilesOfX, new Walk(1, inputs, 1, 0), plan.Windows(position, panel), _zeros, startStride: 0,
                m[(panel * PanelMatrix.PanelColumns)..], outputs, tiles);
        }
    }

    // du [C, Out] += vᵀ [C, tiles] · dm [tiles, Out]
    private void AddUpWindows(in ConvolutionJob job, int position, int tiles, bool isFirst)
    {
        int inputs = plan.Framed.Channels, outputs = job.Channels;
        ReadOnlySpan<float> v = _x.Span[(position * plan.PlaneOfX)..];
        for (int panel = 0; panel < PanelMatrix.PanelsOf(outputs); panel++)
        {
            int width = PanelMatrix.WidthOf(panel, outputs);
            Span<float> sums = SumsOf(job, panel, out int plane).Slice(position * plane, width * inputs);
            _outputGradients.Take(_y.Slice(position * plan.PlaneOfY, tiles * outputs), outputs, panel * PanelMatrix.PanelColumns, width);
            _product.Multiply(v, plan.ChannelsOfX, new Walk(1, tiles, inputs, 0), _outputGradients,
                isFirst ? _zeros : sums, isFirst ? 0 : width, sums, width, inputs);
        }
    }

    // dv [tiles, C] = dm [tiles, Out] · uᵀ [Out, C], in place of v, which is no longer wanted.
    private void MultiplyByTransposed(in ConvolutionJob job, int position, int tiles)
    {
        int inputs = plan.Framed.Channels, outputs = job.Channels;
        ReadOnlySpan<float> dm = _y.Span[(position * plan.PlaneOfY)..];
        Span<float> dv = _x.Span[(position * plan.PlaneOfX)..];
        for (int panel = 0; panel < PanelMatrix.PanelsOf(inputs); panel++)
        {
            _product.Multiply(dm, plan.TilesOfY, new Walk(1, outputs, 1, 0), plan.TransposedWindows(position, panel), _zeros,
                startStride: 0, dv[(panel * PanelMatrix.PanelColumns)..], inputs, tiles);
        }
    }

    // dX, where tiles overlap; a picture's lines come one after the other.
    private void TransformBack(in ConvolutionJob job, int line, int lines)
    {
        int channels = plan.Framed.Channels, row = plan.Framed.Width * channels, padding = job.Window.Padding;
        for (int i = 0; i < lines; i++)
        {
            (int n, int down) = Math.DivRem(line + i, plan.Lines);
            Span<float> dX = job.DX.Row(n), picture = plan.HasFrame ? _pictureGradient.Span[..plan.Framed.Size] : dX;
            if (down == 0)
                picture.Clear();
            plan.Transforms.PictureGradients(_x.Span[(i * plan.Across * channels)..], plan.PlaneOfX, channels, plan.Across,
                picture[(down * WinogradTransforms.Step * row)..], row);
            if (down + 1 < plan.Lines)
                continue;
            if (plan.HasFrame)
                ZeroBorder.Remove(picture, row, padding, padding * channels, dX, job.Window.Input.Width * channels);
            if (job.MasksDX)
                Elementwise.ReluGradient(job.X.Row(n), dX, dX);
        }
    }

    // A panel of du: a plane for each position, [C, the panel's channels of Out].
    private Span<float> SumsOf(in ConvolutionJob job, int panel, out int plane)
    {
        plane = WinogradPlan.PlaneOf(job.Window.Input.Channels * PanelMatrix.WidthOf(panel, job.Channels));
        return _sums.Span.Slice(panel * MostOfPanel(job), Positions * plane);
    }

    private static int MostOfPanel(in ConvolutionJob job) =>
        Positions * WinogradPlan.PlaneOf(job.Window.Input.Channels * PanelMatrix.PanelColumns);
}
