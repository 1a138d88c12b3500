using System.CommandLine;
using Inkling.Cli.Commands;
using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Neural.Optimisers;
using Inkling.Neural.Training;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;
using Inkling.Recognition.Training;

namespace Inkling.Cli.Tests;

public sealed class TrainOptionsTests
{
    private static readonly TheoryData<string, string, AugmentationSettings> Augmentations = new()
    {
        { "--augmentation", "default", AugmentationSettings.Default },
        { "--perspective", "0.25", new() { Perspective = 0.25f } },
        { "--hollow-probability", "0.25", new() { HollowProbability = 0.25f } },
        { "--cut-probability", "0.25", new() { CutProbability = 0.25f } },
        { "--litter-probability", "0.25", new() { LitterProbability = 0.25f } },
        { "--paper-probability", "0.25", new() { PaperProbability = 0.25f } },
        { "--stretch-probability", "0.25", new() { StretchProbability = 0.25f } },
        { "--coarse-probability", "0.25", new() { CoarseProbability = 0.25f } },
        { "--grain-probability", "0.25", new() { GrainProbability = 0.25f } },
        { "--shift", "3", new() { Shift = 3 } },
        { "--rotation", "20", new() { Rotation = 20 } },
        { "--scale", "0.25", new() { Scale = 0.25f } },
        { "--shear", "0.25", new() { Shear = 0.25f } },
        { "--elastic", "2", new() { Elastic = 2 } },
        { "--elastic-sigma", "5", new() { ElasticSigma = 5 } },
        { "--stroke", "0.5", new() { Stroke = 0.5f } },
        { "--noise", "9", new() { Noise = 9 } },
        { "--noise-probability", "0.25", new() { NoiseProbability = 0.25f } },
        { "--blur", "0.5", new() { Blur = 0.5f } },
        { "--blur-probability", "0.25", new() { BlurProbability = 0.25f } },
    };

    private static readonly TheoryData<string, string, SyntheticSettings> Synthetics = new()
    {
        { "--synthetic-digits", "30", new() { Digits = 30 } },
        { "--negatives", "20", new() { Negatives = 20 } },
    };

    private static readonly TheoryData<string, string, TrainingSettings> Settings = new()
    {
        { "--network", "784-10", new() { Network = "784-10" } },
        { "--epochs", "3", new() { Epochs = 3 } },
        { "--batch-size", "7", new() { BatchSize = 7 } },
        { "--learning-rate", "0.25", new() { LearningRate = 0.25f } },
        { "--optimiser", "nesterov", new() { Optimiser = new() { Kind = OptimiserKind.Nesterov } } },
        { "--momentum", "0.5", new() { Optimiser = new() { Momentum = 0.5f } } },
        { "--weight-decay", "0.125", new() { Optimiser = new() { WeightDecay = 0.125f } } },
        { "--schedule", "step", new() { Schedule = new() { Kind = ScheduleKind.Step } } },
        { "--warm-up", "1.5", new() { Schedule = new() { WarmUpEpochs = 1.5 } } },
        { "--step-epochs", "4", new() { Schedule = new() { StepEpochs = 4 } } },
        { "--step-factor", "0.5", new() { Schedule = new() { StepFactor = 0.5 } } },
        { "--dropout", "0.5", new() { HiddenDropout = 0.5f } },
        { "--input-dropout", "0.25", new() { InputDropout = 0.25f } },
        { "--initialisation", "glorot", new() { Initialisation = Initialisation.Glorot } },
        { "--seed", "18446744073709551615", new() { Seed = ulong.MaxValue } },
        { "--split-seed", "7", new() { SplitSeed = 7 } },
        { "--validation", "0.5", new() { ValidationShare = 0.5 } },
        { "--patience", "2", new() { Patience = 2 } },
        { "--label-smoothing", "0.125", new() { LabelSmoothing = 0.125f } },
        { "--ema", "0.5", new() { EmaDecay = 0.5f } },
    };

