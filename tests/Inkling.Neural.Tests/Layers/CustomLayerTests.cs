using Inkling.Neural.Layers;
using Inkling.Neural.Losses;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Tests.Layers;

public sealed class CustomLayerTests
{
    [Fact]
    public void A_right_gradient_passes_the_check_and_wrong_ones_do_not()
    {
        Assert.InRange(GradientCheck.Of(shape => new Swish(shape), Shape.Flat(5)), 0, 0.01);
        Assert.InRange(
            GradientCheck.Of(shape => new Swish(shape) { DataFactor = 1.1f }, Shape.Flat(5)), 0.02, 10);
        Assert.InRange(
            GradientCheck.Of(shape => new Swish(shape) { ParameterFactor = 0 }, Shape.Flat(5)), 0.02, 10);
    }

    [Fact]
    public void It_learns_beside_the_others_and_a_ReLU_joins_it()
    {
        Network network = new NetworkBuilder(2, 2).Custom(shape => new Swish(shape))
            .Relu().Dense(4).Custom(shape => new Swish(shape)).Dense(2).Build();
        Assert.Equal("1x2x2, Swish, relu, dense 4, Swish, dense 2", network.ToString());
        Assert.Equal(["p1", "w2", "b2", "p3", "w4", "b4"], network.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(1, network.Parameters.Span[0]); // as Initialise says
        Assert.InRange(GradientCheck.Of(network, new SoftmaxCrossEntropy()), 0, 0.01);
    }

    [Fact]
    public void Threads_change_no_bit_of_its_gradients()
    {
        float[] Trained(int threads)
        {
            NetworkBuilder network = new NetworkBuilder(6).Dense(40).Custom(shape => new Swish(shape));
            Model model = new(network.Dense(3).Build());
            model.Fit(new Training.Clusters(300), new() { Epochs = 2, BatchSize = 64 }, threads: threads);
            return model.Network.Parameters.ToArray();
        }
        Assert.Equal(Trained(1), Trained(3));
    }

    // y = x / (1 + e^−βx), β learnt (Ramachandran et al. 2017).
    private sealed class Swish(Shape shape) : CustomLayer(shape, shape, parameters: 1)
    {
        public float DataFactor { get; init; } = 1;

        public float ParameterFactor { get; init; } = 1;

        public override void Initialise(Span<float> parameters, RandomSequence random) => parameters[0] = 1;

        public override void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> parameters, Span<float> y)
        {
            for (int i = 0; i < x.Length; i++)
                y[i] = x[i] / (1 + MathF.Exp(-parameters[0] * x[i]));
        }

        public override void Backward(
            ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> parameters,
            ReadOnlySpan<float> dY, Span<float> dX, Span<float> dParameters)
        {
            for (int i = 0; i < x.Length; i++)
            {
                float s = 1 / (1 + MathF.Exp(-parameters[0] * x[i])), slope = s * (1 - s);
                dX[i] = DataFactor * dY[i] * (s + (parameters[0] * x[i] * slope));
                dParameters[0] += ParameterFactor * dY[i] * x[i] * x[i] * slope;
            }
        }
    }
}
