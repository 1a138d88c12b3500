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
/// Threads that are started once and kept. Tiles are dealt in order, each to the next worker that is free; since a
/// tile's arithmetic never depends on who does it, the result has the same bits for any count. Between two pieces of
/// work a thread spins for a while, because in training the next one is microseconds away, and then sleeps.
/// One caller at a time; the caller is worker 0. With one worker no thread is started at all.
/// </summary>
internal sealed class Workers : IDisposable
{
    // About 50 µs: longer than anything that a step does on one thread, far shorter than anybody's patience.
    private const int Spins = 2_000;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _start;
    private readonly int[] _asleep;
    private ITiledWork? _work;
    private int _tiles;
    private int _dealt;
    private int _busy;
    private volatile int _round;
    private volatile Exception? _failure;
    private volatile bool _stopping;

    public Workers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Count = count;
        _threads = new Thread[count - 1];
        _start = new SemaphoreSlim[count - 1];
        _asleep = new int[count - 1];
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
        if (_threads.Length == 0 || tiles <= 1)
        {
            for (int tile = 0; tile < tiles; tile++)
                work.DoTile(tile, worker: 0);
            return;
        }
        (_work, _tiles, _dealt) = (work, tiles, 0);
        _busy = _threads.Length;
        NextRound();
        DoShare(worker: 0);
        SpinWait wait = default;
        while (Volatile.Read(ref _busy) > 0)
            wait.SpinOnce(sleep1Threshold: -1);
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
        NextRound();
        foreach (Thread thread in _threads)
            thread.Join();
        foreach (SemaphoreSlim start in _start)
            start.Dispose();
    }

    private void NextRound()
    {
        Interlocked.Increment(ref _round);
        for (int i = 0; i < _start.Length; i++)
        {
            if (Interlocked.Exchange(ref _asleep[i], 0) == 1)
                _start[i].Release();
        }
    }

    private void Serve(int worker)
    {
        for (int round = 0; ; round++)
        {
            WaitFor(worker, round);
            if (_stopping)
                return;
            DoShare(worker);
            Interlocked.Decrement(ref _busy);
        }
    }

    // Returns once the round is over. Whoever takes the flag back from a sleeper owes it a release, or, where the sleeper
    // takes it back itself, nobody does.
    private void WaitFor(int worker, int round)
    {
        for (int spin = 0; spin < Spins; spin++)
        {
            if (_round != round)
                return;
            Thread.SpinWait(1);
        }
        ref int asleep = ref _asleep[worker - 1];
        Volatile.Write(ref asleep, 1);
        Interlocked.MemoryBarrier();
        if (_round != round && Interlocked.Exchange(ref asleep, 0) == 1)
            return;
        _start[worker - 1].Wait();
    }

    // A failure is kept and thrown to the caller by Run: one lost in a thread would end the process.
    private void DoShare(int worker)
    {
        try
        {
            int tile;
            while ((tile = Interlocked.Increment(ref _dealt) - 1) < _tiles)
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