    private readonly TrainOptions _options = new();

    public static TheoryData<string> Each => [.. Settings.Select(row => row.Data.Item1)];

    public static TheoryData<string> EachOfAugmentation => [.. Augmentations.Select(row => row.Data.Item1)];

    public static TheoryData<string> EachOfSynthetic => [.. Synthetics.Select(row => row.Data.Item1)];

    [Theory]
    [MemberData(nameof(EachOfSynthetic))]
    public void An_option_of_what_is_drawn_changes_its_number_and_no_other(string option)
    {
        (_, string value, SyntheticSettings expected) =
            Synthetics.Single(row => row.Data.Item1 == option).Data;
        Check(new(new()) { Synthetic = expected }, option, value);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void An_option_changes_its_setting_and_no_other(string option)
    {
        (_, string value, TrainingSettings expected) =
            Settings.Single(row => row.Data.Item1 == option).Data;
        Check(new(expected), option, value);
    }

    [Theory]
    [MemberData(nameof(EachOfAugmentation))]
    public void An_option_of_augmentation_changes_its_part_and_no_other(string option)
    {
        (_, string value, AugmentationSettings expected) =
            Augmentations.Single(row => row.Data.Item1 == option).Data;
        Check(new(new(), expected), option, value);
    }

    // The preset comes first, whatever the order on the line.
    [Fact]
    public void A_part_changes_what_the_preset_says_of_it() =>
        Assert.Equal(AugmentationSettings.Default with { Shift = 3 },
            _options.Apply(Parse("--shift", "3", "--augmentation", "default"), new(new())).Augmentation);

    [Fact]
    public void A_teacher_is_known_by_its_fingerprint_and_its_share_is_no_use_without_it()
    {
        Network network = NetworkDescription.Parse("784-10").Build();
        network.Initialise(Initialisation.He, seed: 1);
        DigitModel teacher = new(network, new() { Network = "784-10" });
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.npz");
        try
        {
            ModelFile.Write(path, teacher);
            TrainingPlan taught = new(new()) { Distillation = new(teacher.ComputeFingerprint()) };
            Check(taught, "--teacher", path);
            ParseResult both = Parse("--distillation-weight", "0.5", "--teacher", path);
            Assert.Equal(
                taught with { Distillation = taught.Distillation with { Weight = 0.5f } },
                _options.Apply(both, new(new())));
            Assert.Equal("--distillation-weight", _options.FirstThatDiffers(both, taught));
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Contains("--distillation-weight needs --teacher",
            Assert.Throws<UsageException>(
                () => _options.Apply(Parse("--distillation-weight", "0.5"), new(new()))).Message);
    }

    private void Check(TrainingPlan expected, string option, string value)
    {
        ParseResult parsed = Parse(option, value);
        TrainingPlan plain = new(new());
        Assert.Equal(expected, _options.Apply(parsed, plain));
        Assert.Equal(option, _options.FirstThatDiffers(parsed, plain));
        Assert.Null(_options.FirstThatDiffers(parsed, expected));
    }

    [Fact]
    public void Every_option_is_covered_above() =>
        Assert.Equal(
            Settings.Select(row => row.Data.Item1)
                .Concat(Augmentations.Select(row => row.Data.Item1))
                .Concat(Synthetics.Select(row => row.Data.Item1))
                .Concat(["--teacher", "--distillation-weight"]).Order(),
            _options.Options.Select(option => option.Name).Order());

    [Fact]
    public void Without_options_the_base_stays() =>
        Assert.Equal(new(new() { Epochs = 5 }), _options.Apply(Parse(), new(new() { Epochs = 5 })));

    private ParseResult Parse(params string[] arguments)
    {
        RootCommand command = [];
        foreach (Option option in _options.Options)
            command.Options.Add(option);
        ParseResult parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return parsed;
    }
}
