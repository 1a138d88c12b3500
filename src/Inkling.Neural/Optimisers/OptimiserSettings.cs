namespace Inkling.Neural.Optimisers;

/// <summary>Which rule turns gradients into steps.</summary>
public enum OptimiserKind
{
    /// <summary>Plain stochastic gradient descent.</summary>
    Sgd,

    /// <summary>SGD with momentum.</summary>
    Momentum,

    /// <summary>SGD with Nesterov's momentum.</summary>
    Nesterov,

    /// <summary>Adam with decoupled weight decay.</summary>
    AdamW,
}

/// <summary>An optimiser's settings. Those that its rule has no use for are ignored.</summary>
public sealed record OptimiserSettings
{
    /// <summary>The rule.</summary>
    public OptimiserKind Kind { get; init; } = OptimiserKind.AdamW;

    /// <summary>μ of the momentum rules: the share of the last step's velocity that is kept.</summary>
    public float Momentum { get; init; } = 0.9f;

    /// <summary>β₁ of AdamW: the share of the running mean of gradients that is kept.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>β₂ of AdamW: the share of the running mean of squared gradients that is kept.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>ε of AdamW, which keeps its division sane where gradients vanish.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>λ: L2 for the SGD rules, decoupled for AdamW. Biases don't decay.</summary>
    public float WeightDecay { get; init; }

    /// <summary>Rejects values that no rule can work with.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Check()
    {
        Require(Momentum is >= 0 and < 1, $"a momentum of {Momentum} is not at least 0 and below 1");
        Require(Beta1 is >= 0 and < 1, $"a beta1 of {Beta1} is not at least 0 and below 1");
        Require(Beta2 is >= 0 and < 1, $"a beta2 of {Beta2} is not at least 0 and below 1");
        Require(Epsilon > 0, $"an epsilon of {Epsilon} is not above 0");
        Require(WeightDecay is >= 0 and < float.PositiveInfinity,
            $"a weight decay of {WeightDecay} is not 0 or more");
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new ArgumentException(what);
    }
}
