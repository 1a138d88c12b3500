using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Neural.Optimisers;
using Inkling.Neural.Training;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;
using Inkling.Recognition.Training;

namespace Inkling.Cli.Commands;

/// <summary>The options of train; each changes one setting of a recipe or of a resumed plan.</summary>
internal sealed class TrainOptions
{
    // One row an option: how it is called, and what it changes. Nothing else knows them.
    private readonly List<(Option Option, Func<ParseResult, TrainingPlan, TrainingPlan> Apply)> _rows = [];

    private readonly Option<string?> _teacher = new Option<string?>("--teacher")
    {
        Description = "Model to distil: train on its probabilities instead of the labels.",
        HelpName = "model.npz",
    }.RejectEmpty();

    private readonly Option<float> _distillationWeight = new("--distillation-weight")
    {
        Description = "Weight of the teacher's probabilities in the targets, above 0 to 1. The label has the "
            + "rest.",
        HelpName = "fraction",
    };

    public TrainOptions()
    {
        Data =
        [
            Add<double>("--validation", "fraction",
                "Fraction of the digits in the validation set; 0 for none.",
                (s, v) => s with { ValidationShare = v }),
            Add<ulong>("--split-seed", "seed", "Random seed of the split into training and validation set. "
                + "Without it, --seed. Give all members of an ensemble the same.",
                (s, v) => s with { SplitSeed = v }),
            AddSynthetic("--synthetic-digits", "Synthetic digits to add to the training set: shapes that "
                + "people write and MNIST hardly shows.", (synthetic, v) => synthetic with { Digits = v }),
            AddSynthetic("--negatives", "Synthetic negatives (no digit) to add to the training set. The "
                + "network needs 11 outputs.", (synthetic, v) => synthetic with { Negatives = v }),
        ];
        Network =
        [
            Add<string>("--network", "network",
                "Layer sizes, as 784-256-64-10; or input shape and layers, as "
                + "\"1x28x28, conv 32 5x5, relu, maxpool 2x2, flatten, dense 10\"; or a file with either.",
                (s, v) => s with { Network = ReadNetwork(v).ToString() }),
            Add<float>("--dropout", "rate", "Dropout rate of hidden units, for a network of layer sizes.",
                (s, v) => s with { HiddenDropout = v }),
            Add<float>("--input-dropout", "rate", "Dropout rate of inputs, for a network of layer sizes.",
                (s, v) => s with { InputDropout = v }),
            Add<Initialisation>("--initialisation", "name", "Distribution of the initial weights.",
                (s, v) => s with { Initialisation = v }),
        ];
        Optimisation =
        [
            Add<int>("--epochs", "count", "Passes over the training set.", (s, v) => s with { Epochs = v }),
            Add<int>("--batch-size", "samples", "Samples in a batch.", (s, v) => s with { BatchSize = v }),
            Add<OptimiserKind>("--optimiser", "name", "Optimiser.",
                (s, v) => s with { Optimiser = s.Optimiser with { Kind = v } }),
            Add<float>("--momentum", "fraction", "Momentum, for the optimisers that have it.",
                (s, v) => s with { Optimiser = s.Optimiser with { Momentum = v } }),
            Add<float>("--weight-decay", "number", "Weight decay: decoupled for AdamW, otherwise L2. Biases "
                + "do not decay.", (s, v) => s with { Optimiser = s.Optimiser with { WeightDecay = v } }),
            Add<float>("--learning-rate", "number", "Highest learning rate.",
                (s, v) => s with { LearningRate = v }),
            Add<ScheduleKind>("--schedule", "name", "Learning rate schedule.",
                (s, v) => s with { Schedule = s.Schedule with { Kind = v } }),
            Add<double>("--warm-up", "epochs", "Epochs of warm-up, in which the learning rate rises from 0.",
                (s, v) => s with { Schedule = s.Schedule with { WarmUpEpochs = v } }),
            Add<int>("--step-epochs", "epochs", "Epochs between two steps of the step schedule.",
                (s, v) => s with { Schedule = s.Schedule with { StepEpochs = v } }),
            Add<double>("--step-factor", "number", "Factor by which a step multiplies the learning rate.",
                (s, v) => s with { Schedule = s.Schedule with { StepFactor = v } }),
            Add<float>("--label-smoothing", "fraction", "Label smoothing: fraction of the target spread over "
                + "all classes.", (s, v) => s with { LabelSmoothing = v }),
            Add<float>("--ema", "decay",
                "Decay of the weights' exponential moving average (EMA), as 0.999; 0 for none.",
                (s, v) => s with { EmaDecay = v }),
            Add<int>("--patience", "epochs", "Stop early after this many epochs without a better validation "
                + "accuracy; 0 for never.", (s, v) => s with { Patience = v }),
            Add<ulong>("--seed", "seed", "Random seed of the training.", (s, v) => s with { Seed = v }),
        ];
        AugmentOptions parts = new();
        Augmentation = parts.Options;
        foreach (Option part in parts.Options)
            _rows.Add((part,
                (parsed, plan) => plan with { Augmentation = parts.Apply(part, parsed, plan.Augmentation) }));
        Distillation = [_teacher, _distillationWeight];
        _rows.Add((_teacher, (parsed, plan) => Teacher(parsed) is { } teacher
            ? plan with
            {
                Distillation =
                    (plan.Distillation ?? new("")) with { Fingerprint = teacher.ComputeFingerprint() },
            }
            : plan));
        _rows.Add((_distillationWeight, WithWeight));
    }

