namespace Inkling.Neural.Kernels;

/// <summary>
/// The definitions. Each fast path stands for one of these and is tested against it.
/// Never optimised, never removed; sums are kept in double, so these are also the more exact answer.
/// Letters: C [M, N], K the length of the sum.
/// </summary>
public static class Reference
{
    /// <summary>C = A·B. A [M, K], B [K, N]. C is overwritten and must not overlap A or B.</summary>
    public static void NN(Matrix a, Matrix b, Matrix c) =>
        Product(c, a.Columns, (m, k) => a.Row(m)[k], (k, n) => b.Row(k)[n]);

    /// <summary>C = A·Bᵀ. A [M, K], B [N, K]. C is overwritten and must not overlap A or B.</summary>
    public static void NT(Matrix a, Matrix b, Matrix c) =>
        Product(c, a.Columns, (m, k) => a.Row(m)[k], (k, n) => b.Row(n)[k]);

    /// <summary>C = Aᵀ·B. A [K, M], B [K, N]. C is overwritten and must not overlap A or B.</summary>
    public static void TN(Matrix a, Matrix b, Matrix c) =>
        Product(c, a.Rows, (m, k) => a.Row(k)[m], (k, n) => b.Row(k)[n]);

    /// <summary>Adds a vector to each row: Y[n, j] += b[j].</summary>
    public static void AddToRows(ReadOnlySpan<float> b, Matrix y)
    {
        for (int n = 0; n < y.Rows; n++)
            for (int j = 0; j < y.Columns; j++)
                y.Row(n)[j] += b[j];
    }

    /// <summary>sums[j] = Σₙ X[n, j].</summary>
    public static void SumRows(Matrix x, Span<float> sums)
    {
        for (int j = 0; j < x.Columns; j++)
        {
            double sum = 0;
            for (int n = 0; n < x.Rows; n++)
                sum += x.Row(n)[j];
            sums[j] = (float)sum;
        }
    }

    /// <summary>
    /// Y[n, p, o] = Σₖ X[n, the k-th value under the window at p] · V[k, o]. X [N, H · W · C] and Y [N, places · Out] with a pixel's
    /// channels together, V [window, Out] row by row. Y is overwritten.
    /// </summary>
    public static void Convolve(Window window, Matrix x, Matrix v, Matrix y)
    {
        y.Span.Clear();
        OverWindows(window, x.Rows, v.Columns, (n, k, i, o, p) => y.Row(n)[p] += i < 0 ? 0 : x.Row(n)[i] * v.Row(k)[o]);
    }

    /// <summary>dX[n, i] = Σ V[k, o] · dY[n, p, o] over all p under which i is the k-th value. dX is overwritten.</summary>
    public static void ConvolveInputGradients(Window window, Matrix dY, Matrix v, Matrix dX)
    {
        dX.Span.Clear();
        OverWindows(window, dX.Rows, v.Columns, (n, k, i, o, p) =>
        {
            if (i >= 0)
                dX.Row(n)[i] += v.Row(k)[o] * dY.Row(n)[p];
        });
    }

    /// <summary>dV[k, o] = Σₙ Σₚ X[n, the k-th value under p] · dY[n, p, o]. dV is overwritten.</summary>
    public static void ConvolveWeightGradients(Window window, Matrix x, Matrix dY, Matrix dV)
    {
        dV.Span.Clear();
        OverWindows(window, x.Rows, dV.Columns, (n, k, i, o, p) => dV.Row(k)[o] += i < 0 ? 0 : x.Row(n)[i] * dY.Row(n)[p]);
    }

    /// <summary>y[i] = max(x[i], 0); NaN stays NaN.</summary>
    public static void Relu(ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = x[i] < 0 ? 0 : x[i];
    }

    /// <summary>dx[i] = dy[i] where y[i] &gt; 0, else 0.</summary>
    public static void ReluGradient(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        for (int i = 0; i < y.Length; i++)
            dx[i] = y[i] > 0 ? dy[i] : 0;
    }

    // Visits (n, k, i, o, p): under the window of sample n at some place, value k is X's value i (−1 in the padding), and output
    // channel o of that place is Y's value p.
    private static void OverWindows(Window window, int samples, int channels, Action<int, int, int, int, int> visit)
    {
        Shape input = window.Input;
        for (int n = 0; n < samples; n++)
        {
            for (int place = 0; place < window.Places; place++)
            {
                for (int k = 0; k < window.Size; k++)
                {
                    int pixel = k / input.Channels;
                    int row = (place / window.Across * window.Stride) + (pixel / window.Width) - window.Padding;
                    int column = (place % window.Across * window.Stride) + (pixel % window.Width) - window.Padding;
                    bool isInside = row >= 0 && row < input.Height && column >= 0 && column < input.Width;
                    int i = isInside ? (((row * input.Width) + column) * input.Channels) + (k % input.Channels) : -1;
                    for (int o = 0; o < channels; o++)
                        visit(n, k, i, o, (place * channels) + o);
                }
            }
        }
    }

    private static void Product(Matrix c, int depth, Func<int, int, float> a, Func<int, int, float> b)
    {
        for (int m = 0; m < c.Rows; m++)
        {
            for (int n = 0; n < c.Columns; n++)
            {
                double sum = 0;
                for (int k = 0; k < depth; k++)
                    sum += (double)a(m, k) * b(k, n);
                c.Row(m)[n] = (float)sum;
            }
        }
    }
}
