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

    private readonly Option<string> _teacher = new("--teacher")
    {
        Description = "Distil this network file: train on its probabilities instead of the labels.",
        HelpName = "network.npz",
    };

    private readonly Option<float> _distillationWeight = new("--distillation-weight")
    {
        Description = "The weight of the teacher's probabilities in the targets; the rest is the label's.",
    };

    public TrainOptions()
    {
        Add<string>("--network", "Sizes of the layers, inputs first, as 784-256-64-10; or the input's shape "
            + "and layer after layer, as \"1x28x28, conv 32 5x5, relu, maxpool 2x2, flatten, dense 10\"; or "
            + "a file with that.",
            (s, v) => s with { Network = ReadNetwork(v).ToString() });
        Add<int>("--epochs", "Passes over the training set.", (s, v) => s with { Epochs = v });
        Add<int>("--batch-size", "Samples in a step.", (s, v) => s with { BatchSize = v });
        Add<float>("--learning-rate", "The largest learning rate.", (s, v) => s with { LearningRate = v });
        Add<OptimiserKind>("--optimiser", "The optimiser.",
            (s, v) => s with { Optimiser = s.Optimiser with { Kind = v } });
        Add<float>("--momentum", "Momentum of the optimisers that have it.",
            (s, v) => s with { Optimiser = s.Optimiser with { Momentum = v } });
        Add<float>("--weight-decay", "L2 for SGD and its kin, decoupled for AdamW; biases don't decay.",
            (s, v) => s with { Optimiser = s.Optimiser with { WeightDecay = v } });
        Add<ScheduleKind>("--schedule", "The learning rate schedule.",
            (s, v) => s with { Schedule = s.Schedule with { Kind = v } });
        Add<double>("--warm-up", "Epochs in which the learning rate rises from near 0.",
            (s, v) => s with { Schedule = s.Schedule with { WarmUpEpochs = v } });
        Add<int>("--step-epochs", "Step schedule: every so many epochs …",
            (s, v) => s with { Schedule = s.Schedule with { StepEpochs = v } });
        Add<double>("--step-factor", "Step schedule: … the learning rate is multiplied by this.",
            (s, v) => s with { Schedule = s.Schedule with { StepFactor = v } });
        Add<float>("--dropout", "The dropout rate of hidden units.", (s, v) => s with { HiddenDropout = v });
        Add<float>("--input-dropout", "The dropout rate of inputs.", (s, v) => s with { InputDropout = v });
        Add<float>("--label-smoothing", "The fraction of each label that goes to all classes evenly.",
            (s, v) => s with { LabelSmoothing = v });
        Add<float>("--ema", "The decay of the weights' exponential moving average, as 0.999; 0 for none.",
            (s, v) => s with { EmaDecay = v });
        Add<Initialisation>("--initialisation", "The distribution of the first weights.",
            (s, v) => s with { Initialisation = v });
        Add<ulong>("--seed", "Names every random number.", (s, v) => s with { Seed = v });
        Add<ulong>("--split-seed", "Names which digits are the validation set, the same for all members of "
            + "an ensemble; the seed, where it is not given.", (s, v) => s with { SplitSeed = v });
        Add<double>("--validation", "The fraction of the digits in the validation set; 0 for none.",
            (s, v) => s with { ValidationShare = v });
        Add<int>("--patience", "Stop after so many epochs without a better validation accuracy; 0 never.",
            (s, v) => s with { Patience = v });
        AddSynthetic("--synthetic-digits", "How many synthetic digits join the training set: forms that "
            + "people write and MNIST hardly shows.", (synthetic, v) => synthetic with { Digits = v });
        AddSynthetic("--negatives", "How many synthetic pictures of no digit join the training set; the "
            + "network then ends in 11 outputs.", (synthetic, v) => synthetic with { Negatives = v });
        _rows.Add((_teacher, (parsed, plan) => Teacher(parsed) is { } teacher
            ? plan with
            {
                Distillation =
                    (plan.Distillation ?? new("")) with { Fingerprint = teacher.ComputeFingerprint() },
            }
            : plan));
        _rows.Add((_distillationWeight, WithWeight));
        AugmentOptions parts = new();
        foreach (Option part in parts.Options)
            _rows.Add((part,
                (parsed, plan) => plan with { Augmentation = parts.Apply(part, parsed, plan.Augmentation) }));
    }

    /// <summary>All options, to be put on the command.</summary>
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

    private void Add<T>(string name, string description, Func<TrainingSettings, T, TrainingSettings> set)
    {
        Option<T> option = new Option<T>(name) { Description = description }.OneOfEnum();
        _rows.Add((option, (parsed, plan) => parsed.GetResult(option) is null
            ? plan
            : plan with { Settings = set(plan.Settings, parsed.GetRequiredValue(option)) }));
    }

    private void AddSynthetic(
        string name, string description, Func<SyntheticSettings, int, SyntheticSettings> set)
    {
        Option<int> option = new(name) { Description = description };
        _rows.Add((option, (parsed, plan) => parsed.GetResult(option) is null
            ? plan
            : plan with { Synthetic = set(plan.Synthetic, parsed.GetRequiredValue(option)) }));
    }

    // A network, or a file with one: no network has a dot or a slash in its first word.
    private static NetworkDescription ReadNetwork(string text)
    {
        if (File.Exists(text))
            return NetworkDescription.Parse(File.ReadAllText(text));
        string first = text.Split([',', ' ', '\n'])[0];
        return first.AsSpan().IndexOfAny("./\\") < 0
            ? NetworkDescription.Parse(text)
            : throw new ArgumentException($"--network {text}: there is no such file, and it is no network.");
    }

    private TrainingPlan WithWeight(ParseResult parsed, TrainingPlan plan)
    {
        if (parsed.GetResult(_distillationWeight) is null)
            return plan;
        DistillationSettings distillation = plan.Distillation
            ?? throw new ArgumentException("--distillation-weight is of no use without --teacher.");
        return plan with
        {
            Distillation = distillation with { Weight = parsed.GetRequiredValue(_distillationWeight) },
        };
    }
}
