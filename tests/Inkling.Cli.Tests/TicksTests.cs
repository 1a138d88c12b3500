using CsCheck;
using Inkling.Cli.Report;

namespace Inkling.Cli.Tests;

public sealed class TicksTests
{
    [Theory]
    [InlineData(0, 0.72, "0 0.2 0.4 0.6 0.8")]
    [InlineData(0, 0.003, "0 0.001 0.002 0.003")]
    [InlineData(76.88, 99.6, "75 80 85 90 95 100")]
    [InlineData(99.1, 99.98, "99 99.2 99.4 99.6 99.8 100")]
    [InlineData(0, 1e-7, "0 2E-8 4E-8 6E-8 8E-8 1E-7")]
    [InlineData(0, 2.3e7, "0 5E6 1E7 1.5E7 2E7 2.5E7")]
    public void An_axis_has_round_numbers_that_hold_what_is_drawn(double low, double high, string labels) =>
        Assert.Equal(labels, Labels(Ticks.Around(low, high, most: 5, floor: 0, ceiling: 100e6)));

    [Theory]
    [InlineData(0.5)]
    [InlineData(0)]
    [InlineData(100)]
    public void A_single_value_gets_room_within_what_there_can_be(double value)
    {
        Ticks ticks = Ticks.Around(value, value, most: 5, floor: 0, ceiling: 100);
        Assert.InRange(ticks.Values.Count, 2, 7);
        Assert.InRange(value, ticks.Low, ticks.High);
        Assert.InRange(ticks.Low, 0, ticks.High);
        Assert.InRange(ticks.High, ticks.Low, 100);
    }

    [Theory]
    [InlineData(1, 1, "1")]
    [InlineData(1, 3, "1 2 3")]
    [InlineData(1, 12, "1 5 10")]
    [InlineData(1, 60, "1 20 40 60")]
    [InlineData(41, 44, "41 42 43 44")]
    [InlineData(1, 1000, "1 200 400 600 800 1,000")]
    public void Epochs_are_whole_numbers_none_outside(int low, int high, string labels) =>
        Assert.Equal(labels, Labels(Ticks.Within(low, high, most: 5)));

    [Fact]
    public void Whatever_the_range_there_are_neither_none_nor_many()
    {
        Gen<double> numbers =
            Gen.Select(Gen.Double.Unit, Gen.Int[-12, 8], (number, power) => number * Math.Pow(10, power));
        Gen.Select(numbers, numbers).Sample(
            (low, more) =>
            {
                double high = low + more + 1e-12;
                Ticks ticks = Ticks.Around(low, high, most: 5, floor: 0, double.PositiveInfinity);
                Assert.InRange(ticks.Values.Count, 2, 8);
                Assert.True(ticks.Low <= low && ticks.High >= high, $"{low} to {high}: {Labels(ticks)}");
            },
            iter: 10_000);
    }

    [Theory]
    [InlineData(0.0151, 0.78, "0.01 0.02 0.05 0.1 0.2 0.5 1")]
    [InlineData(0.0012, 0.51, "0.001 0.01 0.1 1")]
    [InlineData(0.3, 0.3, "0.2 0.5")]
    [InlineData(0.1, 0.1, "0.1 0.2")]
    [InlineData(1e-12, 3, "1E-12 1E-9 1E-6 0.001 1 1,000")]
    public void An_axis_of_ratios_has_round_numbers_too(double low, double high, string labels) =>
        Assert.Equal(labels, Labels(Ticks.AroundRatios(low, high, most: 5)));

    private static string Labels(Ticks ticks) => string.Join(' ', ticks.Values.Select(Ticks.Label));
}
