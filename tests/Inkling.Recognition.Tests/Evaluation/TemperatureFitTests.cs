using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Tests.Evaluation;

public sealed class TemperatureFitTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(1.7)]
    [InlineData(6)]
    public void The_temperature_that_labels_were_drawn_at_is_found(double temperature)
    {
        // 40,000 labels tell it to about one in a hundred.
        float fitted = TemperatureFit.Fit([Made(40_000, temperature, outputs: 10, seed: 1)]);
        Assert.InRange(fitted / temperature, 0.97, 1.03);
    }

    [Fact]
    public void The_eleventh_output_says_nothing_of_it() => Assert.Equal(
        TemperatureFit.Fit([Made(5_000, 2, outputs: 10, seed: 3)]),
        TemperatureFit.Fit([Made(5_000, 2, outputs: 11, seed: 3)]), tolerance: 1e-4f);

    [Fact]
    public void No_other_temperature_makes_the_labels_likelier()
    {
        Readings made = Made(3_000, 1.4, outputs: 10, seed: 5);
        float fitted = TemperatureFit.Fit([made]);
        Assert.True(Loss(made, fitted) <= Loss(made, fitted * 1.01f));
        Assert.True(Loss(made, fitted) <= Loss(made, fitted * 0.99f));
    }

    [Fact]
    public void Groups_weigh_alike_whatever_their_sizes()
    {
        Readings few = Made(2_000, 1, outputs: 10, seed: 7), many = Made(2_000, 3, outputs: 10, seed: 8);
        float once = TemperatureFit.Fit([few, many]);
        Assert.InRange(once, 1.05f, 2.9f);
        Assert.Equal(once, TemperatureFit.Fit([few, many.And(many).And(many)]), tolerance: 1e-5f);
    }

    [Fact]
    public void What_is_always_right_stays_within_bounds_and_so_does_what_is_never()
    {
        float[] surely = [1, .. new float[9]];
        Assert.Equal(
            0.25f, TemperatureFit.Fit([new Readings([0, 0], [.. surely, .. surely], 10)]), tolerance: 1e-4f);
        Assert.Equal(
            64, TemperatureFit.Fit([new Readings([1, 2], [.. surely, .. surely], 10)]), tolerance: 1e-2f);
    }

    [Fact]
    public void At_the_highest_temperature_the_mean_confidence_falls_short_by_just_what_is_allowed()
    {
        Readings made = Made(3_000, 1.4, outputs: 11, seed: 9);
        float highest = TemperatureFit.Highest(made, 0.1);
        DigitReading[] readings = made.Under(new() { Temperature = highest });
        double right = readings.Select((reading, i) => reading.Digit == made.Labels[i] ? 1.0 : 0).Average();
        Assert.Equal(right - 0.1, readings.Average(reading => (double)reading.Confidence), tolerance: 1e-5);
        Assert.True(highest > TemperatureFit.Fit([made]));
    }

    /// <summary>
    /// Readings of a network whose labels come as often as softmax(scores / temperature) says.
    /// </summary>
    internal static Readings Made(int count, double temperature, int outputs, int seed)
    {
        Random random = new(seed);
        byte[] labels = new byte[count];
        float[] probabilities = new float[count * outputs];
        for (int n = 0; n < count; n++)
        {
            double[] scores = [.. Enumerable.Range(0, 10).Select(_ => 6 * random.NextDouble() * temperature)];
            double[] truth = [.. scores.Select(score => Math.Exp(score / temperature))];
            double at = random.NextDouble() * truth.Sum();
            while (labels[n] < 9 && (at -= truth[labels[n]]) > 0)
                labels[n]++;
            double rest = outputs == 10 ? 0 : 0.25;
            double[] own = [.. scores.Select(score => Math.Exp(score - scores.Max()))];
            for (int digit = 0; digit < 10; digit++)
                probabilities[(n * outputs) + digit] = (float)((1 - rest) * own[digit] / own.Sum());
            if (outputs > 10)
                probabilities[(n * outputs) + 10] = (float)rest;
        }
        return new(labels, probabilities, outputs);
    }

    private static double Loss(Readings readings, float temperature) => readings
        .Under(new() { Temperature = temperature })
        .Select((reading, i) => -Math.Log(reading.Probabilities[readings.Labels[i]])).Average();
}
