namespace Inkling.Neural;

/// <summary>
/// A batch of N samples, as bytes or as floats: X[n, j] = bytes[rows[n] · columns + j] · (1 / scale), or the
/// float there. X [N, Columns]. It copies nothing: the samples stay where their source keeps them.
/// </summary>
public readonly record struct SampleBatch
{
    private readonly int _first;

    /// <summary>Takes the named rows of bytes.</summary>
    /// <param name="values">The bytes of all samples, row by row.</param>
    /// <param name="rows">The rows in the batch, in any order.</param>
    /// <param name="columns">Values in a sample.</param>
    /// <param name="scale">The divisor of bytes. The quotient 1 / scale is rounded first.</param>
    /// <exception cref="ArgumentException">A row is not within the values.</exception>
    public SampleBatch(ReadOnlyMemory<byte> values, ReadOnlyMemory<int> rows, int columns, float scale)
    {
        CheckRows(values.Length, rows.Span, columns);
        (Bytes, Rows, Columns, Scale, Count) = (values, rows, columns, scale, rows.Length);
    }

    /// <summary>Takes the named rows of floats.</summary>
    /// <param name="values">The floats of all samples, row by row.</param>
    /// <param name="rows">The rows in the batch, in any order.</param>
    /// <param name="columns">Values in a sample.</param>
    /// <exception cref="ArgumentException">A row is not within the values.</exception>
    public SampleBatch(ReadOnlyMemory<float> values, ReadOnlyMemory<int> rows, int columns)
    {
        CheckRows(values.Length, rows.Span, columns);
        (Floats, Rows, Columns, Scale, Count, IsFloat) = (values, rows, columns, 1, rows.Length, true);
    }

    /// <summary>Takes <paramref name="count"/> consecutive rows of bytes.</summary>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    internal SampleBatch(ReadOnlyMemory<byte> values, int first, int count, int columns, float scale)
    {
        CheckRange(values.Length, first, count, columns);
        (Bytes, Columns, Scale, Count, _first) = (values, columns, scale, count, first);
    }

    /// <summary>Takes <paramref name="count"/> consecutive rows of floats.</summary>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    internal SampleBatch(ReadOnlyMemory<float> values, int first, int count, int columns)
    {
        CheckRange(values.Length, first, count, columns);
        (Floats, Columns, Scale, Count, _first, IsFloat) = (values, columns, 1, count, first, true);
    }

    private SampleBatch(in SampleBatch batch, int first, int end)
    {
        (Bytes, Floats, IsFloat) = (batch.Bytes, batch.Floats, batch.IsFloat);
        (Columns, Scale, Count) = (batch.Columns, batch.Scale, end - first);
        (Rows, _first) = batch.Rows.IsEmpty ? (default, batch._first + first) : (batch.Rows[first..end], 0);
    }

    /// <summary>N, the samples in the batch.</summary>
    public int Count { get; }

    /// <summary>Values in a sample.</summary>
    public int Columns { get; }

    /// <summary>Whether the samples are floats, not bytes.</summary>
    public bool IsFloat { get; }

    /// <summary>The divisor of bytes; 1 for floats.</summary>
    public float Scale { get; }

    /// <summary>The bytes of all samples, also of those outside the batch.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The floats of all samples, also of those outside the batch.</summary>
    internal ReadOnlyMemory<float> Floats { get; }

    /// <summary>The rows in the batch; empty where they are consecutive.</summary>
    internal ReadOnlyMemory<int> Rows { get; }

    /// <summary>The samples from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public SampleBatch Between(int first, int end) => new(this, first, end);

    /// <summary>Sample <paramref name="n"/> of a batch of bytes, [Columns].</summary>
    public ReadOnlySpan<byte> Sample(int n) => Bytes.Span.Slice(StartOf(n, Rows.Span), Columns);

    /// <summary>Sample <paramref name="n"/> of a batch of floats, [Columns].</summary>
    public ReadOnlySpan<float> FloatSample(int n) => Floats.Span.Slice(StartOf(n, Rows.Span), Columns);

    // Writes where samples begin among the values.
    internal void StartsOf(int first, Span<int> starts)
    {
        ReadOnlySpan<int> rows = Rows.Span;
        for (int n = 0; n < starts.Length; n++)
            starts[n] = StartOf(first + n, rows);
    }

    private int StartOf(int n, ReadOnlySpan<int> rows) => (rows.IsEmpty ? _first + n : rows[n]) * Columns;

    private static void CheckRows(int values, ReadOnlySpan<int> rows, int columns)
    {
        int held = columns > 0 ? values / columns : 0;
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)held)
            {
                throw new ArgumentException(
                    $"Row {row:N0} is not one of {held:N0} rows of {columns:N0} values.");
            }
        }
    }

    private static void CheckRange(int values, int first, int count, int columns)
    {
        if (first < 0 || count < 0 || ((long)first + count) * columns > values)
        {
            throw new ArgumentException($"{values:N0} values don't hold the rows {first:N0} to "
                + $"{(long)first + count - 1:N0} of {columns:N0} values.");
        }
    }
}
