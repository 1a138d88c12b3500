using Inkling.Neural.Layers;

namespace Inkling.Neural.Networks;

/// <summary>How the first parameters are drawn.</summary>
internal enum Initialisation
{
    /// <summary>Weights from N(0, 2 / fan-in), biases 0: He et al. 2015, eq. 10. Made for ReLU.</summary>
    He,

    /// <summary>Uniform in ±√(6 / (fan-in + fan-out)), biases 0: Glorot &amp; Bengio 2010, eq. 16.</summary>
    Glorot,

    /// <summary>Weights and biases from N(0, 1), as the original draws them.</summary>
    StandardNormal,
}

internal static class InitialisationRules
{
    public static void Fill(
        this Initialisation rule, Span<float> values, ParameterTensor tensor, RandomSequence random)
    {
        bool isDrawn = tensor.Kind == ParameterKind.Weights
            || (tensor.Kind == ParameterKind.Biases && rule == Initialisation.StandardNormal);
        if (!isDrawn)
        {
            values.Fill(tensor.Kind is ParameterKind.Scales or ParameterKind.Variances ? 1 : 0);
            return;
        }
        double deviation = rule == Initialisation.He ? Math.Sqrt(2.0 / tensor.FanIn) : 1;
        double bound = Math.Sqrt(6.0 / (tensor.FanIn + tensor.FanOut));
        for (int i = 0; i < values.Length; i++)
        {
            values[tensor.OffsetOf(i)] = rule == Initialisation.Glorot
                ? (float)(bound * ((2 * random.NextDouble()) - 1))
                : (float)(deviation * random.NextNormal());
        }
    }
}
