using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Training;

/// <summary>
/// The rounds of one teaching. The first teaches the result; it is measured and calibrated. Then, where the
/// person's digits are few, two more rounds cross-validate.
/// </summary>
internal sealed class TeachingRun
{
    private const int MeasuredDigits = 500, ScoredDigits = 2_000;

    // Of synthetic digits that judge: no seed that a person would give, or what judges would be learnt.
    private const ulong ReferenceSeed = ulong.MaxValue;

    private readonly DigitModel _start;
    private readonly DigitSet _own;
    private readonly TeachingOptions _options;
    private readonly Action<TeachingProgress>? _report;
    private readonly TeachingSplit _split;
    private readonly DigitSet? _learnt, _unseen;
    private readonly DigitSet _measured;
    private readonly string _measuredName;
    private readonly TeachingClock _clock;
    private float _mix; // the share of the taught weights, of all rounds

    public TeachingRun(
        DigitModel start, DigitSet own, TeachingOptions options, Action<TeachingProgress>? report)
    {
        (_start, _own, _options, _report) = (start, own, options, report);
        _split = new(own, options);
        (_learnt, _unseen) = UnseenDigits.Split(start, options.Reference);
        _measuredName = _unseen is null ? "synthetic digits" : "MNIST";
        _measured = _unseen?.Subset([.. Enumerable.Range(0, Math.Min(MeasuredDigits, _unseen.Count))])
            ?? SyntheticDigits.Make(MeasuredDigits, ReferenceSeed);
        _clock = new(_split.Rounds, options.Recipe.Steps);
    }

    public TeachingResult Run(CancellationToken cancellation)
    {
        using TeachingRound round = NewRound(_split.Taught, _split.HeldBack);
        TrainingEnd end = round.Run(cancellation);
        if (!round.IsBegun)
            cancellation.ThrowIfCancellationRequested();
        _mix = TeachingMix.Choose(round, _start, _unseen, _options);
        DigitModel taught = Describe(round);
        if (end == TrainingEnd.Cancelled)
            return Unfinished(taught);
        if (_report is not null)
        {
            TeachingProgress now = _clock.Now(TeachingStage.Measuring) with { Loss = round.Loss };
            _report(ProbeOf(_split.HeldBack).Measure(taught, now, _options.TakesSnapshots));
        }
        (DigitModel model, string howCalibrated) = Calibrate(taught);
        TeachingScore reference = ScoreReference(model);
        (TeachingScore? own, string howJudged) = Judge(model, cancellation);
        return new()
        {
            Model = model,
            WasCancelled = false,
            Own = own,
            Reference = reference,
            HowJudged = howJudged,
            HowCalibrated = howCalibrated,
        };
    }

    private TeachingResult Unfinished(DigitModel taught) => new()
    {
        Model = taught,
        WasCancelled = true,
        Own = _split.HeldBack.Length == 0 ? null : ScoreOwn(taught, _split.HeldBack),
        Reference = Score(taught, _measured, _measuredName),
        HowJudged = _split.HeldBack.Length == 0
            ? "It was cancelled, so your digits could not judge."
            : $"It was cancelled. It was judged by the {_split.HeldBack.Length:N0} digits held back.",
        HowCalibrated = "Temperature and thresholds are those of the first model: it was cancelled.",
    };

    private TeachingRound NewRound(int[] taught, int[] judging) => new(
        _start, _own.Subset(taught), _learnt, ProbeOf(judging), _clock, _options, _report);

    private TeachingProbe ProbeOf(int[] judging) => new(
        _own, judging.Length > 0 ? judging : [.. Enumerable.Range(0, _own.Count)], judging.Length > 0,
        _measured, _measuredName, _options);

    private (DigitModel Model, string How) Calibrate(DigitModel taught)
    {
        if (_unseen is null)
        {
            return (taught, "Temperature and thresholds are those of the first model: there are no digits of "
                + "other people that it was not trained on.");
        }
        CalibrationOptions options = new() { Copies = 1, Threads = _options.Threads };
        return (Calibrator.Calibrate(taught, _unseen, options),
            $"Temperature and thresholds are fitted on {_unseen.Count:N0} digits of MNIST that neither "
            + "model was trained on.");
    }

    private TeachingScore ScoreReference(DigitModel model) => _options.ReferenceTest is { } test
        ? Score(model, test, "MNIST's test set")
        : _unseen is not null
            ? Score(model, _unseen, "MNIST's validation set")
            : Score(model, SyntheticDigits.Make(ScoredDigits, ReferenceSeed), "synthetic digits");

    private TeachingScore Score(DigitModel model, DigitSet digits, string name)
    {
        EvaluationOptions options = new() { Threads = _options.Threads };
        return new(name, digits.Count,
            digits.Count - DigitEvaluation.Run(_start, digits, options).Correct,
            digits.Count - DigitEvaluation.Run(model, digits, options).Correct);
    }

    private TeachingScore ScoreOwn(DigitModel model, int[] judging)
    {
        DigitSet digits = _own.Subset(judging);
        return new("your digits", digits.Count,
            TeachingProbe.Wrong(_start, digits, _options.Threads),
            TeachingProbe.Wrong(model, digits, _options.Threads));
    }

    // Each fold is read by a network that was taught the others.
    private (TeachingScore? Own, string How) Judge(DigitModel model, CancellationToken cancellation)
    {
        if (_split.HeldBack.Length > 0)
        {
            return (ScoreOwn(model, _split.HeldBack), $"Judged by {_split.HeldBack.Length:N0} of your "
                + $"{_own.Count:N0} digits, which were held back and not taught.");
        }
        if (_split.Folds.Count == 0)
            return (null, $"None of your {_own.Count:N0} digits was held back, so they could not judge.");
        TeachingScore sum = new("your digits", 0, 0, 0);
        foreach (int[] fold in _split.Folds)
        {
            _clock.Round++;
            using TeachingRound round = NewRound(_split.Without(fold), fold);
            if (round.Run(cancellation) == TrainingEnd.Cancelled)
                return (null, "Cancelled before your digits could judge: the network is taught in full.");
            DigitModel other = round.TakeModel(_mix);
            TeachingScore score = ScoreOwn(new(other.Network, model.Metadata), fold);
            sum = new(sum.Name, sum.Digits + score.Digits, sum.WrongBefore + score.WrongBefore,
                sum.WrongAfter + score.WrongAfter);
        }
        return (sum, $"Judged by cross-validation: two networks were each taught half of your "
            + $"{_own.Count:N0} digits and read the other half. The network kept is taught all of them.");
    }

    private DigitModel Describe(TeachingRound round) => new(round.TakeModel(_mix).Network, new()
    {
        Network = _start.Metadata.Network,
        PixelScale = _start.PixelScale,
        Shift = _start.Shift,
        Temperature = _start.Metadata.Temperature,
        ConfidenceThreshold = _start.Metadata.ConfidenceThreshold,
        RejectionThreshold = _start.Metadata.RejectionThreshold,
        Training = round.Plan.Settings,
        Augmentation = round.Plan.Augmentation,
        Synthetic = round.Plan.Synthetic,
        Distillation = round.Plan.Distillation,
        History = round.History,
        TeacherNetworks = 1,
        Data = TrainingData.Of(_own),
        MoreData = _learnt is null || _unseen is not null ? null : [TrainingData.Of(_options.Reference!)],
        From = _start.Metadata.AsOrigin(_start.ComputeFingerprint()),
    });
}
