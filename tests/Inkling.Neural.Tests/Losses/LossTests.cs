using Inkling.Neural.Losses;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Tests.Losses;

public sealed class LossTests
{
    private static readonly Targets Values =
        new(new int[2], new(new float[] { 1, 0, 0.25f, 1 }, rows: 2, columns: 2));

    [Fact]
    public void Binary_cross_entropy_is_what_its_definition_gives()
    {
        float[] z = [2, -1, 0.5f, -3];
        (double[] losses, float[] p) = Forward(new BinaryCrossEntropy(), z);
        double[] sigmoid = [.. z.Select(value => 1 / (1 + Math.Exp(-value)))];
        double[] t = [1, 0, 0.25, 1];
        double Of(int i) => -(t[i] * Math.Log(sigmoid[i])) - ((1 - t[i]) * Math.Log(1 - sigmoid[i]));
        Assert.Equal([(Of(0) + Of(1)) / 2, (Of(2) + Of(3)) / 2], losses, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.All(p.Zip(sigmoid), pair => Assert.Equal(pair.Second, pair.First, tolerance: 1e-6));
    }

    [Fact]
    public void Binary_cross_entropy_does_not_overflow()
    {
        (double[] losses, _) = Forward(new BinaryCrossEntropy(), [-1000, 1000, 1000, -1000]);
        Assert.Equal([1000, 875], losses); // wrong by 1,000 in each output; t = 0.25 costs 750
    }

    [Fact]
    public void Mean_squared_error_is_what_its_definition_gives()
    {
        (double[] losses, float[] p) = Forward(new MeanSquaredError(), [3, 1, 0.25f, -1]);
        Assert.Equal([(4 + 1) / 2.0, 4 / 2.0], losses);
        Assert.Equal([3, 1, 0.25f, -1], p);
    }

    [Fact]
    public void Metrics_are_worked_out_by_hand()
    {
        Assert.Equal(0.5, new BinaryCrossEntropy().Measure([0.5f, 0.5f], Values, n: 0));
        Assert.Equal(0, new BinaryCrossEntropy().Measure([float.NaN, float.NaN], Values, n: 0));
        Assert.Equal(1.5, new MeanSquaredError().Measure([3, 1], Values, n: 0));
        Assert.Equal(1, new BinaryCrossEntropy().Measure([0.9f], new(new[] { 1 }), n: 0));
    }

    public static TheoryData<Loss> All =>
    [
        new SoftmaxCrossEntropy(), new SoftmaxCrossEntropy(0.1f), new BinaryCrossEntropy(),
        new MeanSquaredError(),
    ];

    [Theory]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void Gradients_match_central_differences(Loss loss)
    {
        Network network = Network.Parse("4-7-3", seed: 3);
        Assert.InRange(GradientCheck.Of(network, loss), 0, 0.005);
        Assert.InRange(GradientCheck.Of(Network.Parse("4, dense 5, relu, dense 1"), new BinaryCrossEntropy()),
            0, 0.005);
    }

    private static (double[] Losses, float[] Predictions) Forward(Loss loss, float[] outputs)
    {
        double[] losses = new double[2];
        float[] predictions = new float[4];
        loss.Forward(new(outputs, 2, 2), Values, new(predictions, 2, 2), losses);
        return (losses, predictions);
    }
}
