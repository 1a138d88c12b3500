using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Training;
using Inkling.Web.Corrections;

namespace Inkling.Web.Lessons;

/// <summary>The one lesson that a server gives at a time: the newest, under way or ended.</summary>
internal sealed class CurrentLesson(LessonSettings settings, DigitModel model, CorrectionStore corrections)
    : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Lazy<(DigitSet Training, DigitSet Test)?> _mnist = new(settings.ReadMnist);
    private Lesson? _lesson;

    /// <summary>The lesson; null where there was none, or it was thrown away.</summary>
    public Lesson? Lesson
    {
        get
        {
            lock (_lock)
                return _lesson;
        }
    }

    /// <summary>Begins a lesson about all corrections; null while another is under way.</summary>
    /// <param name="fromNothing">Whether a new network learns, not the model that reads.</param>
    public Lesson? Begin(bool fromNothing)
    {
        lock (_lock)
        {
            if (_lesson is { } earlier && !earlier.Look().View.HasEnded)
                return null;
            _lesson?.Dispose();
            return _lesson = new(
                cancellation => OwnDigits.Read(corrections, cancellation),
                (digits, report, cancellation) =>
                    Teaching.Run(digits, OptionsOf(fromNothing), report, cancellation));
        }
    }

    /// <summary>Stops the lesson and forgets its result; false where there is none.</summary>
    public bool Discard()
    {
        lock (_lock)
        {
            if (_lesson is null)
                return false;
            _lesson.Dispose();
            _lesson = null;
            return true;
        }
    }

    /// <summary>Stops the lesson and waits for its end.</summary>
    public void Dispose() => Discard();

    private TeachingOptions OptionsOf(bool fromNothing) => new()
    {
        From = fromNothing ? null : model,
        FromNothing = fromNothing,
        Reference = _mnist.Value?.Training,
        ReferenceTest = _mnist.Value?.Test,
        TakesSnapshots = true,
    };
}
