using System.Diagnostics;

namespace Inkling.Recognition.Training;

/// <summary>Counts the steps of all rounds of a teaching, and estimates the time left.</summary>
internal sealed class TeachingClock(int rounds, int steps)
{
    // The first steps compile the code.
    private const int Learning = 5;

    private long _started;
    private int _taken;

    /// <summary>The round under way, from 1.</summary>
    public int Round { get; set; } = 1;

    /// <summary>A step was taken, in any round.</summary>
    public void Stepped()
    {
        if (++_taken == Learning)
            _started = Stopwatch.GetTimestamp();
    }

    /// <summary>A report with what the clock knows; what is measured is 0.</summary>
    public TeachingProgress Now(TeachingStage stage) => new()
    {
        Stage = stage,
        Round = Round,
        Rounds = rounds,
        Step = steps,
        Steps = steps,
        Loss = double.NaN,
        OwnAccuracy = 0,
        IsHeldBack = false,
        ReferenceAccuracy = 0,
        ReferenceName = "",
        SecondsLeft = _taken <= Learning
            ? null
            : Stopwatch.GetElapsedTime(_started).TotalSeconds / (_taken - Learning)
                * Math.Max(0, (rounds * steps) - _taken),
    };
}
