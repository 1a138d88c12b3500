namespace Inkling.Neural.Kernels;

/// <summary>
/// Divides the samples of a batch into eight groups, whatever the number of workers; a worker takes whole
/// groups. Sums run over each group, then over the groups in order, so no bit depends on the workers. More
/// than eight workers find nothing to do.
/// </summary>
internal static class SampleGroups
{
    /// <summary>How many groups there are; some may be empty.</summary>
    public const int Count = 8;

    /// <summary>The first sample of a group; of group <see cref="Count"/>, the number of samples.</summary>
    public static int FirstOf(int group, int samples) => (int)((long)samples * group / Count);

    /// <summary>The most samples in a group.</summary>
    public static int Largest(int samples) => (samples + Count - 1) / Count;

    /// <summary>The groups of a worker.</summary>
    public static (int First, int End) OfWorker(int worker, int workers) =>
        (Count * worker / workers, Count * (worker + 1) / workers);
}
