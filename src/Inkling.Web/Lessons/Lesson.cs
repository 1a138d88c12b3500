using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Training;

namespace Inkling.Web.Lessons;

/// <summary>What a lesson does at the moment.</summary>
internal enum LessonState
{
    /// <summary>It reads the digits.</summary>
    Preparing,

    /// <summary>It teaches, measures or cross-validates: its progress says which.</summary>
    Running,

    /// <summary>It waits for the person to go on.</summary>
    Paused,

    /// <summary>It has a result.</summary>
    Done,

    /// <summary>It has none: the message says why.</summary>
    Failed,
}

/// <summary>
/// One teaching in the background, from its start to its result. Any thread may ask where it stands, wait for
/// what comes next, or command it.
/// </summary>
internal sealed class Lesson : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _goOn = new(initialState: true);
    private readonly List<TeachingProgress> _history = [];
    private TaskCompletionSource _changed = NewSignal();
    private LessonState _state = LessonState.Preparing;
    private OwnDigits? _digits;
    private TeachingSnapshot? _before;
    private TeachingSnapshot? _latest;
    private TeachingResult? _result;
    private string? _trouble;

    /// <summary>Begins to teach.</summary>
    /// <param name="readDigits">Reads the person's digits.</param>
    /// <param name="teach">The teaching itself: <see cref="Teaching.Run"/> with its options.</param>
    public Lesson(Func<CancellationToken, OwnDigits> readDigits, Teach teach) =>
        Ended = Task.Factory.StartNew(
            () => Run(readDigits, teach), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    /// <summary>Teaches digits; reports come on its own thread and may hold it up.</summary>
    public delegate TeachingResult Teach(
        DigitSet digits, Action<TeachingProgress> report, CancellationToken cancellation);

    /// <summary>Done when the lesson has ended, whatever came of it.</summary>
    public Task Ended { get; }

    /// <summary>Where the lesson stands, and a task that is done as soon as that has changed.</summary>
    public (LessonView View, Task Changed) Look()
    {
        lock (_lock)
        {
            return (new(_state, _digits, [.. _history], _before, _latest, _result, _trouble), _changed.Task);
        }
    }

    /// <summary>Waits after the step under way; false where the lesson does not run.</summary>
    public bool Pause() => Change(LessonState.Running, LessonState.Paused, _goOn.Reset);

    /// <summary>Goes on after a pause; false where it is not paused.</summary>
    public bool Resume() => Change(LessonState.Paused, LessonState.Running, _goOn.Set);

    /// <summary>Stops after the step under way; the result is the network so far.</summary>
    public void Stop()
    {
        _stop.Cancel();
        _goOn.Set();
    }

    /// <summary>Stops, and waits for the end.</summary>
    public void Dispose()
    {
        Stop();
        Ended.Wait();
        _stop.Dispose();
        _goOn.Dispose();
    }

    private void Run(Func<CancellationToken, OwnDigits> readDigits, Teach teach)
    {
        try
        {
            OwnDigits digits = readDigits(_stop.Token);
            Set(() => (_digits, _state) = (digits, LessonState.Running));
            TeachingResult result = teach(digits.Set, Hear, _stop.Token);
            Set(() => (_result, _state) = (result, LessonState.Done));
        }
        catch (OperationCanceledException)
        {
            Fail("It was stopped before anything was learnt.");
        }
        catch (Exception failure) when (failure is DataException or DivergenceException or ArgumentException
            or IOException or UnauthorizedAccessException)
        {
            Fail(failure.Message);
        }
    }

    private void Fail(string trouble) => Set(() => (_trouble, _state) = (trouble, LessonState.Failed));

    private void Hear(TeachingProgress progress)
    {
        Set(() =>
        {
            _history.Add(progress with { Snapshot = null });
            _latest = progress.Snapshot ?? _latest;
            _before ??= progress.Snapshot;
        });
        _goOn.Wait(CancellationToken.None);
    }

    private bool Change(LessonState from, LessonState to, Action act)
    {
        lock (_lock)
        {
            if (_state != from)
                return false;
        }
        act();
        Set(() => _state = _state == from ? to : _state);
        return true;
    }

    private void Set(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            changed = _changed;
            _changed = NewSignal();
        }
        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A lesson at one moment.</summary>
/// <param name="State">What it does.</param>
/// <param name="Digits">The person's digits; null before they are read.</param>
/// <param name="History">All reports so far, without snapshots.</param>
/// <param name="Before">The first snapshot: how the model that is taught read.</param>
/// <param name="Latest">The newest snapshot.</param>
/// <param name="Result">What it came to; null before the end.</param>
/// <param name="Trouble">Why it failed; null where it did not.</param>
internal sealed record LessonView(
    LessonState State, OwnDigits? Digits, IReadOnlyList<TeachingProgress> History, TeachingSnapshot? Before,
    TeachingSnapshot? Latest, TeachingResult? Result, string? Trouble)
{
    /// <summary>Whether nothing more will come.</summary>
    public bool HasEnded => State is LessonState.Done or LessonState.Failed;
}
