namespace Inkling.Imaging.Pieces;

/// <summary>One connected piece of ink: where it is and how much there is of it.</summary>
internal sealed class InkComponent
{
    private InkComponent(InkRun[] runs, GreyImage ink)
    {
        Runs = runs;
        foreach (InkRun run in runs)
            Add(run, ink);
    }

    /// <summary>Its pixels, row by row.</summary>
    public InkRun[] Runs { get; }

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
        InkRun[] runs = InkRun.FindAll(ink, threshold);
        int[] roots = Roots(runs);
        int[] ends = new int[runs.Length]; // by root: how many runs a sure piece has, then where they end
        foreach (int root in roots)
            ends[root]++;
        bool[] isSure = new bool[runs.Length]; // by root
        for (int i = 0; i < runs.Length; i++)
            isSure[roots[i]] |= runs[i].HasAbove(ink, sure);
        int count = 0;
        for (int root = 0; root < ends.Length; root++)
            (ends[root], count) = (count, count + (isSure[root] ? ends[root] : 0));
        InkRun[] byPiece = new InkRun[count];
        for (int i = 0; i < runs.Length; i++)
        {
            if (isSure[roots[i]])
                byPiece[ends[roots[i]]++] = runs[i];
        }
        List<InkComponent> found = [];
        int start = 0;
        for (int root = 0; root < ends.Length; root++)
        {
            if (!isSure[root])
                continue;
            InkRun[] own = new InkRun[ends[root] - start];
            Array.Copy(byPiece, start, own, 0, own.Length);
            found.Add(new InkComponent(own, ink));
            start = ends[root];
        }
        return found;
    }

    private void Add(InkRun run, GreyImage ink)
    {
        Box = Box.With(new PixelBox(run.Left, run.Row, run.Length, 1));
        Area += run.Length;
        Outline += 2 + (2 * run.Length) - (2 * run.Covered);
        bool reachesLeft = run.Left == 0, reachesRight = run.Right == ink.Width;
        OnEdge += run.Row == 0 || run.Row == ink.Height - 1
            ? run.Length
            : Math.Min(run.Length, (reachesLeft ? 1 : 0) + (reachesRight ? 1 : 0));
        ReachesSide |= reachesLeft || reachesRight;
    }

    // The first run of each run's piece. A run is joined to those of the row above that it touches, be it at
    // a corner, and told how much of it they cover.
    private static int[] Roots(InkRun[] runs)
    {
        int[] roots = new int[runs.Length];
        int first = 0;
        for (int i = 0; i < roots.Length; i++)
        {
            InkRun run = runs[i];
            roots[i] = i;
            while (runs[first].Row < run.Row - 1
                || (runs[first].Row < run.Row && runs[first].Right < run.Left))
            {
                first++;
            }
            for (int j = first; runs[j].Row < run.Row && runs[j].Left <= run.Right; j++)
            {
                (int one, int other) = (Root(roots, j), Root(roots, i));
                roots[Math.Max(one, other)] = Math.Min(one, other);
                int covered = Math.Min(runs[j].Right, run.Right) - Math.Max(runs[j].Left, run.Left);
                runs[i] = runs[i] with { Covered = runs[i].Covered + Math.Max(0, covered) };
            }
        }
        for (int i = 0; i < roots.Length; i++)
            roots[i] = roots[roots[i]]; // a root has the least index, so it is found before what hangs on it
        return roots;
    }

    private static int Root(int[] roots, int i)
    {
        while (roots[i] != i)
            i = roots[i] = roots[roots[i]];
        return i;
    }
}
