using Inkling.Neural;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;
using Inkling.Neural.Optimisers;
using Inkling.Neural.Training;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;

namespace Inkling.Cli.Output;

/// <summary>What a model is and what made it: the rows of info and of the training report.</summary>
internal static class ModelDescription
{
    /// <summary>Describes a model row by row; the name of a layer is indented.</summary>
    public static IEnumerable<(string Name, string Value)> Rows(DigitModel model)
    {
        ModelMetadata metadata = model.Metadata;
        bool isEnsemble = model.Networks.Count > 1;
        yield return ("network", isEnsemble
            ? $"ensemble of {model.Networks.Count} networks with averaged probabilities"
            : metadata.Network);
        if (model.Shift > 0)
            yield return ("shift", $"each picture is also read shifted by {model.Shift} px to each side");
        yield return ("parameters", $"{model.Parameters:N0}");
        for (int i = 0; i < model.Networks.Count; i++)
        {
            if (isEnsemble)
                yield return ($"network {i + 1}", Member(metadata.Members[i]));
            foreach ((string name, string value) in Layers(model.Networks[i]))
                yield return ($"  {name}", value);
        }
        yield return ("inputs", $"pixel / {metadata.PixelScale}");
        yield return (
            "temperature", metadata.Temperature is { } temperature ? Temperature(temperature) : "not fitted");
        yield return ("confidence threshold",
            metadata.ConfidenceThreshold is { } confidence ? $"{confidence:P1}" : "not stated in the file");
        yield return ("rejection", model.KnowsNoDigit
            ? $"of non-digits {Rejection(model.Calibration)}"
            : "none: the network has no output for non-digits");
        foreach ((string Name, string Value) row in isEnsemble ? [] : TrainingRows(metadata))
            yield return row;
    }

    /// <summary>Describes a model's calibration in one line.</summary>
    public static string Calibration(DigitModel model)
    {
        Calibration calibration = model.Calibration;
        string rejection = model.KnowsNoDigit ? $", rejection {Rejection(calibration)}" : "";
        return $"temperature {calibration.Temperature:F2}, not sure below "
            + $"{calibration.ConfidenceThreshold:P1}{rejection}";
    }

    private static string Member(ModelMetadata member) => string.Join(", ", new[]
    {
        member.Network,
        member.Training is { } training ? $"seed {training.Seed}" : null,
        member.Scores?.Validation is { } validation ? $"validation set {validation:P2}" : null,
        member.Scores?.Test is { } test ? $"test set {test:P2}" : null,
    }.OfType<string>());

    // Each layer with its output's shape, its parameters, and its multiply-adds for a digit.
    private static IEnumerable<(string Name, string Value)> Layers(Network network)
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

    private static string Temperature(float temperature) => MathF.Round(temperature, 2) switch
    {
        1 => "1.00: keeps the confidence",
        > 1 => $"{temperature:F2}: lowers the confidence",
        _ => $"{temperature:F2}: raises the confidence",
    };

    private static string Rejection(Calibration calibration) => calibration.RejectionThreshold < 1
        ? $"from a probability of {calibration.RejectionThreshold:P1}"
        : "never";

    private static IEnumerable<(string Name, string Value)> TrainingRows(ModelMetadata metadata)
    {
        if (metadata.Training is not { } training)
        {
            yield return ("training", "not stated in the file");
            yield break;
        }
        string split = training.SplitSeed is { } seed ? $"; split seed {seed}" : "";
        yield return ("seed", $"{training.Seed}{split}");
        yield return (
            "epochs", $"{metadata.History.Count} of {training.Epochs}, batches of {training.BatchSize}");
        yield return ("learning rate", $"{training.LearningRate}, {Schedule(training.Schedule)}");
        yield return (
            "optimiser", $"{training.Optimiser.Kind}, weight decay {training.Optimiser.WeightDecay}");
        yield return ("initialisation", $"{training.Initialisation}");
        if (training.LabelSmoothing > 0)
            yield return ("label smoothing", $"{training.LabelSmoothing}");
        if (training.EmaDecay > 0)
            yield return ("EMA", $"decay {training.EmaDecay}");
        if (metadata.Augmentation is { IsOff: false } augmentation)
            yield return ("augmentation", Augmentation(augmentation));
        yield return ("dropout", $"inputs {training.InputDropout}, hidden units {training.HiddenDropout}");
        yield return ("early stopping", training.Patience > 0 ? $"after {training.Patience} epochs" : "none");
        if (metadata.Data is { } data)
        {
            yield return ("data", $"{data.Images:N0} digits, {training.ValidationShare:P1} in the validation "
                + $"set; fingerprint {data.Fingerprint[..12]}");
        }
        foreach (TrainingData more in metadata.MoreData ?? [])
        {
            yield return ("more data", $"{more.Images:N0} digits, taken {more.Repeat ?? 1} times; "
                + "fingerprint "
                + more.Fingerprint[..12]);
        }
        if (metadata.From?.Fingerprint is { } from)
            yield return ("from", $"the model with fingerprint {from[..12]}");
        if (metadata.Synthetic is { } synthetic)
            yield return ("synthetic", $"{synthetic.Digits:N0} digits, {synthetic.Negatives:N0} negatives");
        if (metadata.Distillation is { } teacher)
            yield return ("teacher", $"fingerprint {teacher.Fingerprint[..12]}, weight {teacher.Weight:P0}");
        if (metadata.Scores is { } scores)
        {
            yield return ("training set", $"{scores.Train:P2}");
            yield return (
                "validation set", scores.Validation is { } validation ? $"{validation:P2}" : "none");
            yield return ("test set", scores.Test is { } test ? $"{test:P2}" : "not measured");
        }
        else
        {
            yield return ("scores", metadata.History.Count < training.Epochs
                ? "none: the training was cancelled"
                : "none in the file: teach prints them");
        }
    }

    private static string Schedule(LearningRateSchedule schedule) => schedule.Kind switch
    {
        ScheduleKind.Step => $"× {schedule.StepFactor} every {schedule.StepEpochs} epochs",
        ScheduleKind.Cosine => $"cosine to 0 after {schedule.WarmUpEpochs} epochs of warm-up",
        _ => "constant",
    };

    private static string Augmentation(AugmentationSettings settings)
    {
        List<string> parts = [];
        void Add(string name, float value, string unit = "", float probability = 1)
        {
            if (value != 0 && probability != 0)
                parts.Add($"{name} {value}{unit}" + (probability == 1 ? "" : $" of {probability:P0}"));
        }
        void AddProbability(string name, float probability)
        {
            if (probability != 0)
                parts.Add($"{name} {probability:P0}");
        }
        Add("shift", settings.Shift, " px");
        Add("rotation", settings.Rotation, "°");
        Add("scale", settings.Scale);
        Add("shear", settings.Shear);
        Add("perspective", settings.Perspective);
        Add($"elastic (σ {settings.ElasticSigma})", settings.Elastic, " px");
        Add("stroke", settings.Stroke, " px");
        Add("noise", settings.Noise, probability: settings.NoiseProbability);
        Add("blur", settings.Blur, " px", settings.BlurProbability);
        AddProbability("hollow", settings.HollowProbability);
        AddProbability("cut off", settings.CutProbability);
        AddProbability("stretch", settings.StretchProbability);
        AddProbability("coarse", settings.CoarseProbability);
        AddProbability("litter", settings.LitterProbability);
        AddProbability("grey paper", settings.PaperProbability);
        AddProbability("grain", settings.GrainProbability);
        return string.Join(", ", parts);
    }
}
