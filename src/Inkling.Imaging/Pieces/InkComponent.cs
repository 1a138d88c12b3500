namespace Inkling.Imaging.Pieces;

/// <summary>One connected piece of ink: where it is and how much there is of it.</summary>
internal sealed class InkComponent
{
    private readonly List<InkRun> _runs = [];

    /// <summary>Its pixels, row by row.</summary>
    public IReadOnlyList<InkRun> Runs => _runs;

    /// <summary>The smallest rectangle that holds it.</summary>
    public PixelBox Box { get; private set; }

    /// <summary>Pixels of ink.</summary>
    public int Area { get; private set; }

    /// <summary>The length of its outline: sides of its pixels beyond which there is no ink.</summary>
    public int Outline { get; private set; }

    /// <summary>How many of its pixels are on the picture's edge.</summary>
    public int OnEdge { get; private set; }

    /// <summary>True if it reaches the picture's left or right edge.</summary>
    public bool ReachesSide { get; private set; }

    /// <summary>
    /// Finds all pieces of the pixels above <paramref name="threshold"/>, neighbours in eight directions,
    /// that have one above <paramref name="sure"/>: a stroke that fades is followed, grain as faint is not
    /// (Canny 1986, hysteresis). They are in the order of their first pixels.
    /// </summary>
    public static List<InkComponent> FindAll(GreyImage ink, int threshold, int sure)
    {
        List<InkRun> runs = InkRun.FindAll(ink, threshold);
        int[] roots = new int[runs.Count]; // the first run of each run's piece
        int[] shared = new int[runs.Count]; // sides that a run has in common with those above it
        Join(runs, roots, shared);
        bool[] isSure = new bool[runs.Count]; // by root
        for (int i = 0; i < roots.Length; i++)
        {
            roots[i] = Root(roots, i);
            isSure[roots[i]] |= runs[i].HasAbove(ink, sure);
        }
        var found = new List<InkComponent>();
        var pieces = new InkComponent?[runs.Count]; // by root
        for (int i = 0; i < roots.Length; i++)
        {
            if (!isSure[roots[i]])
                continue;
            if (roots[i] == i)
                found.Add(pieces[i] = new InkComponent());
            pieces[roots[i]]!.Add(runs[i], shared[i], ink);
        }
        return found;
    }

    private void Add(InkRun run, int shared, GreyImage ink)
    {
        _runs.Add(run);
        Box = Box.With(new PixelBox(run.Left, run.Row, run.Length, 1));
        Area += run.Length;
        Outline += 2 + (2 * run.Length) - (2 * shared);
        bool reachesLeft = run.Left == 0, reachesRight = run.Right == ink.Width;
        OnEdge += run.Row == 0 || run.Row == ink.Height - 1
            ? run.Length
            : Math.Min(run.Length, (reachesLeft ? 1 : 0) + (reachesRight ? 1 : 0));
        ReachesSide |= reachesLeft || reachesRight;
    }

    // Each run is joined to those of the row above that it touches, be it at a corner.
    private static void Join(List<InkRun> runs, int[] roots, int[] shared)
    {
        int first = 0;
        for (int i = 0; i < roots.Length; i++)
        {
            InkRun run = runs[i];
            roots[i] = i;
            while (runs[first].Row < run.Row - 1 || (runs[first].Row < run.Row && runs[first].Right < run.Left))
                first++;
            for (int j = first; runs[j].Row < run.Row && runs[j].Left <= run.Right; j++)
            {
                (int one, int other) = (Root(roots, j), Root(roots, i));
                roots[Math.Max(one, other)] = Math.Min(one, other);
                shared[i] += Math.Max(0, Math.Min(runs[j].Right, run.Right) - Math.Max(runs[j].Left, run.Left));
            }
        }
    }

    private static int Root(int[] roots, int i)
    {
        while (roots[i] != i)
            i = roots[i] = roots[roots[i]];
        return i;
    }
}
