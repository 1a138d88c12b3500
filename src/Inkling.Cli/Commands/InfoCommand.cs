using System.CommandLine;
using Inkling.Cli.Output;
using Inkling.Neural;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;
using Inkling.Neural.Optimisers;
using Inkling.Neural.Training;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>inkling info [MODEL]: what is inside a network file.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        Command command = new("info", "Show what is inside a network file.") { ModelArguments.Model };
        command.SetAction(parsed => Shell.Guard(_ => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        TextTable table = new("", "") { LastIsWords = true };
        Describe(ModelArguments.ReadModel(parsed.GetValue(ModelArguments.Model)), (name, value) => table.Add(name, value));
        table.Print();
        return ExitCode.Success;
    }

    /// <summary>Says what a network is and what made it, row by row; the training report has the same rows.</summary>
    internal static void Describe(DigitModel model, Action<string, string> row)
    {
        ModelFacts facts = model.Facts;
        bool isEnsemble = model.Networks.Count > 1;
        row("network", isEnsemble ? $"ensemble of {model.Networks.Count}, whose readings are averaged" : facts.Network);
        if (model.Shift > 0)
            row("shifted", $"pictures are read {model.Shift} pixels to each side too");
        row("parameters", $"{model.Parameters:N0}");
        for (int i = 0; i < model.Networks.Count; i++)
        {
            if (isEnsemble)
                row($"network {i + 1}", Told(facts.Members[i]));
            foreach ((string name, string value) in LayersOf(model.Networks[i]))
                row($"  {name}", value);
        }
        row("inputs", $"pixel / {facts.PixelScale}");
        row("temperature", facts.Temperature is { } temperature ? CalibrationWords.Temperature(temperature) : "not fitted");
        row("not sure below", facts.UnsureBelow is { } confidence ? $"{confidence:P1}" : "not stated in the file");
        row("no digit", model.KnowsNoDigit
            ? $"an answer of its own: {CalibrationWords.NoDigit(model.Calibration)}"
            : "not known: whatever has ink is read as one");
        if (!isEnsemble)
            Describe(facts, row);
    }

    private static string Told(ModelFacts member) => string.Join(", ", new[]
    {
        member.Network,
        member.Training is { } training ? $"seed {training.Seed}" : null,
        member.Scores?.Validation is { } validation ? $"validation part {validation:P2}" : null,
        member.Scores?.Test is { } test ? $"test set {test:P2}" : null,
    }.OfType<string>());

    // Each layer that does or learns something, with what it gives: shape, parameters, multiply-adds for a digit.
    private static IEnumerable<(string Name, string Value)> LayersOf(Network network)
    {
        long all = 0;
        foreach (Layer layer in network.Layers)
        {
            all += layer.MultiplyAdds;
            string value = $"to {layer.Output}";
            if (layer.ParameterCount > 0)
                value += $", {layer.ParameterCount:N0} parameters";
            if (layer.MultiplyAdds > 0)
                value += $", {layer.MultiplyAdds:N0} multiply-adds";
            yield return (layer.Text, value);
        }
        yield return ("all", $"{network.Parameters.Length:N0} parameters, {all:N0} multiply-adds");
    }

    private static void Describe(ModelFacts facts, Action<string, string> row)
    {
        if (facts.Training is not { } training)
        {
            row("training", "not stated in the file");
            return;
        }
        row("seed", training.SplitSeed is { } split ? $"{training.Seed}; of what is held back {split}" : $"{training.Seed}");
        row("epochs", $"{facts.History.Count} of {training.Epochs}, batches of {training.BatchSize}");
        row("learning rate", $"{training.LearningRate}, {Schedule(training.Schedule)}");
        row("optimiser", $"{training.Optimiser.Kind}, weight decay {training.Optimiser.WeightDecay}");
        row("initialisation", $"{training.Initialisation}");
        if (training.LabelSmoothing > 0)
            row("label smoothing", $"{training.LabelSmoothing}");
        if (training.EmaDecay > 0)
            row("moving average", $"keeps {training.EmaDecay} a step");
        if (facts.Augmentation is { IsOff: false } augmentation)
            row("augmentation", AugmentOptions.Describe(augmentation));
        row("dropout", $"inputs {training.InputDropout}, hidden units {training.HiddenDropout}");
        row("early stopping", training.Patience > 0 ? $"after {training.Patience} epochs" : "none");
        if (facts.Data is { } data)
            row("data", $"{data.Images:N0} digits, {training.ValidationShare:P1} held back; "
                + $"fingerprint {data.Fingerprint[..12]}");
        if (facts.Drawn is { } drawn)
            row("drawn beside it", $"{drawn.Digits:N0} digits, {drawn.Others:N0} pictures of no digit");
        if (facts.Teacher is { } teacher)
            row("teacher", $"fingerprint {teacher.Fingerprint[..12]}, whose word counts for {teacher.Share:P0}");
        if (facts.Scores is { } scores)
        {
            row("training part", $"{scores.Train:P2}");
            row("validation part", scores.Validation is { } validation ? $"{validation:P2}" : "none");
            row("test set", scores.Test is { } test ? $"{test:P2}" : "not measured");
        }
        else
        {
            row("scores", "none: the training was cancelled");
        }
    }

    private static string Schedule(LearningRateSchedule schedule) => schedule.Kind switch
    {
        ScheduleKind.Step => $"times {schedule.StepFactor} every {schedule.StepEpochs} epochs",
        ScheduleKind.Cosine => $"cosine to 0 after {schedule.WarmUpEpochs} epochs of warm-up",
        _ => "constant",
    };
}
