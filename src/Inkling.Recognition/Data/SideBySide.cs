namespace Inkling.Recognition.Data;

/// <summary>
/// The same work by several threads at once, who share it out among themselves. Tasks and no loop of <see cref="Parallel"/>: the runtime
/// takes some milliseconds to make the first of those ready, of the hundred that a conversion of MNIST takes.
/// </summary>
internal static class SideBySide
{
    /// <summary>Has so many threads do it, and waits for all.</summary>
    /// <exception cref="AggregateException">One of them failed.</exception>
    public static void Run(int threads, Action work)
    {
        Task[] tasks = new Task[threads];
        for (int i = 0; i < threads; i++)
            tasks[i] = Task.Run(work);
        Task.WaitAll(tasks);
    }
}
