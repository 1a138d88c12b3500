namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// The lines of a framed picture that a walk meets: from line l of the grid of rows, its segment s meets line
/// l · PerLine + s · PerSegment. The picture's own lines are [First, End), all others are zeros.
/// </summary>
internal readonly record struct FramedLines(int First, int End, int PerLine, int PerSegment)
{
    /// <summary>The segments that line <paramref name="line"/> of the grid needs, of so many.</summary>
    public (int First, int End) NeededBy(int line, int segments) => (
        Math.Max(0, SegmentsTo(First - (line * PerLine))),
        Math.Min(segments, SegmentsTo(End - (line * PerLine))));

    // Rounded up.
    private int SegmentsTo(int lines) => (lines + PerSegment - 1) / PerSegment;
}

/// <summary>
/// Where the rows of a strided product's A begin, and which segments of the walk each needs: those that would
/// only meet zeros around a picture are left out. All rows of a picture's line need the same. Filled for each
/// product; allocates only to grow.
/// </summary>
internal sealed class StridedRows
{
    private int[] _starts = [];
    private int[] _first = [];
    private int[] _end = [];

    /// <summary>
    /// Lays out a grid of rows, <c>lineStep</c> between lines and <c>step</c> within one, then a tile's rows
    /// more, whose results are dropped. The walk's segments meet the picture's lines.
    /// </summary>
    public void Fill(int lines, int perLine, int lineStep, int step, int segments, in FramedLines picture)
    {
        NeedAll = true;
        int count = lines * perLine;
        if (_first.Length < count)
            (_starts, _first, _end) = (new int[count + StridedTile.MostRows], new int[count], new int[count]);
        int i = 0;
        for (int line = 0; line < lines; line++)
        {
            (int first, int end) = picture.NeededBy(line, segments);
            NeedAll &= first == 0 && end == segments;
            for (int row = 0; row < perLine; row++, i++)
                (_starts[i], _first[i], _end[i]) = ((line * lineStep) + (row * step), first, end);
        }
        _starts.AsSpan(i).Clear();
    }

    /// <summary>Lays out rows of a matrix, so many places apart, which all need the whole walk.</summary>
    public void Fill(int count, int step)
    {
        NeedAll = true;
        if (_starts.Length < count + StridedTile.MostRows)
            _starts = new int[count + StridedTile.MostRows];
        for (int i = 0; i < count; i++)
            _starts[i] = i * step;
        _starts.AsSpan(count).Clear();
    }

    /// <summary>Whether every row needs the whole walk.</summary>
    public bool NeedAll { get; private set; }

    /// <summary>Where the rows from <paramref name="row"/> on begin.</summary>
    public ReadOnlySpan<int> StartsFrom(int row) => _starts.AsSpan(row);

    /// <summary>The walk that so many rows from <paramref name="row"/> on need together.</summary>
    public Walk Shortened(in Walk walk, int row, int rows)
    {
        // From line to line both only shrink.
        int last = row + rows - 1;
        int first = Math.Min(_first[row], _first[last]), end = Math.Max(_end[row], _end[last]);
        return walk with { First = first, Segments = Math.Max(0, end - first) };
    }
}
