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
