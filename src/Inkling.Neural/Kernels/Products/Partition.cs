namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// One worker's part of a matrix, from First to before End: whole panels where they can be dealt out fairly,
/// else rows of all panels. Products and optimisers divide a matrix alike, so each part stays in its worker's
/// cache.
/// </summary>
internal readonly record struct Partition(int FirstPanel, int EndPanel, int FirstRow, int EndRow)
{
    // With so many panels for each worker, one more or less is no great injustice.
    private const int ManyPanels = 4;

    public int Rows => EndRow - FirstRow;

    /// <summary>Part <paramref name="part"/> of <paramref name="parts"/>, rows in whole tiles.</summary>
    public static Partition Of(int part, int parts, int panels, int rows)
    {
        if (panels % parts == 0 || panels >= ManyPanels * parts)
            return new(panels * part / parts, panels * (part + 1) / parts, 0, rows);
        int tiles = PackedGroups.CountOf(rows);
        int FirstOf(int of) => Math.Min(rows, PackedTile.Rows * (tiles * of / parts));
        return new(0, panels, FirstOf(part), FirstOf(part + 1));
    }
}
