namespace Inkling.Neural.Kernels;

/// <summary>
/// The A of a product, [M, K], in one of four forms: floats or bytes, as they lie or transposed.
/// </summary>
internal readonly record struct LeftOperand
{
    private LeftOperand(Matrix floats, ByteBatch bytes, bool isBytes, bool isTransposed)
    {
        (Floats, Bytes, IsBytes, IsTransposed) = (floats, bytes, isBytes, isTransposed);
        (int rows, int columns) = isBytes ? (bytes.Count, bytes.Columns) : (floats.Rows, floats.Columns);
        (Rows, Depth) = isTransposed ? (columns, rows) : (rows, columns);
    }

    public Matrix Floats { get; }

    public ByteBatch Bytes { get; }

    public bool IsBytes { get; }

    public bool IsTransposed { get; }

    /// <summary>M.</summary>
    public int Rows { get; }

    /// <summary>K.</summary>
    public int Depth { get; }

    /// <summary>A = X.</summary>
    public static LeftOperand Of(Matrix x) => new(x, default, isBytes: false, isTransposed: false);

    /// <inheritdoc cref="Of(Matrix)"/>
    public static LeftOperand Of(ByteBatch x) => new(default, x, isBytes: true, isTransposed: false);

    /// <summary>A = Xᵀ.</summary>
    public static LeftOperand Transposed(Matrix x) => new(x, default, isBytes: false, isTransposed: true);

    /// <inheritdoc cref="Transposed(Matrix)"/>
    public static LeftOperand Transposed(ByteBatch x) => new(default, x, isBytes: true, isTransposed: true);
}
