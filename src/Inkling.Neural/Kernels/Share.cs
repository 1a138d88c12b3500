namespace Inkling.Neural.Kernels;

/// <summary>
/// One worker's part of a matrix: panels, where these can be dealt out fairly, and else groups of four rows of all
/// panels. A product and an optimiser that cut the same matrix alike leave each part in the cache of the worker whose it is.
/// </summary>
/// <param name="FirstPanel">The first panel.</param>
/// <param name="EndPanel">Behind the last panel.</param>
/// <param name="FirstRow">The first group of rows.</param>
/// <param name="EndRow">Behind the last group of rows.</param>
internal readonly record struct Share(int FirstPanel, int EndPanel, int FirstRow, int EndRow)
{
    // With so many panels for each worker, one more or less is no great injustice.
    private const int Many = 4;

    /// <summary>The share of a worker of a matrix of so many panels and groups of rows.</summary>
    public static Share Of(int worker, int workers, int panels, int groups)
    {
        bool byPanels = panels % workers == 0 || panels >= Many * workers;
        return byPanels
            ? new(panels * worker / workers, panels * (worker + 1) / workers, 0, groups)
            : new(0, panels, groups * worker / workers, groups * (worker + 1) / workers);
    }
}
