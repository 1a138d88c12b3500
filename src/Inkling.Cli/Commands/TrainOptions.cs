using Inkling.Neural;
using Inkling.Neural.Optimisers;
using Inkling.Neural.Training;
using Inkling.Recognition.Augmentation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Penmanship;
using Inkling.Recognition.Training;

namespace Inkling.Cli.Commands;

/// <summary>
/// The options of train that decide what is learnt. Each that is given changes one setting of a base: a
/// recipe's, or those of the training that is resumed.
/// </summary>
internal sealed class TrainOptions
{
    // One row an option: how it is called, and what it changes. Nothing else knows them.
    private readonly List<(Option Option, Func<ParseResult, LearningPlan, LearningPlan> Apply)> _rows = [];

    private readonly Option<string> _teacher = new("--teacher")
    {
        Description = "Learn what this network file, an ensemble say, makes of each digit, and not its label.",
        HelpName = "network.npz",
    };

    private readonly Option<float> _teacherShare = new("--teacher-share")
    {
        Description = "How much of what is learnt is the teacher's word; the rest is the label's. 1 if nothing is said.",
    };

    public TrainOptions()
    {
        Add<string>("--network", "Sizes of the layers, inputs first, as 784-256-64-10; or the input's shape and layer after layer, "
            + "as \"1x28x28, conv 32 5x5, relu, maxpool 2x2, flatten, dense 10\"; or a file with that.",
            (s, v) => s with { Network = ReadNetwork(v).ToString() });
        Add<int>("--epochs", "Passes over the training part.", (s, v) => s with { Epochs = v });
        Add<int>("--batch-size", "Samples in a step.", (s, v) => s with { BatchSize = v });
        Add<float>("--learning-rate", "The learning rate at its full height.",
            (s, v) => s with { LearningRate = v });
        Add<OptimiserKind>("--optimiser", "The rule of the steps.",
            (s, v) => s with { Optimiser = s.Optimiser with { Kind = v } });
        Add<float>("--momentum", "Momentum of the momentum rules.",
            (s, v) => s with { Optimiser = s.Optimiser with { Momentum = v } });
        Add<float>("--weight-decay", "L2 for the SGD rules, decoupled for AdamW; biases don't decay.",
            (s, v) => s with { Optimiser = s.Optimiser with { WeightDecay = v } });
        Add<ScheduleKind>("--schedule", "How the learning rate moves.",
            (s, v) => s with { Schedule = s.Schedule with { Kind = v } });
        Add<double>("--warm-up", "Epochs in which the learning rate rises from near 0.",
            (s, v) => s with { Schedule = s.Schedule with { WarmUpEpochs = v } });
        Add<int>("--step-epochs", "Step schedule: every so many epochs …",
            (s, v) => s with { Schedule = s.Schedule with { StepEpochs = v } });
        Add<double>("--step-factor", "Step schedule: … the learning rate is multiplied by this.",
            (s, v) => s with { Schedule = s.Schedule with { StepFactor = v } });
        Add<float>("--dropout", "The share of hidden units silenced while learning.",
            (s, v) => s with { HiddenDropout = v });
        Add<float>("--input-dropout", "The share of inputs silenced while learning.",
            (s, v) => s with { InputDropout = v });
        Add<float>("--label-smoothing", "The share of each label that is spread over all classes.",
            (s, v) => s with { LabelSmoothing = v });
        Add<float>("--average", "How much of the weights' moving average a step keeps, as 0.999; 0 for no average.",
            (s, v) => s with { EmaDecay = v });
        Add<Initialisation>("--initialisation", "How the first weights are drawn.",
            (s, v) => s with { Initialisation = v });
        Add<ulong>("--seed", "Names every random number.", (s, v) => s with { Seed = v });
        Add<ulong>("--split-seed", "Names which digits are held back; the seed, where it is not given. Members of an ensemble hold "
            + "back the same.", (s, v) => s with { SplitSeed = v });
        Add<double>("--validation", "The share of the digits held back to judge by; 0 for none.",
            (s, v) => s with { ValidationShare = v });
        Add<int>("--patience", "Stop after so many epochs without a better validation accuracy; 0 never.",
            (s, v) => s with { Patience = v });
        AddDrawn("--drawn-digits", "How many drawn digits it learns from beside its data: forms that people write and MNIST "
            + "hardly shows.", (drawn, v) => drawn with { Digits = v });
        AddDrawn("--drawn-others", "How many drawn pictures of no digit it learns from beside its data; the network then ends in "
            + "11 outputs.", (drawn, v) => drawn with { Others = v });
        _rows.Add((_teacher, (parsed, plan) => Teacher(parsed) is { } teacher
            ? plan with { Teacher = (plan.Teacher ?? new("")) with { Fingerprint = teacher.ComputeFingerprint() } }
            : plan));
        _rows.Add((_teacherShare, WithShare));
        AugmentOptions parts = new();
        foreach (Option part in parts.Options)
            _rows.Add((part, (parsed, plan) => plan with { Augmentation = parts.Apply(part, parsed, plan.Augmentation) }));
    }

    /// <summary>All options, to be put on the command.</summary>
    public IEnumerable<Option> Options => _rows.Select(row => row.Option);

    /// <summary>The teacher that is named; none where there is none.</summary>
    public DigitModel? Teacher(ParseResult parsed) => parsed.GetValue(_teacher) is { } path ? ModelFile.Read(path) : null;

    /// <summary>The base with every given option applied.</summary>
    public LearningPlan Apply(ParseResult parsed, LearningPlan plan) =>
        _rows.Aggregate(plan, (current, row) => row.Apply(parsed, current));

    /// <summary>The first given option that would change the settings; none if all agree with them.</summary>
    public string? FirstThatDiffers(ParseResult parsed, LearningPlan plan) =>
        _rows.Where(row => row.Apply(parsed, plan) != plan).Select(row => row.Option.Name).FirstOrDefault();

    private void Add<T>(string name, string description, Func<TrainingSettings, T, TrainingSettings> set)
    {
        Option<T> option = new Option<T>(name) { Description = description }.OneOfEnum();
        _rows.Add((option, (parsed, plan) => parsed.GetResult(option) is null
            ? plan
            : plan with { Settings = set(plan.Settings, parsed.GetRequiredValue(option)) }));
    }

    private void AddDrawn(string name, string description, Func<DrawnSettings, int, DrawnSettings> set)
    {
        Option<int> option = new(name) { Description = description };
        _rows.Add((option, (parsed, plan) => parsed.GetResult(option) is null
            ? plan
            : plan with { Drawn = set(plan.Drawn, parsed.GetRequiredValue(option)) }));
    }

    // A network, or the name of a file with one: no network is written with a dot or a slash in its first word.
    private static NetworkDescription ReadNetwork(string text)
    {
        if (File.Exists(text))
            return NetworkDescription.Parse(File.ReadAllText(text));
        string first = text.Split([',', ' ', '\n'])[0];
        return first.AsSpan().IndexOfAny("./\\") < 0
            ? NetworkDescription.Parse(text)
            : throw new ArgumentException($"--network {text}: there is no such file, and it is no network.");
    }

    private LearningPlan WithShare(ParseResult parsed, LearningPlan plan)
    {
        if (parsed.GetResult(_teacherShare) is null)
            return plan;
        TeacherSettings teacher =
            plan.Teacher ?? throw new ArgumentException("--teacher-share is of no use without --teacher.");
        return plan with { Teacher = teacher with { Share = parsed.GetRequiredValue(_teacherShare) } };
    }
}
