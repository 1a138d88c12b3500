namespace Inkling.Neural;

/// <summary>
/// A batch of samples as bytes: X[n, j] = values[rows[n] · columns + j] · (1 / scale), X [N, Columns]. It
/// copies nothing: the samples stay where their source keeps them, in any order.
/// </summary>
public readonly record struct ByteBatch
{
    private readonly int _first;

    /// <summary>Takes the named rows of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">A row is not within the values.</exception>
    public ByteBatch(ReadOnlyMemory<byte> values, ReadOnlyMemory<int> rows, int columns, float scale)
    {
        int held = columns > 0 ? values.Length / columns : 0;
        foreach (int row in rows.Span)
        {
            if ((uint)row >= (uint)held)
            {
                throw new ArgumentException(
                    $"Row {row:N0} is not one of {held:N0} rows of {columns:N0} bytes.");
            }
        }
        (Values, Rows, Columns, Scale, Count) = (values, rows, columns, scale, rows.Length);
    }

    /// <summary>Takes <paramref name="count"/> consecutive rows of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public ByteBatch(ReadOnlyMemory<byte> values, int first, int count, int columns, float scale)
    {
        if (first < 0 || count < 0 || ((long)first + count) * columns > values.Length)
        {
            throw new ArgumentException($"{values.Length:N0} bytes don't hold the rows {first:N0} to "
                + $"{(long)first + count - 1:N0} of {columns:N0} bytes.");
        }
        (Values, Columns, Scale, Count, _first) = (values, columns, scale, count, first);
    }

    private ByteBatch(in ByteBatch batch, int first, int end)
    {
        (Values, Columns, Scale, Count) = (batch.Values, batch.Columns, batch.Scale, end - first);
        (Rows, _first) = batch.Rows.IsEmpty ? (default, batch._first + first) : (batch.Rows[first..end], 0);
    }

    /// <summary>The bytes of all samples, also of those outside the batch.</summary>
    public ReadOnlyMemory<byte> Values { get; }

    /// <summary>The rows in the batch; empty where they are consecutive.</summary>
    public ReadOnlyMemory<int> Rows { get; }

    /// <summary>Values in a sample.</summary>
    public int Columns { get; }

    /// <summary>The divisor of bytes. The quotient 1 / scale is rounded first.</summary>
    public float Scale { get; }

    /// <summary>N, the samples in the batch.</summary>
    public int Count { get; }

    /// <summary>The samples from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public ByteBatch Between(int first, int end) => new(this, first, end);

    /// <summary>Sample <paramref name="n"/> of the batch, [Columns].</summary>
    public ReadOnlySpan<byte> Sample(int n) => Values.Span.Slice(StartOf(n, Rows.Span), Columns);

    // Writes where samples begin in Values.
    internal void StartsOf(int first, Span<int> starts)
    {
        ReadOnlySpan<int> rows = Rows.Span;
        for (int n = 0; n < starts.Length; n++)
            starts[n] = StartOf(first + n, rows);
    }

    private int StartOf(int n, ReadOnlySpan<int> rows) => (rows.IsEmpty ? _first + n : rows[n]) * Columns;
}
