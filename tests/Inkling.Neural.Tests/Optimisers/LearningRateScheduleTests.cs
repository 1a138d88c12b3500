using Inkling.Neural.Optimisers;

namespace Inkling.Neural.Tests.Optimisers;

public sealed class LearningRateScheduleTests
{
    private const int StepsPerEpoch = 100;
    private const int Epochs = 10;

    [Fact]
    public void Constant_stays() =>
        Assert.All([0L, 1, 999], step => Assert.Equal(1, At(new() { Kind = ScheduleKind.Constant }, step)));

    [Fact]
    public void Cosine_starts_whole_is_half_in_the_middle_and_ends_near_nothing()
    {
        LearningRateSchedule cosine = new() { Kind = ScheduleKind.Cosine };
        Assert.Equal(1, At(cosine, 0));
        Assert.Equal(0.5, At(cosine, 500), 1e-12);
        Assert.InRange(At(cosine, 999), 0, 1e-5);
    }

    [Fact]
    public void Step_multiplies_every_few_epochs()
    {
        LearningRateSchedule step = new() { Kind = ScheduleKind.Step, StepEpochs = 3, StepFactor = 0.5 };
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], new long[] { 0, 299, 300, 599, 600 }.Select(at => At(step, at)));
    }

    [Fact]
    public void Warm_up_rises_in_a_line_and_hands_over_without_a_jump()
    {
        LearningRateSchedule cosine = new() { Kind = ScheduleKind.Cosine, WarmUpEpochs = 2 };
        Assert.Equal(0.005, At(cosine, 0), 1e-12);
        Assert.Equal(0.5, At(cosine, 99), 1e-12);
        Assert.Equal(1, At(cosine, 199)); // the line's own last step, before the cosine's first
        Assert.Equal(1, At(cosine, 200));
        Assert.Equal(0.5, At(cosine, 600), 1e-12);
    }

    [Fact]
    public void Values_that_make_no_schedule_are_refused()
    {
        AssertRejects("-1", new() { WarmUpEpochs = -1 });
        AssertRejects("0 epochs", new() { StepEpochs = 0 });
        AssertRejects("2", new() { StepFactor = 2 });
    }

    private static void AssertRejects(string words, LearningRateSchedule schedule) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(schedule.Check).Message);

    private static double At(LearningRateSchedule schedule, long step) =>
        schedule.FactorAt(step, StepsPerEpoch, Epochs);
}
