namespace Inkling.Neural.Kernels;

/// <summary>
/// How the samples of a batch are shared out: in eight groups that depend on nothing but their number. Workers take whole
/// groups, one after the other; what is summed over samples is summed group by group, and the groups' sums in their order, so
/// no bit depends on the number of workers. More than eight workers find nothing to do.
/// </summary>
internal static class SampleGroups
{
    /// <summary>How many groups there are; the last ones may be empty.</summary>
    public const int Count = 8;

    /// <summary>The samples of a group.</summary>
    public static (int First, int End) Of(int group, int samples) =>
        ((int)((long)samples * group / Count), (int)((long)samples * (group + 1) / Count));

    /// <summary>The most samples in a group.</summary>
    public static int Largest(int samples) => (samples + Count - 1) / Count;

    /// <summary>The groups of a worker.</summary>
    public static (int First, int End) OfWorker(int worker, int workers) =>
        (Count * worker / workers, Count * (worker + 1) / workers);
}
