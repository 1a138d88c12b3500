using Inkling.Neural;
using Inkling.Neural.Layers;
using Inkling.Neural.Optimisers;
using Inkling.Neural.Training;
using Inkling.Recognition.Augmentation;
using Inkling.Recognition.Calibrating;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Output;

/// <summary>What a model is and what made it, in words: the rows of info and of the training report.</summary>
internal static class ModelDescription
{
    /// <summary>Describes a model row by row; the name of a layer is indented.</summary>
    public static IEnumerable<(string Name, string Value)> Rows(DigitModel model)
    {
        ModelFacts facts = model.Facts;
        bool isEnsemble = model.Networks.Count > 1;
        yield return ("network",
            isEnsemble ? $"ensemble of {model.Networks.Count}, whose readings are averaged" : facts.Network);
        if (model.Shift > 0)
            yield return ("shifted", $"pictures are read {model.Shift} pixels to each side too");
        yield return ("parameters", $"{model.Parameters:N0}");
        for (int i = 0; i < model.Networks.Count; i++)
        {
            if (isEnsemble)
                yield return ($"network {i + 1}", Member(facts.Members[i]));
            foreach ((string name, string value) in Layers(model.Networks[i]))
                yield return ($"  {name}", value);
        }
        yield return ("inputs", $"pixel / {facts.PixelScale}");
        yield return ("temperature", facts.Temperature is { } temperature ? Temperature(temperature) : "not fitted");
        yield return ("not sure below",
            facts.UnsureBelow is { } confidence ? $"{confidence:P1}" : "not stated in the file");
        yield return ("no digit", model.KnowsNoDigit
            ? $"an answer of its own: {NoDigit(model.Calibration)}"
            : "not known: whatever has ink is read as one");
        foreach ((string Name, string Value) row in isEnsemble ? [] : TrainingRows(facts))
            yield return row;
    }

    /// <summary>Describes a model's calibration in one line.</summary>
    public static string Calibration(DigitModel model)
    {
        Calibration calibration = model.Calibration;
        string noDigit = model.KnowsNoDigit ? $", no digit {NoDigit(calibration)}" : "";
        return $"temperature {calibration.Temperature:F2}, not sure below {calibration.UnsureBelow:P1}{noDigit}";
    }

    private static string Member(ModelFacts member) => string.Join(", ", new[]
    {
        member.Network,
        member.Training is { } training ? $"seed {training.Seed}" : null,
        member.Scores?.Validation is { } validation ? $"validation part {validation:P2}" : null,
        member.Scores?.Test is { } test ? $"test set {test:P2}" : null,
    }.OfType<string>());

    // Each layer that does or learns something, with its output's shape, its parameters, its multiply-adds for a digit.
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
        1 => "1.00: as sure as the network by itself",
        > 1 => $"{temperature:F2}: less sure than the network by itself",
        _ => $"{temperature:F2}: surer than the network by itself",
    };

    private static string NoDigit(Calibration calibration) => calibration.NoDigitAbove < 1
        ? $"from {calibration.NoDigitAbove:P1} on"
        : "never, however likely";

    private static IEnumerable<(string Name, string Value)> TrainingRows(ModelFacts facts)
    {
        if (facts.Training is not { } training)
        {
            yield return ("training", "not stated in the file");
            yield break;
        }
        yield return ("seed",
            training.SplitSeed is { } split ? $"{training.Seed}; of what is held back {split}" : $"{training.Seed}");
        yield return ("epochs", $"{facts.History.Count} of {training.Epochs}, batches of {training.BatchSize}");
        yield return ("learning rate", $"{training.LearningRate}, {Schedule(training.Schedule)}");
        yield return ("optimiser", $"{training.Optimiser.Kind}, weight decay {training.Optimiser.WeightDecay}");
        yield return ("initialisation", $"{training.Initialisation}");
        if (training.LabelSmoothing > 0)
            yield return ("label smoothing", $"{training.LabelSmoothing}");
        if (training.EmaDecay > 0)
            yield return ("moving average", $"keeps {training.EmaDecay} a step");
        if (facts.Augmentation is { IsOff: false } augmentation)
            yield return ("augmentation", Augmentation(augmentation));
        yield return ("dropout", $"inputs {training.InputDropout}, hidden units {training.HiddenDropout}");
        yield return ("early stopping", training.Patience > 0 ? $"after {training.Patience} epochs" : "none");
        if (facts.Data is { } data)
        {
            yield return ("data", $"{data.Images:N0} digits, {training.ValidationShare:P1} held back; "
                + $"fingerprint {data.Fingerprint[..12]}");
        }
        if (facts.Drawn is { } drawn)
            yield return ("drawn beside it", $"{drawn.Digits:N0} digits, {drawn.Others:N0} pictures of no digit");
        if (facts.Teacher is { } teacher)
            yield return ("teacher", $"fingerprint {teacher.Fingerprint[..12]}, whose word counts for {teacher.Share:P0}");
        if (facts.Scores is { } scores)
        {
            yield return ("training part", $"{scores.Train:P2}");
            yield return ("validation part", scores.Validation is { } validation ? $"{validation:P2}" : "none");
            yield return ("test set", scores.Test is { } test ? $"{test:P2}" : "not measured");
        }
        else
        {
            yield return ("scores", "none: the training was cancelled");
        }
    }

    private static string Schedule(LearningRateSchedule schedule) => schedule.Kind switch
    {
        ScheduleKind.Step => $"times {schedule.StepFactor} every {schedule.StepEpochs} epochs",
        ScheduleKind.Cosine => $"cosine to 0 after {schedule.WarmUpEpochs} epochs of warm-up",
        _ => "constant",
    };

    private static string Augmentation(AugmentationSettings settings)
    {
        List<string> parts = [];
        void Add(string name, float value, string unit = "", float share = 1)
        {
            if (value != 0 && share != 0)
                parts.Add($"{name} {value}{unit}" + (share == 1 ? "" : $" of {share:P0}"));
        }
        void AddShare(string name, float share)
        {
            if (share != 0)
                parts.Add($"{name} {share:P0}");
        }
        Add("shift", settings.Shift, " px");
        Add("rotation", settings.Rotation, "°");
        Add("scale", settings.Scale);
        Add("shear", settings.Shear);
        Add("perspective", settings.Perspective);
        Add($"elastic (σ {settings.ElasticSigma})", settings.Elastic, " px");
        Add("stroke", settings.Stroke, " px");
        Add("noise", settings.Noise, share: settings.NoiseShare);
        Add("blur", settings.Blur, " px", settings.BlurShare);
        AddShare("hollow", settings.HollowShare);
        AddShare("cut off", settings.CutShare);
        AddShare("stretch", settings.StretchShare);
        AddShare("coarse", settings.CoarseShare);
        AddShare("litter", settings.LitterShare);
        AddShare("grey paper", settings.PaperShare);
        AddShare("grain", settings.GrainShare);
        return string.Join(", ", parts);
    }
}
