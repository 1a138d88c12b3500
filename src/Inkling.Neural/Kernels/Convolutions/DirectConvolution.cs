using Inkling.Neural.Kernels.Products;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>
/// A convolution by its definition, sample by sample. It reads its operands in place, in the padded picture:
/// no window is copied.
/// </summary>
internal sealed class DirectConvolution : ConvolutionAlgorithm
{
    private readonly ColumnPanels _weights;
    private readonly ColumnPanels _flipped;             // V flipped and transposed, [window of dY, C]
    private readonly StridedRows _positions = new();    // where the windows begin in the padded picture
    private readonly StridedRows _underWindow = new();  // where the values under the window lie
    private readonly StridedRows _pixels = new();       // where the windows of dX's pixels begin in _dilated
    private readonly Walk _inside, _along, _insideFlipped;
    private readonly Shape _dilated;

    public DirectConvolution(Window window, int channels, KernelPath path)
        : base(window, channels)
    {
        (_weights, _flipped) = (ColumnPanels.ForFloats(path), ColumnPanels.ForFloats(path));
        // A window's row is Width · C values side by side; a row of windows is OutputWidth positions.
        int inputs = window.Input.Channels, row = window.Padded.Width * inputs;
        int run = window.Width * inputs, step = window.StrideX * inputs;
        _inside = new(run, Step: 1, window.Height, Jump: row - run);
        int jump = (window.StrideY * row) - (window.OutputWidth * step);
        _along = new(window.OutputWidth, step, window.OutputHeight, jump);
        (int top, int bottom) = (window.PaddingY, window.PaddingY + window.Input.Height);
        FramedLines byPosition = new(top, bottom, window.StrideY, PerSegment: 1);
        _positions.Fill(
            window.OutputHeight, window.OutputWidth, window.StrideY * row, step, window.Height, byPosition);
        FramedLines byWindow = byPosition with { PerLine = 1, PerSegment = window.StrideY };
        _underWindow.Fill(window.Height, run, row, 1, window.OutputHeight, byWindow);

        // dX at a pixel is the product of a window with dY dilated: stride − 1 zeros between its values, and
        // zeros around it so that a window fits at every pixel of X. The weights are flipped.
        Shape input = window.Input;
        _dilated = new(channels, input.Height + window.Height - 1, input.Width + window.Width - 1);
        (run, row) = (window.Width * channels, _dilated.Width * channels);
        _insideFlipped = new(run, Step: 1, window.Height, Jump: row - run);
        top = window.Height - 1 - window.PaddingY;
        bottom = top + ((window.OutputHeight - 1) * window.StrideY) + 1;
        FramedLines byPixel = new(top, bottom, PerLine: 1, PerSegment: 1);
        _pixels.Fill(input.Height, input.Width, row, channels, window.Height, byPixel);
    }

    public override int SamplesAtOnce => 1;

    public override void PrepareForward(PanelMatrix v) => _weights.Take(v);

    public override void PrepareBackward(PanelMatrix v) => _flipped.Take(Transpose(v, isFlipped: true));

    public override void Forward(Matrix x, ReadOnlySpan<float> b, Matrix y, Scratch scratch)
    {
        Buffers buffers = scratch.Get<Buffers>();
        for (int n = 0; n < x.Rows; n++)
        {
            ReadOnlySpan<float> padded = ZeroPadding.Pad(Window, x.Row(n), ref buffers.Padded);
            for (int panel = 0; panel < _weights.Count; panel++)
            {
                int column = panel * PanelMatrix.PanelColumns;
                buffers.Product.Multiply(padded, _positions, _inside, _weights[panel],
                    b[column..], startStride: 0, y.Row(n)[column..], Channels, Window.OutputPositions);
            }
        }
    }

    public override void Backward(Matrix x, Matrix dY, Matrix dX, Span<float> dV, Scratch scratch)
    {
        Buffers buffers = scratch.Get<Buffers>();
        int inputs = Window.Input.Channels;
        for (int n = 0; n < x.Rows; n++)
        {
            ReadOnlySpan<float> padded = ZeroPadding.Pad(Window, x.Row(n), ref buffers.Padded);
            for (int panel = 0; panel < PanelMatrix.PanelsOf(Channels); panel++)
            {
                int column = panel * PanelMatrix.PanelColumns, width = PanelMatrix.WidthOf(panel, Channels);
                buffers.Product.Panel.Take(dY.Between(n, n + 1).Values, Channels, column, width);
                Span<float> sums = dV.Slice(column * Window.Size, width * Window.Size);
                buffers.Product.Multiply(padded, _underWindow, _along, buffers.Product.Panel,
                    sums, width, sums, width, Window.Size);
            }
            if (dX.IsEmpty)
                continue;
            ReadOnlySpan<float> dilated = Dilate(dY.Row(n), buffers);
            for (int panel = 0; panel < _flipped.Count; panel++)
            {
                Span<float> gradients = dX.Row(n)[(panel * PanelMatrix.PanelColumns)..];
                buffers.Product.Multiply(dilated, _pixels, _insideFlipped, _flipped[panel],
                    start: [], startStride: 0, gradients, inputs, dX.Columns / inputs);
            }
        }
    }

    private ReadOnlySpan<float> Dilate(ReadOnlySpan<float> dY, Buffers buffers)
    {
        Span<float> dilated = AlignedBuffer.Ensure(ref buffers.Dilated, _dilated.Size);
        int top = Window.Height - 1 - Window.PaddingY, left = Window.Width - 1 - Window.PaddingX;
        int line = Window.OutputWidth * Channels, step = Window.StrideX * Channels;
        if (Window is { StrideY: 1, StrideX: 1 })
        {
            ZeroPadding.Pad(dY, line, dilated, _dilated.Width * Channels, top, left * Channels);
            return dilated;
        }
        dilated.Clear();
        for (int i = 0; i < Window.OutputHeight; i++)
        {
            int to = ((((i * Window.StrideY) + top) * _dilated.Width) + left) * Channels;
            for (int j = 0; j < Window.OutputWidth; j++)
                dY.Slice((i * line) + (j * Channels), Channels).CopyTo(dilated[(to + (j * step))..]);
        }
        return dilated;
    }

    private sealed class Buffers(KernelPath path) : IScratch<Buffers>
    {
        public Memory<float> Padded, Dilated;

        public StridedProduct Product { get; } = new(path);

        public static Buffers Create(KernelPath path) => new(path);
    }
}
