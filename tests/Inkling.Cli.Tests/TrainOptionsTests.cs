using System.CommandLine;
using Inkling.Cli.Commands;
using Inkling.Neural;
using Inkling.Neural.Optimisers;
using Inkling.Neural.Training;

namespace Inkling.Cli.Tests;

public sealed class TrainOptionsTests
{
    private readonly TrainOptions _options = new();

    public static TheoryData<string, string, TrainingSettings> Each => new()
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
        { "--validation", "0.5", new() { ValidationShare = 0.5 } },
        { "--patience", "2", new() { Patience = 2 } },
    };

    [Theory]
    [MemberData(nameof(Each))]
    public void An_option_changes_its_setting_and_no_other(string option, string value, TrainingSettings expected)
    {
        ParseResult parsed = Parse(option, value);
        Assert.Equal(expected, _options.Apply(parsed, new()));
        Assert.Equal(option, _options.FirstThatDiffers(parsed, new()));
        Assert.Null(_options.FirstThatDiffers(parsed, expected));
    }

    [Fact]
    public void Every_option_is_covered_above() =>
        Assert.Equal(Each.Select(row => row.Data.Item1).Order(), _options.Options.Select(option => option.Name).Order());

    [Fact]
    public void Without_options_the_base_stays() =>
        Assert.Equal(new TrainingSettings { Epochs = 5 }, _options.Apply(Parse(), new() { Epochs = 5 }));

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