    /// <summary>The options of the data and its splits.</summary>
    public IReadOnlyList<Option> Data { get; }

    /// <summary>The options of the network and its first weights.</summary>
    public IReadOnlyList<Option> Network { get; }

    /// <summary>The options of the optimiser, the schedule and what regularises.</summary>
    public IReadOnlyList<Option> Optimisation { get; }

    /// <summary>The options of augmentation.</summary>
    public IReadOnlyList<Option> Augmentation { get; }

    /// <summary>The options of distillation.</summary>
    public IReadOnlyList<Option> Distillation { get; }

    /// <summary>All options.</summary>
    public IEnumerable<Option> Options => _rows.Select(row => row.Option);

    /// <summary>The teacher that is named; none where there is none.</summary>
    public DigitModel? Teacher(ParseResult parsed) =>
        parsed.GetValue(_teacher) is { } path ? ModelFile.Read(path) : null;

    /// <summary>The base with every given option applied.</summary>
    public TrainingPlan Apply(ParseResult parsed, TrainingPlan plan) =>
        _rows.Aggregate(plan, (current, row) => row.Apply(parsed, current));

    /// <summary>The first given option that would change the settings; none if all agree with them.</summary>
    public string? FirstThatDiffers(ParseResult parsed, TrainingPlan plan) =>
        _rows.Where(row => row.Apply(parsed, plan) != plan).Select(row => row.Option.Name).FirstOrDefault();

    private Option<T> Add<T>(
        string name, string unit, string description, Func<TrainingSettings, T, TrainingSettings> set)
    {
        Option<T> option = new Option<T>(name) { Description = description, HelpName = unit }.OneOfEnum();
        _rows.Add((option, (parsed, plan) => parsed.GetResult(option) is null
            ? plan
            : plan with { Settings = set(plan.Settings, parsed.GetRequiredValue(option)) }));
        return option;
    }

    private Option<int> AddSynthetic(
        string name, string description, Func<SyntheticSettings, int, SyntheticSettings> set)
    {
        Option<int> option = new(name) { Description = description, HelpName = "count" };
        _rows.Add((option, (parsed, plan) => parsed.GetResult(option) is null
            ? plan
            : plan with { Synthetic = set(plan.Synthetic, parsed.GetRequiredValue(option)) }));
        return option;
    }

    // A network, or a file with one: no network has a dot or a slash in its first word.
    private static NetworkDescription ReadNetwork(string text)
    {
        if (File.Exists(text))
            return Parse(File.ReadAllText(text));
        string first = text.Split([',', ' ', '\n'])[0];
        return first.AsSpan().IndexOfAny("./\\") < 0
            ? Parse(text)
            : throw new UsageException($"--network {text}: it is neither a file nor a network.");
    }

    private static NetworkDescription Parse(string text) =>
        UsageException.Guard(() => NetworkDescription.Parse(text));

    private TrainingPlan WithWeight(ParseResult parsed, TrainingPlan plan)
    {
        if (parsed.GetResult(_distillationWeight) is null)
            return plan;
        DistillationSettings distillation = plan.Distillation
            ?? throw new UsageException("--distillation-weight needs --teacher: name a teacher.");
        return plan with
        {
            Distillation = distillation with { Weight = parsed.GetRequiredValue(_distillationWeight) },
        };
    }
}
