using Inkling.Neural;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Synthesis;

public sealed class ElasticFieldTests
{
    private const int Fields = 1500;

    [Theory]
    [InlineData(1.2f, 4)]
    [InlineData(0.5f, 2.5f)]
    [InlineData(2, 1)]
    [InlineData(1, 14)]
    public void The_displacement_is_as_large_as_stated_at_each_place_and_as_smooth_as_a_Gaussian_makes_it(
        float strength, float sigma)
    {
        ElasticField field = new(strength, sigma);
        RandomSequence random = new(1, RandomPurpose.Augmentation);
        // The variance at a corner and in the middle, and the covariance of neighbours sigma apart, across
        // and down.
        int apart = (int)MathF.Round(sigma);
        (double corner, double middle, double across, double down, double axes) = (0, 0, 0, 0, 0);
        for (int i = 0; i < Fields; i++)
        {
            field.Draw(ref random);
            corner += Product(field.X, 0, 0, field.X, 0, 0) + Product(field.Y, 0, 0, field.Y, 0, 0);
            middle += Product(field.X, 13, 13, field.X, 13, 13) + Product(field.Y, 13, 13, field.Y, 13, 13);
            across += Product(field.X, 6, 9, field.X, 6 + apart, 9)
                + Product(field.Y, 6, 9, field.Y, 6 + apart, 9);
            down += Product(field.X, 6, 9, field.X, 6, 9 + apart)
                + Product(field.Y, 6, 9, field.Y, 6, 9 + apart);
            axes += 2 * Product(field.X, 13, 13, field.Y, 13, 13);
        }
        double variance = strength * strength, noise = 5 * variance / Math.Sqrt(Fields);
        // Two places that see the same numbers through Gaussians d apart: exp(−d² / 4σ²).
        double expected = variance * Math.Exp(-apart * apart / (4 * sigma * sigma));
        Assert.Equal(variance, corner / (2 * Fields), noise);
        Assert.Equal(variance, middle / (2 * Fields), noise);
        Assert.Equal(expected, across / (2 * Fields), noise);
        Assert.Equal(expected, down / (2 * Fields), noise);
        Assert.Equal(0, axes / (2 * Fields), noise);
    }

    [Fact]
    public void Uniform_numbers_fill_their_range_evenly()
    {
        float[] numbers = new float[64_000];
        RandomSequence random = new(1, RandomPurpose.Augmentation);
        UniformNumbers.Fill(numbers, ref random);
        Assert.All(numbers, number => Assert.InRange(number, -0.99999f, 0.99999f));
        Assert.Equal(0, numbers.Average(), 0.01);
        Assert.Equal(1.0 / 3, numbers.Average(number => number * number), 0.01);
        // Each of the 16 places in a step is a stream of its own bits.
        Assert.All(Enumerable.Range(0, 16), place =>
            Assert.Equal(0, numbers.Where((_, i) => i % 16 == place).Average(), 0.05));
        Assert.Equal(0, numbers.Zip(numbers.Skip(1)).Average(pair => pair.First * pair.Second), 0.01);
    }

    private static double Product(float[] one, int x, int y, float[] other, int otherX, int otherY) =>
        one[(y * Plane.Stride) + x] * (double)other[(otherY * Plane.Stride) + otherX];
}
