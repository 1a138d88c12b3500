using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Tests.Evaluation;

public sealed class ReadingsTests
{
    [Fact]
    public void Of_no_digits_there_are_no_readings() => Assert.Empty(new Readings([], [], 10).Under(new()));

    [Theory]
    [InlineData("784-12-10")]
    [InlineData("1x28x28, conv 30 5x5, batchnorm, relu, conv 30 3x3 pad 1, relu, flatten, dense 10")]
    public void What_is_read_depends_neither_on_the_threads_nor_on_the_batch(string network)
    {
        DigitModel model = Digits.Model(network);
        DigitSet digits = Digits.Bars(600, seed: 4);
        Readings one = Readings.Of(model, digits, threads: 1);
        Assert.Equal(one.Probabilities, Readings.Of(model, digits, threads: 3).Probabilities);
        Assert.Equal(600, one.Under(model.Calibration).Length);
        for (int i = 0; i < digits.Count; i += 150)
        {
            DigitSet alone = new(digits.Image(i).ToArray(), [digits.Labels[i]]);
            float[] read = Readings.Of(model, alone, threads: 3).Probabilities;
            Assert.All(Enumerable.Range(0, 10), digit =>
                Assert.Equal(one.Row(i)[digit], read[digit], tolerance: 1e-6f));
        }
    }
}
