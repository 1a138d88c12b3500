using Inkling.Neural.Execution;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;
using Inkling.Neural.Optimisers;

namespace Inkling.Neural.Tests.Optimisers;

public sealed class OptimiserTests
{
    // 5·7 weights and 7 biases, 7·3 and 3: no length is a multiple of any vector's.
    private const string Small = "5-7-3";

    // Shared out by panels, and by rows.
    private const string Large = "150-130-70-3";

    public static TheoryData<OptimiserKind, string, int> Kinds
    {
        get
        {
            TheoryData<OptimiserKind, string, int> all = [];
            foreach (OptimiserKind kind in Enum.GetValues<OptimiserKind>())
            {
                all.Add(kind, Small, 1);
                all.Add(kind, Large, 1);
                all.Add(kind, Large, 3);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Twenty_steps_equal_the_rule_written_out(OptimiserKind kind, string sizes, int threads)
    {
        Network network = NetworkDescription.Parse(sizes).Build();
        network.Initialise(Initialisation.StandardNormal, seed: 3);
        OptimiserSettings settings = new() { Kind = kind, WeightDecay = 0.05f };
        using ComputeContext context = new(threads);
        Optimiser optimiser = Optimiser.Create(network, settings);
        Definition[] expected =
        [
            .. from tensor in network.Tensors
               from i in Enumerable.Range(tensor.Offset, tensor.Length)
               let decays = tensor.Definition.Kind == ParameterKind.Weights
               select new Definition(settings, network.Parameters.Span[i], decays),
        ];
        Random random = new(1);
        for (int step = 1; step <= 20; step++)
        {
            float[] gradients = [.. expected.Select(_ => (float)((random.NextDouble() * 2) - 1))];
            float rate = 0.1f / step;
            optimiser.Step(network.Parameters, gradients, rate, step, context);
            for (int i = 0; i < expected.Length; i++)
            {
                expected[i].Step(gradients[i], rate, step);
                // Single precision against double, over at most twenty steps.
                Assert.Equal(expected[i].W, network.Parameters.Span[i], tolerance: 1e-4);
            }
        }
    }

    [Theory]
    [InlineData(-0.1f, 0.9f)]
    [InlineData(float.NaN, 0.9f)]
    [InlineData(0, 1f)]
    public void Settings_out_of_range_are_refused_with_their_value(float decay, float momentum)
    {
        OptimiserSettings settings = new() { WeightDecay = decay, Momentum = momentum };
        string message = Assert.Throws<ArgumentException>(settings.Check).Message;
        Assert.Contains(momentum == 1 ? "momentum of 1" : $"weight decay of {decay}", message);
    }

    // One parameter in double precision, each rule as its paper has it.
    private sealed class Definition(OptimiserSettings settings, double w, bool decays)
    {
        private readonly double _decay = decays ? settings.WeightDecay : 0;
        private double _m, _v;

        public double W { get; private set; } = w;

        public void Step(double g, double rate, int step)
        {
            double withDecay = g + (_decay * W);
            switch (settings.Kind)
            {
                case OptimiserKind.Sgd:
                    W -= rate * withDecay;
                    break;
                case OptimiserKind.Momentum:
                    _m = (settings.Momentum * _m) + withDecay;
                    W -= rate * _m;
                    break;
                case OptimiserKind.Nesterov:
                    _m = (settings.Momentum * _m) + withDecay;
                    W -= rate * (withDecay + (settings.Momentum * _m));
                    break;
                case OptimiserKind.AdamW:
                    _m = (settings.Beta1 * _m) + ((1 - settings.Beta1) * g);
                    _v = (settings.Beta2 * _v) + ((1 - settings.Beta2) * g * g);
                    double mean = _m / (1 - Math.Pow(settings.Beta1, step));
                    double square = _v / (1 - Math.Pow(settings.Beta2, step));
                    W -= rate * ((mean / (Math.Sqrt(square) + settings.Epsilon)) + (_decay * W));
                    break;
                default:
                    throw new InvalidOperationException("a rule without a definition");
            }
        }
    }
}
