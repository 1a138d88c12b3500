using System.Diagnostics;

namespace Inkling.Neural;

/// <summary>
/// A view of rows × columns floats, row-major and without gaps. It owns nothing: an arena does. It is made of
/// <see cref="Memory{T}"/>, not of a span, so that threads can hold it.
/// </summary>
public readonly record struct Matrix
{
    /// <summary>Lays rows × columns over <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">The length is not rows × columns.</exception>
    public Matrix(Memory<float> values, int rows, int columns)
    {
        if (rows < 0 || columns < 0 || values.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"{values.Length:N0} values are not a matrix of {rows:N0} × {columns:N0}.");
        }
        (Values, Rows, Columns) = (values, rows, columns);
    }

    /// <summary>The values, row by row.</summary>
    public Memory<float> Values { get; }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>How many columns, which is also the distance from one row to the next.</summary>
    public int Columns { get; }

    /// <summary>True for the default view, which stands for "not wanted".</summary>
    public bool IsEmpty => Values.IsEmpty;

    /// <summary>The values as a span, row by row.</summary>
    public Span<float> Span => Values.Span;

    /// <summary>One row.</summary>
    public Span<float> Row(int row)
    {
        Debug.Assert((uint)row < (uint)Rows, "row out of range");
        return Values.Span.Slice(row * Columns, Columns);
    }

    /// <summary>Returns the rows [first, end); of an empty view, itself.</summary>
    public Matrix Between(int first, int end) =>
        IsEmpty ? this : new(Values[(first * Columns)..(end * Columns)], end - first, Columns);

    /// <summary>Returns the first rows: how a buffer for a full batch serves a smaller one.</summary>
    public Matrix Top(int rows) => Between(0, rows);
}
