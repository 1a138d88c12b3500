namespace Inkling.Neural.Execution;

/// <summary>Work that is divided among workers, the same part for the same worker every time.</summary>
internal interface IParallelWork
{
    /// <summary>Does the part of a worker, which is 0 … <paramref name="workers"/> − 1.</summary>
    void Execute(int worker, int workers);
}

/// <summary>
/// Threads that are started once and kept. Each has a fixed part of the work, so it finds the same part of an
/// array in its cache at every step. Between two pieces of work it spins, because in training the next one is
/// microseconds away, and then sleeps. One caller at a time, which is worker 0; one worker needs no thread.
/// </summary>
internal sealed class WorkerThreads : IDisposable
{
    // About 50 µs: longer than anything that a step does on one thread, far shorter than anybody's patience.
    private const int Spins = 2_000;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _start;
    private readonly int[] _asleep;
    private IParallelWork? _work;
    private int _busy;
    private volatile int _round;
    private volatile Exception? _failure;
    private volatile bool _stopping;

    public WorkerThreads(int count)
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

    /// <summary>Runs the work on all workers and returns when the last is done. Allocates nothing.</summary>
    public void Run(IParallelWork work)
    {
        if (_threads.Length == 0)
        {
            work.Execute(worker: 0, workers: 1);
            return;
        }
        _work = work;
        _busy = _threads.Length;
        NextRound();
        ExecutePart(worker: 0);
        // Not a SpinWait: it soon waits for longer than most parts take.
        for (int spin = 1; Volatile.Read(ref _busy) > 0; spin++)
        {
            if (spin % Spins == 0)
                Thread.Yield();
            else
                Thread.SpinWait(1);
        }
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
            ExecutePart(worker);
            Interlocked.Decrement(ref _busy);
        }
    }

    // Returns once the round is over, whatever wakes it: a permit may be left from an earlier sleep.
    private void WaitFor(int worker, int round)
    {
        ref int asleep = ref _asleep[worker - 1];
        for (int spin = 1; _round == round; spin++)
        {
            if (spin % Spins != 0)
            {
                Thread.SpinWait(1);
                continue;
            }
            Interlocked.Exchange(ref asleep, 1);
            if (_round == round)
                _start[worker - 1].Wait();
            Volatile.Write(ref asleep, 0);
        }
    }

    // A failure is kept and thrown to the caller by Run: one lost in a thread would end the process.
    private void ExecutePart(int worker)
    {
        try
        {
            _work!.Execute(worker, Count);
        }
#pragma warning disable CA1031 // whatever it is, Run throws it again on the caller's thread
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = failure;
        }
    }
}
