using System.Diagnostics;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>From digits to a saved model: trains with checkpoints beside it, evaluates and saves.</summary>
internal sealed class DigitTraining
{
    private const float PixelScale = 255;

    private readonly TrainingPlan _plan;
    private readonly DigitSet _training; // its own digits, of which the validation set is a part
    private readonly DigitSet _all; // and those of fine-tuning, repeated
    private readonly DigitModel? _from;
    private readonly TrainingState? _resumed;
    private readonly ModelMetadata _metadata;
    private readonly DigitModel? _teacher;
    private readonly int _threads;
    private readonly TimeSpan _checkpointEvery;

    private DigitTraining(
        TrainingPlan plan, DigitSet training, int threads, TimeSpan checkpointEvery,
        DigitModel? teacher, FineTuning fineTuning, TrainingState? resumed)
    {
        (_plan, _training, _threads, _checkpointEvery) = (plan, training, threads, checkpointEvery);
        (_teacher, _resumed, _from) = (teacher, resumed, fineTuning.From);
        _all = fineTuning.Join(training);
        ModelMetadata? from = _from?.Metadata;
        _metadata = new()
        {
            Network = plan.Settings.Network,
            PixelScale = _from?.PixelScale ?? PixelScale,
            Shift = _from?.Shift ?? 0,
            Temperature = from?.Temperature,
            ConfidenceThreshold = from?.ConfidenceThreshold,
            RejectionThreshold = from?.RejectionThreshold,
            Training = plan.Settings,
            Augmentation = plan.Augmentation.IsOff ? null : plan.Augmentation,
            Synthetic = plan.Synthetic.Count == 0 ? null : plan.Synthetic,
            Distillation = plan.Distillation,
            TeacherNetworks = teacher?.Networks.Count,
            Data = TrainingData.Of(training),
            MoreData = fineTuning.Describe(),
            From = from?.AsOrigin(_from!.ComputeFingerprint()),
        };
    }

    /// <summary>Makes ready to train from the start.</summary>
    /// <param name="plan">All that decides what is learnt.</param>
    /// <param name="training">What it is learnt from, the validation set included.</param>
    /// <param name="threads">How many threads share the work. Changes no bit of the result.</param>
    /// <param name="checkpointEvery">How often the state is saved: the work that may be lost.</param>
    /// <param name="teacher">The model that the plan names as its teacher; none where it names none.</param>
    /// <param name="fineTuning">What it begins from, and more digits.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or the teacher is another.</exception>
    public static DigitTraining Start(
        TrainingPlan plan, DigitSet training, int threads, TimeSpan checkpointEvery,
        DigitModel? teacher = null, FineTuning? fineTuning = null)
    {
        plan.Check();
        RequireTeacher(plan, teacher);
        return new(plan, training, threads, checkpointEvery, teacher, fineTuning ?? new(), resumed: null);
    }

    /// <summary>Makes ready to resume the training whose checkpoint lies beside a model's path.</summary>
    /// <exception cref="ModelException">There is no checkpoint, it is damaged, or of other data.</exception>
    /// <exception cref="ArgumentException">The teacher is another, or there is none.</exception>
    public static DigitTraining Resume(
        string modelPath, DigitSet training, int threads, TimeSpan checkpointEvery,
        DigitModel? teacher = null, FineTuning? fineTuning = null)
    {
        string path = CheckpointFile.PathFor(modelPath);
        (TrainingState state, ModelMetadata metadata) = CheckpointFile.Read(path);
        TrainingPlan plan = PlanOf(metadata)!;
        RequireTeacher(plan, teacher);
        fineTuning ??= new();
        DigitTraining resumed = new(plan, training, threads, checkpointEvery, teacher, fineTuning, state);
        if (resumed._metadata.From?.Fingerprint != metadata.From?.Fingerprint)
        {
            throw new ModelException($"{path}: began from {OriginOf(metadata)}, and not from "
                + $"{OriginOf(resumed._metadata)}: name with --from what it began from.");
        }
        bool isSame = resumed._metadata.Data == metadata.Data
            && (resumed._metadata.MoreData ?? []).SequenceEqual(metadata.MoreData ?? []);
        if (!isSame)
        {
            throw new ModelException($"{path}: was learning from other data ({metadata.Data?.Images:N0} "
                + $"images, fingerprint {metadata.Data?.Fingerprint[..12]}) than this ({training.Count:N0} "
                + $"images, {resumed._metadata.Data!.Fingerprint[..12]}): name the data that it began with.");
        }
        return resumed;
    }

    /// <summary>The plan of the unfinished training beside <paramref name="modelPath"/>.</summary>
    /// <exception cref="ModelException">There is no such checkpoint, or it is damaged.</exception>
    public static TrainingPlan PlanOfUnfinished(string modelPath)
    {
        string path = CheckpointFile.PathFor(modelPath);
        if (!File.Exists(path))
        {
            throw new ModelException(
                $"{path}: there is no unfinished training to resume: train without --resume.");
        }
        return PlanOf(CheckpointFile.Read(path).Metadata) ?? throw new ModelException(
            $"{path}: states no settings: start the training again without --resume.");
    }

    /// <summary>Moves an unfinished training's checkpoint away; gives its new path, if any.</summary>
    public static string? KeepUnfinished(string modelPath)
    {
        string checkpoint = CheckpointFile.PathFor(modelPath);
        if (!File.Exists(checkpoint))
            return null;
        string kept = checkpoint + ".old";
        File.Move(checkpoint, kept, overwrite: true);
        return kept;
    }

