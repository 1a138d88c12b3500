using Inkling.Neural.Kernels.Products;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>
/// An algorithm for the three products of one convolution. X [N, H, W, C] and Y [N, OutputHeight,
/// OutputWidth, Out] keep a pixel's channels together; V [window, Out] has a row for each value under the
/// window, row by row, pixel by pixel, channel by channel. It owns the weights as its kernels want them;
/// workers share it and bring their scratch. <see cref="DirectConvolution"/> takes any window, <see
/// cref="WinogradConvolution"/> needs fewer products. The window alone decides, so a picture's result does
/// not depend on its batch.
/// </summary>
internal abstract class ConvolutionAlgorithm(Window window, int channels)
{
    private Memory<float> _transposed;

    public Window Window { get; } = window;
    public int Channels { get; } = channels;

    /// <summary>How many samples are best computed together, while they are in a core's cache.</summary>
    public abstract int SamplesAtOnce { get; }

    /// <summary>Chooses the algorithm, for batches of at most <paramref name="capacity"/> samples.</summary>
    public static ConvolutionAlgorithm Create(Window window, int channels, int capacity, KernelPath path) =>
        WinogradTiling.Fits(window, channels)
            ? new WinogradConvolution(window, channels, capacity, path)
            : new DirectConvolution(window, channels, path);

    /// <summary>Takes the weights for <see cref="Forward"/>: again after each change of V.</summary>
    public abstract void PrepareForward(PanelMatrix v);

    /// <summary>Takes the weights for <see cref="Backward"/>, for dX: again after each change of V.</summary>
    public abstract void PrepareBackward(PanelMatrix v);

    /// <summary>Y[n, p, o] = b[o] + Σₖ X[n, the k-th value under p] · V[k, o]. Y is overwritten.</summary>
    public abstract void Forward(Matrix x, ReadOnlySpan<float> b, Matrix y, Scratch scratch);

    /// <summary>
    /// dV[k, o] += Σₙ Σₚ X[n, the k-th value under p] · dY[n, p, o]; and, unless dX is empty,
    /// dX[n, i] = Σ V[k, o] · dY[n, p, o] over all p under which i is the k-th value.
    /// </summary>
    public abstract void Backward(Matrix x, Matrix dY, Matrix dX, Span<float> dV, Scratch scratch);

    /// <summary>
    /// Transposes the weights, [(pixel, o), c] = V[(pixel, c), o]; flipped, the last pixel comes first. Valid
    /// until the next call.
    /// </summary>
    protected PanelMatrix Transpose(PanelMatrix v, bool isFlipped)
    {
        int pixels = Window.Pixels, inputs = Window.Input.Channels;
        AlignedBuffer.Ensure(ref _transposed, v.Values.Length);
        PanelMatrix transposed = new(_transposed, pixels * Channels, inputs);
        for (int panel = 0; panel < v.Panels; panel++)
        {
            Matrix from = v.Panel(panel);
            for (int toPanel = 0; toPanel < transposed.Panels; toPanel++)
            {
                Matrix to = transposed.Panel(toPanel);
                for (int pixel = 0; pixel < pixels; pixel++)
                {
                    int row = (pixel * inputs) + (toPanel * PanelMatrix.PanelColumns);
                    int first = (isFlipped ? pixels - 1 - pixel : pixel) * Channels;
                    first += panel * PanelMatrix.PanelColumns;
                    Transpose(from.Span[(row * from.Columns)..], from.Columns,
                        to.Span[(first * to.Columns)..], to.Columns);
                }
            }
        }
        return transposed;
    }

    // to [columns, rows] from [rows, columns]
    private static void Transpose(ReadOnlySpan<float> from, int columns, Span<float> to, int rows)
    {
        for (int column = 0; column < columns; column++)
        {
            Span<float> line = to.Slice(column * rows, rows);
            for (int row = 0; row < line.Length; row++)
                line[row] = from[(row * columns) + column];
        }
    }
}

/// <summary>The definitions, which every algorithm is tested against. Never optimised or removed.</summary>
internal static class ConvolutionReference
{
    /// <summary>Y[n, p, o] = b[o] + Σₖ X[n, the k-th value under p] · V[k, o]. V row by row.</summary>
    public static void Forward(Window window, Matrix x, Matrix v, ReadOnlySpan<float> b, Matrix y)
    {
        for (int i = 0; i < y.Span.Length; i++)
            y.Span[i] = b[i % v.Columns];
        OverWindows(window, x.Rows, v.Columns,
            (n, k, i, o, p) => y.Row(n)[p] += i < 0 ? 0 : x.Row(n)[i] * v.Row(k)[o]);
    }

    /// <summary>dX[n, i] = Σ V[k, o] · dY[n, p, o] over all p under which i is the k-th value.</summary>
    public static void BackwardData(Window window, Matrix dY, Matrix v, Matrix dX)
    {
        dX.Span.Clear();
        OverWindows(window, dX.Rows, v.Columns, (n, k, i, o, p) =>
        {
            if (i >= 0)
                dX.Row(n)[i] += v.Row(k)[o] * dY.Row(n)[p];
        });
    }

    /// <summary>dV[k, o] = Σₙ Σₚ X[n, the k-th value under p] · dY[n, p, o].</summary>
    public static void BackwardWeights(Window window, Matrix x, Matrix dY, Matrix dV)
    {
        dV.Span.Clear();
        OverWindows(window, x.Rows, dV.Columns,
            (n, k, i, o, p) => dV.Row(k)[o] += i < 0 ? 0 : x.Row(n)[i] * dY.Row(n)[p]);
    }

    // Visits (n, k, i, o, p): under the window of sample n at some position, value k is X's value i (−1 in
    // the padding), and output channel o of that position is Y's value p.
    private static void OverWindows(
        Window window, int samples, int channels, Action<int, int, int, int, int> visit)
    {
        Shape input = window.Input;
        for (int n = 0; n < samples; n++)
        {
            for (int position = 0; position < window.OutputPositions; position++)
            {
                for (int k = 0; k < window.Size; k++)
                {
                    int pixel = k / input.Channels, outputs = window.OutputWidth;
                    int row = (position / outputs * window.StrideY) + (pixel / window.Width);
                    int column = (position % outputs * window.StrideX) + (pixel % window.Width);
                    (row, column) = (row - window.PaddingY, column - window.PaddingX);
                    bool isInside = row >= 0 && row < input.Height && column >= 0 && column < input.Width;
                    int at = ((row * input.Width) + column) * input.Channels;
                    int i = isInside ? at + (k % input.Channels) : -1;
                    for (int o = 0; o < channels; o++)
                        visit(n, k, i, o, (position * channels) + o);
                }
            }
        }
    }
}
