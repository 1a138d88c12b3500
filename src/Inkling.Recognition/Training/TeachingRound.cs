using System.Diagnostics;
using System.Numerics.Tensors;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>
/// One round of teaching: fine-tunes a copy of the first network on a person's digits and others, and
/// averages its weights with the first ones (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
/// </summary>
internal sealed class TeachingRound : ITrainingObserver, IDisposable
{
    // Steps whose losses are averaged for a report, roughly: each counts for a tenth less than the next.
    private const double KeptLoss = 0.9;

    // A report reads hundreds of digits. Rounds that only judge make fewer, so that the result is sooner
    // there.
    private const int RarerReports = 5;

    private readonly DigitModel _start;
    private readonly TeachingOptions _options;
    private readonly TeachingProbe _probe;
    private readonly TeachingClock _clock;
    private readonly Action<TeachingProgress>? _report;
    private readonly Trainer _trainer;
    private double _loss = double.NaN, _lossSum;
    private long _reported;

    /// <summary>Makes ready to teach the digits.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public TeachingRound(
        DigitModel start, DigitSet own, DigitSet? reference, TeachingProbe probe, TeachingClock clock,
        TeachingOptions options, Action<TeachingProgress>? report)
    {
        (_start, _probe, _clock, _options, _report) = (start, probe, clock, options, report);
        (DigitSamples samples, Plan) = TeachingSamples.Of(own, reference, start, options);
        Plan.Check();
        _trainer = new(start.Network.Copy(), Plan.Settings.Loss(), Plan.Settings, samples, options.Threads);
    }

    /// <summary>What is learnt and how.</summary>
    public TrainingPlan Plan { get; }

    /// <summary>Teaches to the end, or until cancelled after a step.</summary>
    /// <exception cref="DivergenceException">The loss is no longer a number.</exception>
    public TrainingEnd Run(CancellationToken cancellation)
    {
        Report(0);
        return _trainer.Run(this, checkpoints: null, cancellation);
    }

    /// <summary>
    /// The model as it is now: (1 − m) · first weights + m · taught weights, m of 0 to 1.
    /// </summary>
    public DigitModel TakeModel(float mix)
    {
        Network mixed = _start.Network.Copy();
        Span<float> weights = mixed.Parameters.Span;
        if (IsBegun)
            TensorPrimitives.Lerp(weights, _trainer.Network.Parameters.Span, mix, weights);
        return new(mixed, _start.Metadata);
    }

    /// <summary>Whether a step was taken.</summary>
    public bool IsBegun => _trainer.State.Step > 0;

    /// <summary>The epoch of the round; none before its end.</summary>
    public IReadOnlyList<EpochReport> History => [.. _trainer.State.History];

    /// <summary>The loss that reports give.</summary>
    public double Loss => _loss;

    /// <inheritdoc/>
    public void Stepped(in StepReport report)
    {
        // The report has the mean of all steps so far, all of which are of one size.
        double sum = report.Loss * report.StepInEpoch, loss = sum - _lossSum;
        _lossSum = sum;
        _loss = double.IsNaN(_loss) ? loss : KeptLoss * _loss + (1 - KeptLoss) * loss;
        _clock.Stepped();
        if (report.StepInEpoch == report.StepsPerEpoch
            || Stopwatch.GetElapsedTime(_reported) >= ReportEvery)
        {
            Report(report.StepInEpoch);
        }
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochReport report)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _trainer.Dispose();

    private TimeSpan ReportEvery =>
        _clock.Round == 1 ? _options.ReportEvery : RarerReports * _options.ReportEvery;

    private void Report(int step)
    {
        if (_report is null)
            return;
        bool isFirst = _clock.Round == 1;
        TeachingStage stage = isFirst ? TeachingStage.Teaching : TeachingStage.CrossValidating;
        TeachingProgress now = _clock.Now(stage) with { Step = step, Loss = _loss };
        _report(_probe.Measure(TakeModel(_options.Recipe.Mix), now, isFirst && _options.TakesSnapshots));
        _reported = Stopwatch.GetTimestamp();
    }
}
