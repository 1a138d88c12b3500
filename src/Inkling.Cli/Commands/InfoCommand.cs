using System.CommandLine;
using Inkling.Cli.Output;
using Inkling.Neural;
using Inkling.Neural.Layers;
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

    /// <summary>
    /// Says what a network is and what made it, row by row; the training report has the same rows.
    /// </summary>
    internal static void Describe(DigitModel model, Action<string, string> row)
    {
        ModelMetadata metadata = model.Metadata;
        bool isEnsemble = model.Networks.Count > 1;
        row("network", isEnsemble ? $"ensemble of {model.Networks.Count}, whose probabilities are "
            + "averaged" : metadata.Network);
        if (model.Shift > 0)
            row("shifted", $"pictures are read {model.Shift} pixels to each side too");
        row("parameters", $"{model.Parameters:N0}");
        for (int i = 0; i < model.Networks.Count; i++)
        {
            if (isEnsemble)
                row($"network {i + 1}", Told(metadata.Members[i]));
            foreach ((string name, string value) in LayersOf(model.Networks[i]))
                row($"  {name}", value);
        }
        row("inputs", $"pixel / {metadata.PixelScale}");
        row("temperature", metadata.Temperature is { } temperature
            ? CalibrationWords.Temperature(temperature)
            : "not fitted");
        row("confidence threshold", metadata.ConfidenceThreshold is { } confidence
            ? $"{confidence:P1}"
            : "not stated in the file");
        row("rejection", model.KnowsNoDigit
            ? $"of what is no digit: {CalibrationWords.Rejection(model.Calibration)}"
            : "none: whatever has ink is read as a digit");
        if (!isEnsemble)
            Describe(metadata, row);
    }

    private static string Told(ModelMetadata member) => string.Join(", ", new[]
    {
        member.Network,
        member.Training is { } training ? $"seed {training.Seed}" : null,
        member.Scores?.Validation is { } validation ? $"validation set {validation:P2}" : null,
        member.Scores?.Test is { } test ? $"test set {test:P2}" : null,
    }.OfType<string>());

    // Each layer that does or learns something, with what it gives: shape, parameters, multiply-adds for a
    // digit.
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

    private static void Describe(ModelMetadata metadata, Action<string, string> row)
    {
        if (metadata.Training is not { } training)
        {
            row("training", "not stated in the file");
            return;
        }
        row("seed", training.SplitSeed is { } split
            ? $"{training.Seed}; of the validation set {split}"
            : $"{training.Seed}");
        row("epochs", $"{metadata.History.Count} of {training.Epochs}, batches of {training.BatchSize}");
        row("learning rate", $"{training.LearningRate}, {Schedule(training.Schedule)}");
        row("optimiser", $"{training.Optimiser.Kind}, weight decay {training.Optimiser.WeightDecay}");
        row("initialisation", $"{training.Initialisation}");
        if (training.LabelSmoothing > 0)
            row("label smoothing", $"{training.LabelSmoothing}");
        if (training.EmaDecay > 0)
            row("EMA", $"decay {training.EmaDecay}");
        if (metadata.Augmentation is { IsOff: false } augmentation)
            row("augmentation", AugmentOptions.Describe(augmentation));
        row("dropout", $"inputs {training.InputDropout}, hidden units {training.HiddenDropout}");
        row("early stopping", training.Patience > 0 ? $"after {training.Patience} epochs" : "none");
        if (metadata.Data is { } data)
            row("data", $"{data.Images:N0} digits, {training.ValidationShare:P1} for validation; "
                + $"fingerprint {data.Fingerprint[..12]}");
        if (metadata.Synthetic is { } synthetic)
            row("synthetic", $"{synthetic.Digits:N0} digits, {synthetic.Negatives:N0} negatives");
        if (metadata.Distillation is { } teacher)
            row("teacher", $"fingerprint {teacher.Fingerprint[..12]}, weight {teacher.Weight:P0}");
        if (metadata.Scores is { } scores)
        {
            row("training set", $"{scores.Train:P2}");
            row("validation set", scores.Validation is { } validation ? $"{validation:P2}" : "none");
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
