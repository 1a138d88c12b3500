namespace Inkling.Neural.Optimisers;

/// <summary>How the learning rate moves while training.</summary>
public enum ScheduleKind
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It is multiplied by a factor every few epochs.</summary>
    Step,

    /// <summary>Half a cosine, down to 0: Loshchilov &amp; Hutter 2017, eq. 5, without restarts.</summary>
    Cosine,
}

/// <summary>The learning rate over time. Every kind may warm up: rise linearly from near 0.</summary>
public sealed record LearningRateSchedule
{
    /// <summary>The shape.</summary>
    public ScheduleKind Kind { get; init; } = ScheduleKind.Cosine;

    /// <summary>For how many epochs the rate rises before the shape begins; may be a fraction.</summary>
    public double WarmUpEpochs { get; init; }

    /// <summary>Step: every so many epochs …</summary>
    public int StepEpochs { get; init; } = 10;

    /// <summary>Step: … the rate is multiplied by this.</summary>
    public double StepFactor { get; init; } = 0.1;

    /// <summary>Rejects impossible values.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Check()
    {
        if (WarmUpEpochs is not (>= 0 and < double.PositiveInfinity))
            throw new ArgumentException($"a warm-up of {WarmUpEpochs} epochs is not 0 or more");
        if (StepEpochs < 1)
            throw new ArgumentException($"a step of {StepEpochs} epochs is not at least 1");
        if (StepFactor is not (> 0 and <= 1))
            throw new ArgumentException($"a step factor of {StepFactor} is not above 0 and at most 1");
    }

    /// <summary>Computes the factor of the base rate.</summary>
    /// <param name="step">The step about to be taken, from 0.</param>
    /// <param name="stepsPerEpoch">Steps in an epoch.</param>
    /// <param name="epochs">Epochs in the whole training.</param>
    public double FactorAt(long step, int stepsPerEpoch, int epochs)
    {
        double warmUp = Math.Min(WarmUpEpochs, epochs) * stepsPerEpoch;
        if (step + 1 <= warmUp)
            return (step + 1) / warmUp;
        double total = (double)epochs * stepsPerEpoch;
        double angle = Math.PI * Math.Max(0, step - warmUp) / (total - warmUp);
        return Kind switch
        {
            ScheduleKind.Step => Math.Pow(StepFactor, step / ((long)StepEpochs * stepsPerEpoch)),
            ScheduleKind.Cosine when total > warmUp => (1 + Math.Cos(angle)) / 2,
            _ => 1,
        };
    }
}
