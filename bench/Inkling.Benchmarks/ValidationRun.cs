using System.Numerics.Tensors;
using Inkling.Datasets;
using Inkling.Neural;
using Inkling.Neural.Models;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Benchmarks;

/// <summary>
/// What networks make of the digits of MNIST's training set in the validation sets of their trainings, one by
/// one and together. The first network says which digits these are; no other may have learnt from them, which
/// an ensemble does not say. INKLING_DATA says where MNIST is.
/// </summary>
/// <remarks>
/// Misread digits are few, and many of them are labels that one may doubt: what all networks misread alike is
/// left out, and the others' loss, a sum over thousands of digits that are more or less sure, tells networks
/// apart that counts do not. It is Σ min(−ln q[label], 4) at the temperature of <see cref="TemperatureFit"/>,
/// so that neither a wrong label nor a network that is too sure of all it says weighs much.
/// </remarks>
internal sealed class ValidationRun
{
    private const double MostLoss = 4;
    private const int MostTogether = 10;

    private readonly string[] _names;
    private readonly Readings[] _networks;
    private readonly int[] _judged;

    private ValidationRun(string[] paths)
    {
        DigitModel[] models = [.. paths.Select(ModelFile.Read)];
        DigitSet digits = DigitSource.Open(DigitSource.Mnist).Training.Read();
        int[] places = ValidationOf(models[0], digits)
            ?? throw new ModelException(
                $"{paths[0]}: does not say how it was trained: name one that is no ensemble first.");
        for (int i = 1; i < models.Length; i++)
        {
            if (ValidationOf(models[i], digits) is { } others && !others.AsSpan().SequenceEqual(places))
                throw new ModelException(
                    $"{paths[i]}: was trained on digits that {paths[0]} was validated on: "
                    + "train both with one --split-seed and --validation.");
            if (models[i].Outputs != models[0].Outputs)
                throw new ModelException(
                    $"{paths[i]}: has {models[i].Outputs} outputs, and {paths[0]} {models[0].Outputs}: "
                    + "name networks that have as many.");
        }
        DigitSet validation = digits.Subset(places);
        _names = [.. paths.Select(path => Path.GetFileNameWithoutExtension(path))];
        _networks = [.. models.Select(model => Readings.Of(model, validation, Environment.ProcessorCount))];
        int[] misread =
            [.. Enumerable.Range(0, validation.Count).Where(i => _networks.All(one => IsMisread(one, i)))];
        int[] alike = [.. misread.Where(i => _networks.All(one => Read(one, i) == Read(_networks[0], i)))];
        _judged = [.. Enumerable.Range(0, validation.Count).Except(alike)];
        Console.WriteLine(
            $"{validation.Count:N0} validation digits; misread by all {misread.Length:N0}, alike, "
            + $"and left out of the loss, {alike.Length:N0}");
    }

    public static int Run(string[] paths)
    {
        try
        {
            ValidationRun run = new(paths);
            run.PrintEach();
            run.PrintTogether();
            return 0;
        }
        catch (Exception wrong) when (wrong is ModelException or DataException)
        {
            Console.Error.WriteLine(wrong.Message);
            return 1;
        }
    }

    // The validation set of the model's training; null of an ensemble, which does not say.
    private static int[]? ValidationOf(DigitModel model, DigitSet digits) =>
        model.Metadata.Training is { } settings
            ? SampleSplit.Of(digits.Count, digits.Count, settings).Validation
            : null;

    private void PrintEach()
    {
        for (int i = 0; i < _networks.Length; i++)
            Print(_names[i], _networks[i]);
    }

    // One after the other, each the one that makes the mean of all so far the best.
    private void PrintTogether()
    {
        Console.WriteLine("together, one after the other, each that with which the loss is least:");
        List<int> chosen = [];
        while (chosen.Count < Math.Min(MostTogether, _networks.Length))
        {
            int[] left = [.. Enumerable.Range(0, _networks.Length).Except(chosen)];
            int best = left.MinBy(i => Loss(Mean([.. chosen, i])));
            chosen.Add(best);
            Print($"and {_names[best]}", Mean(chosen));
        }
    }

    private void Print(string name, Readings readings)
    {
        int misread = Enumerable.Range(0, readings.Count).Count(i => IsMisread(readings, i));
        Console.WriteLine($"{name,-30} misread {misread,4:N0}, loss {Loss(readings),6:F1}");
    }

    private double Loss(Readings readings)
    {
        Readings judged = new(
            [.. _judged.Select(i => readings.Labels[i])],
            [.. _judged.SelectMany(i => readings.Row(i).ToArray())],
            readings.Outputs);
        Calibration calibration = new() { Temperature = TemperatureFit.Fit([judged]) };
        return judged.Under(calibration)
            .Select((reading, i) => Math.Min(MostLoss, -Math.Log(reading.Probabilities[judged.Labels[i]])))
            .Sum();
    }

    private Readings Mean(List<int> chosen)
    {
        float[] mean = new float[_networks[0].Probabilities.Length];
        for (int i = 0; i < mean.Length; i++)
            mean[i] = chosen.Sum(network => _networks[network].Probabilities[i]) / chosen.Count;
        return _networks[0] with { Probabilities = mean };
    }

    private static bool IsMisread(Readings readings, int digit) =>
        Read(readings, digit) != readings.Labels[digit];

    private static int Read(Readings readings, int digit) => TensorPrimitives.IndexOfMax(readings.Row(digit));
}
