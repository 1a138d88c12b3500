using Inkling.Neural.Kernels.Packed;

namespace Inkling.Neural.Kernels;

/// <summary>
/// One worker's part of a matrix: panels, where these can be dealt out fairly, and else rows of all panels. A product and an
/// optimiser that cut the same matrix alike leave each part in the cache of the worker whose it is.
/// </summary>
/// <param name="FirstPanel">The first panel.</param>
/// <param name="EndPanel">Behind the last panel.</param>
/// <param name="FirstRow">The first row.</param>
/// <param name="EndRow">Behind the last row.</param>
internal readonly record struct Share(int FirstPanel, int EndPanel, int FirstRow, int EndRow)
{
    /// <summary>Rows that are never dealt out singly: as many as the lowest tile has.</summary>
    public const int RowsOfGroup = PackedTile.Rows;

    // With so many panels for each worker, one more or less is no great injustice.
    private const int Many = 4;

    /// <summary>How many rows.</summary>
    public int Rows => EndRow - FirstRow;

    /// <summary>The share of a worker of a matrix of so many panels and rows.</summary>
    public static Share Of(int worker, int workers, int panels, int rows)
    {
        if (GoesByPanels(workers, panels))
            return new(panels * worker / workers, panels * (worker + 1) / workers, 0, rows);
        (int first, int end) = OfRows(worker, workers, rows);
        return new(0, panels, first, end);
    }

    /// <summary>The rows that are a worker's where rows are dealt out: whole groups, but for the last.</summary>
    public static (int First, int End) OfRows(int worker, int workers, int rows)
    {
        int groups = GroupsOf(rows);
        return (Math.Min(rows, RowsOfGroup * (groups * worker / workers)),
            Math.Min(rows, RowsOfGroup * (groups * (worker + 1) / workers)));
    }

    /// <summary>How many groups so many rows are, a last one that is not whole included.</summary>
    public static int GroupsOf(int rows) => (rows + RowsOfGroup - 1) / RowsOfGroup;

    /// <summary>Whether so many panels are dealt out to so many workers.</summary>
    public static bool GoesByPanels(int workers, int panels) => panels % workers == 0 || panels >= Many * workers;
}
