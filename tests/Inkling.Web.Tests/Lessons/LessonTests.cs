using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Training;
using Inkling.Web.Lessons;

namespace Inkling.Web.Tests.Lessons;

/// <summary>A lesson's life, with a teaching that the test leads step by step.</summary>
public sealed class LessonTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_lesson_tells_its_course_and_its_result()
    {
        TeachingResult result = ResultOf(wasCancelled: false);
        using Lesson lesson = new(_ => Digits, (_, report, _) =>
        {
            report(At(1));
            report(At(2));
            return result;
        });
        await lesson.Ended.WaitAsync(Limit, TestContext.Current.CancellationToken);
        LessonView view = lesson.Look().View;
        Assert.Equal(LessonState.Done, view.State);
        Assert.Equal([1, 2], view.History.Select(point => point.Step));
        Assert.Same(result, view.Result);
        Assert.Same(Digits, view.Digits);
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_the_next_report()
    {
        using SemaphoreSlim steps = new(0);
        using Lesson lesson = new(_ => Digits, (_, report, cancellation) =>
        {
            steps.Wait(cancellation);
            report(At(1));
            steps.Wait(cancellation);
            return ResultOf(wasCancelled: false);
        });
        await Until(lesson, view => view.State == LessonState.Running);
        (LessonView before, Task changed) = lesson.Look();
        Assert.Empty(before.History);
        Assert.False(changed.IsCompleted);
        steps.Release();
        await changed.WaitAsync(Limit, TestContext.Current.CancellationToken);
        await Until(lesson, view => view.History.Count == 1);
        steps.Release();
        await Until(lesson, view => view.State == LessonState.Done);
    }

    [Fact]
    public async Task A_pause_holds_the_teaching_up_until_it_goes_on()
    {
        using SemaphoreSlim steps = new(0);
        int reported = 0;
        using Lesson lesson = new(_ => Digits, (_, report, cancellation) =>
        {
            steps.Wait(cancellation);
            report(At(1));
            Interlocked.Increment(ref reported);
            return ResultOf(wasCancelled: false);
        });
        Assert.False(lesson.Resume(), "it was not paused");
        await Until(lesson, view => view.State == LessonState.Running);
        Assert.True(lesson.Pause());
        Assert.False(lesson.Pause(), "it is paused already");
        steps.Release();
        await Until(lesson, view => view.History.Count == 1);
        Assert.Equal(LessonState.Paused, lesson.Look().View.State);
        Assert.Equal(0, Volatile.Read(ref reported));
        Assert.True(lesson.Resume());
        await Until(lesson, view => view.State == LessonState.Done);
        Assert.False(lesson.Pause(), "it has ended");
    }

    [Fact]
    public async Task A_lesson_that_is_stopped_while_paused_has_the_network_so_far()
    {
        using Lesson lesson = new(_ => Digits, (_, report, cancellation) =>
        {
            while (!cancellation.IsCancellationRequested)
                report(At(1));
            return ResultOf(wasCancelled: true);
        });
        await Until(lesson, view => view.State == LessonState.Running);
        Assert.True(lesson.Pause());
        lesson.Stop();
        await Until(lesson, view => view.State == LessonState.Done);
        Assert.True(lesson.Look().View.Result!.WasCancelled);
    }

    [Fact]
    public async Task A_lesson_that_fails_says_why()
    {
        using Lesson unread = new(
            _ => throw new DataException("there are no digits"), (_, _, _) => ResultOf(wasCancelled: false));
        await Until(unread, view => view.State == LessonState.Failed);
        Assert.Equal("there are no digits", unread.Look().View.Trouble);
        using Lesson stopped = new(_ => Digits, (_, _, _) => throw new OperationCanceledException());
        await Until(stopped, view => view.State == LessonState.Failed);
        Assert.Contains("before anything was learnt", stopped.Look().View.Trouble, StringComparison.Ordinal);
    }

    private static OwnDigits Digits { get; } =
        new(new DigitSet(new byte[5 * DigitSet.PixelCount], [0, 1, 2, 3, 4]), [1, 2, 3, 4, 5]);

    private static TeachingProgress At(int step) => new()
    {
        Stage = TeachingStage.Teaching,
        Round = 1,
        Rounds = 1,
        Step = step,
        Steps = 2,
        Loss = 0.5,
        OwnAccuracy = 1,
        IsHeldBack = false,
        ReferenceAccuracy = 1,
        ReferenceName = "MNIST",
        SecondsLeft = null,
    };

    private static TeachingResult ResultOf(bool wasCancelled) => new()
    {
        Model = Networks.Model("784-16-11"),
        WasCancelled = wasCancelled,
        Own = null,
        Reference = new("MNIST", 100, 1, 1),
        HowJudged = "",
        HowCalibrated = "",
    };

    private static async Task Until(Lesson lesson, Func<LessonView, bool> isSo)
    {
        while (true)
        {
            (LessonView view, Task changed) = lesson.Look();
            if (isSo(view))
                return;
            await changed.WaitAsync(Limit, TestContext.Current.CancellationToken);
        }
    }
}