    /// <summary>Trains and saves the model, when cancelled as it is, with its checkpoint kept.</summary>
    /// <param name="modelPath">Where the model goes.</param>
    /// <param name="test">The test set, measured once, at the end.</param>
    /// <param name="observer">Hears of steps and epochs.</param>
    /// <param name="cancellation">Stops the training after the step under way.</param>
    /// <exception cref="DivergenceException">The loss is no longer a number.</exception>
    /// <exception cref="ModelException">
    /// Network, data and checkpoint do not fit together, or a file can't be written.
    /// </exception>
    public TrainingOutcome Run(
        string modelPath, DigitSet? test, ITrainingObserver? observer, CancellationToken cancellation)
    {
        Stopwatch clock = Stopwatch.StartNew();
        string checkpointPath = CheckpointFile.PathFor(modelPath);
        DigitSamples samples = new(_all, _metadata.PixelScale, _plan, _threads, _teacher)
        {
            ValidationCandidates = _training.Count,
        };
        using Trainer trainer = NewTrainer(samples);
        CheckpointStore store = new(checkpointPath, trainer, _metadata, _checkpointEvery);
        // Saved at once: an unwritable folder is known before the hours and not after them.
        store.Save(trainer.State);
        TrainingEnd end = Train(trainer, store, checkpointPath, observer, cancellation);
        DigitModel unscored = new(trainer.Network, _metadata with { History = [.. trainer.State.History] });
        DigitSet? validation =
            trainer.ValidationIndices is { Length: > 0 } indices ? _training.Subset(indices) : null;
        if (end == TrainingEnd.Cancelled)
        {
            ModelFile.Write(modelPath, unscored);
            return new(end, trainer.State.Epoch, clock.Elapsed, null, null, null)
            {
                Record = new(unscored, Evaluate(unscored, validation), Test: null, trainer.State.BestEpoch),
            };
        }
        ReadOnlyMemory<int> learnt = trainer.TrainingIndices;
        double train = trainer.Evaluate(learnt).Metric;
        // A finished training is calibrated, scored and saved even if it is cancelled only now.
        DigitModel model = validation is null
            ? unscored
            : Calibrator.Calibrate(
                unscored, validation, new() { Threads = _threads }, cancellation: CancellationToken.None);
        DigitEvaluation? validated = Evaluate(model, validation);
        DigitEvaluation? tested = Evaluate(model, test);
        ModelScores scores = new(train, validated?.Accuracy, tested?.Accuracy);
        DigitModel scored = new(model.Network, model.Metadata with { Scores = scores });
        ModelFile.Write(modelPath, scored);
        File.Delete(checkpointPath);
        return new(end, trainer.State.Epoch, clock.Elapsed, train, validated?.Accuracy, tested?.Accuracy)
        {
            Record = new(scored, validated, tested, trainer.State.BestEpoch),
            Chance = validation is { Count: >= ChanceLevel.FewestDigits }
                ? ChanceLevel.Of("validation", validated!.Accuracy, validation.Labels)
                : ChanceLevel.Of("training", train, _all.Labels),
        };
    }

    private Trainer NewTrainer(DigitSamples samples)
    {
        try
        {
            Network network = _plan.Settings.Build();
            _from?.Network.Parameters.CopyTo(network.Parameters);
            return new(network, _plan.Settings.Loss(), _plan.Settings, samples, _threads, _resumed);
        }
        catch (ArgumentException failure)
        {
            throw new ModelException(failure.Message, failure);
        }
    }

    // A training that diverged would only diverge again: nothing of it is kept.
    private static TrainingEnd Train(
        Trainer trainer, CheckpointStore store, string checkpoint,
        ITrainingObserver? observer, CancellationToken cancellation)
    {
        try
        {
            return trainer.Run(observer, store, cancellation);
        }
        catch (DivergenceException)
        {
            File.Delete(checkpoint);
            throw;
        }
    }

    private DigitEvaluation? Evaluate(DigitModel model, DigitSet? digits) =>
        digits is null ? null : DigitEvaluation.Run(model, digits, new() { Threads = _threads });

    private static TrainingPlan? PlanOf(ModelMetadata metadata) =>
        metadata.Training is not { } settings ? null : new(settings, metadata.Augmentation ?? new())
        {
            Synthetic = metadata.Synthetic ?? new(),
            Distillation = metadata.Distillation,
        };

    private static string OriginOf(ModelMetadata metadata) =>
        metadata.From?.Fingerprint is { } fingerprint ? $"the model {fingerprint[..12]}" : "drawn weights";

    private static void RequireTeacher(TrainingPlan plan, DigitModel? teacher)
    {
        string? wanted = plan.Distillation?.Fingerprint, given = teacher?.ComputeFingerprint();
        if (wanted is not null && given is null)
        {
            throw new ArgumentException($"the training has a teacher of the fingerprint {wanted[..12]}: name "
                + "it again with --teacher.");
        }
        if (wanted != given)
        {
            throw new ArgumentException(
                $"the teacher's fingerprint is {given![..12]}, and not {wanted?[..12] ?? "that of any"}.");
        }
        int outputs = NetworkDescription.Parse(plan.Settings.Network).Outputs;
        if (teacher is not null && teacher.Outputs != outputs)
        {
            throw new ArgumentException($"the teacher tells {teacher.Outputs} classes apart, and the network "
                + $"that is to learn from it {outputs}: give it as many outputs, with --recipe or "
                + "--network.");
        }
    }

    private sealed class CheckpointStore(
        string path, Trainer trainer, ModelMetadata metadata, TimeSpan every) : ICheckpointStore
    {
        private long _saved = Stopwatch.GetTimestamp();

        public bool IsDue => Stopwatch.GetElapsedTime(_saved) >= every;

        public void Save(TrainingState state)
        {
            CheckpointFile.Write(path, state, trainer.Network, metadata);
            _saved = Stopwatch.GetTimestamp();
        }
    }
}
