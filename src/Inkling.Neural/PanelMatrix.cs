namespace Inkling.Neural;

/// <summary>
/// A view of rows × columns floats in panels: 64 columns together, row by row, then the next 64; the last
/// panel has the rest. Weights lie so: a product reads a panel from end to end, and a thread that owns panels
/// owns a stretch of the arena. It owns nothing.
/// <code>
///   columns  0 … 63    64 … 127     128 … 137
///   row 0    | 0 → |   | 64·R → |   | 128·R → |      R rows; the numbers are offsets
///   row 1    | 64  |   |   …    |   | + 10    |
/// </code>
/// </summary>
internal readonly record struct PanelMatrix
{
    /// <summary>Columns of a panel: four vectors of AVX-512, 256 bytes of every row.</summary>
    public const int PanelColumns = 64;

    /// <summary>Lays rows × columns over <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">The length is not rows × columns.</exception>
    public PanelMatrix(Memory<float> values, int rows, int columns)
    {
        if (rows < 0 || columns < 0 || values.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"{values.Length:N0} values are not a matrix of {rows:N0} × {columns:N0}.");
        }
        (Values, Rows, Columns) = (values, rows, columns);
    }

    /// <summary>The values, panel by panel.</summary>
    public Memory<float> Values { get; }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>How many columns, in all panels together.</summary>
    public int Columns { get; }

    /// <summary>How many panels.</summary>
    public int Panels => PanelsOf(Columns);

    /// <summary>How many panels hold so many columns.</summary>
    public static int PanelsOf(int columns) => (columns + PanelColumns - 1) / PanelColumns;

    /// <summary>How many of <paramref name="columns"/> columns panel <paramref name="panel"/> has.</summary>
    public static int WidthOf(int panel, int columns) =>
        Math.Min(PanelColumns, columns - (panel * PanelColumns));

    /// <summary>The offset of an element in a matrix of rows × columns.</summary>
    public static int OffsetOf(int row, int column, int rows, int columns)
    {
        int panel = column / PanelColumns;
        return (panel * PanelColumns * rows) + (row * WidthOf(panel, columns)) + (column % PanelColumns);
    }

    /// <summary>One panel, [rows, its width].</summary>
    public Matrix Panel(int panel)
    {
        int width = WidthOf(panel, Columns);
        return new(Values.Slice(panel * PanelColumns * Rows, Rows * width), Rows, width);
    }
}
