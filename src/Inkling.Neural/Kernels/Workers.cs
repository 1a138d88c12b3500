namespace Inkling.Neural.Kernels;

/// <summary>Work that falls into tiles which may be done in any order, each by any worker.</summary>
internal interface ITiledWork
{
    /// <summary>
    /// Does one tile. <paramref name="worker"/> (0 … workers − 1) says whose scratch may be used.
    /// </summary>
    void DoTile(int tile, int worker);
}

/// <summary>
/// Threads that are started once and kept. Tile t belongs to worker t mod count: no stealing, no queue, and
/// since a tile's arithmetic never depends on who does it, the result has the same bits for any count.
/// One caller at a time; the caller is worker 0. With one worker no thread is started at all.
/// </summary>
internal sealed class Workers : IDisposable
{
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _start;
    // A semaphore and not a CountdownEvent, which makes an object when it first has to block: a step owns nothing.
    private readonly SemaphoreSlim _done = new(0);
    private ITiledWork? _work;
    private int _tiles;
    private volatile Exception? _failure;
    private volatile bool _stopping;

    public Workers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Count = count;
        _threads = new Thread[count - 1];
        _start = new SemaphoreSlim[count - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _start[i] = new SemaphoreSlim(0);
            _threads[i] =
                new Thread(() => Serve(worker)) { IsBackground = true, Name = $"Inkling worker {worker}" };
            _threads[i].Start();
        }
    }

    public int Count { get; }

    /// <summary>Does all tiles and returns when the last is done. Allocates nothing.</summary>
    public void Run(ITiledWork work, int tiles)
    {
        int helpers = Math.Min(_threads.Length, tiles - 1);
        if (helpers <= 0)
        {
            for (int tile = 0; tile < tiles; tile++)
                work.DoTile(tile, worker: 0);
            return;
        }
        _work = work;
        _tiles = tiles;
        for (int i = 0; i < helpers; i++)
            _start[i].Release();
        DoShare(worker: 0);
        for (int i = 0; i < helpers; i++)
            _done.Wait();
        _work = null;
        if (_failure is { } failure)
        {
            _failure = null;
            throw new InvalidOperationException("A worker failed: " + failure.Message, failure);
        }
    }

    public void Dispose()
    {
        _stopping = true;
        foreach (SemaphoreSlim start in _start)
            start.Release();
        foreach (Thread thread in _threads)
            thread.Join();
        foreach (SemaphoreSlim start in _start)
            start.Dispose();
        _done.Dispose();
    }

    private void Serve(int worker)
    {
        while (true)
        {
            _start[worker - 1].Wait();
            if (_stopping)
                return;
            DoShare(worker);
            _done.Release();
        }
    }

    // A failure is kept and thrown to the caller by Run: one lost in a thread would end the process.
    private void DoShare(int worker)
    {
        try
        {
            for (int tile = worker; tile < _tiles; tile += Count)
                _work!.DoTile(tile, worker);
        }
#pragma warning disable CA1031 // whatever it is, Run throws it again on the caller's thread
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = failure;
        }
    }
}
