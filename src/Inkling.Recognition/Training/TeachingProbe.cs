using Inkling.Neural;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>Reads a person's digits and reference digits with a network that is being taught.</summary>
internal sealed class TeachingProbe(
    DigitSet own, int[] judging, bool isHeldBack, DigitSet reference, string referenceName,
    TeachingOptions options)
{
    private const int MostReadings = 500;

    // Of a large set so many are read for a report: the accuracy moves by no more than a point.
    private const int MostJudging = 500;

    private readonly DigitSet _judging = own.Subset(judging.AsSpan(0, Math.Min(judging.Length, MostJudging)));
    private readonly DigitSet _shown = own.Subset(
        [.. Enumerable.Range(0, Math.Min(own.Count, MostReadings))]);

    /// <summary>Measures a model; the caller adds the times and the loss.</summary>
    public TeachingProgress Measure(DigitModel model, TeachingProgress now, bool takesSnapshot) => now with
    {
        OwnAccuracy = Share(model, _judging),
        IsHeldBack = isHeldBack,
        ReferenceAccuracy = Share(model, reference),
        ReferenceName = referenceName,
        Snapshot = takesSnapshot ? TakeSnapshot(model) : null,
    };

    /// <summary>How many digits of a set are read wrong or rejected.</summary>
    public static int Wrong(DigitModel model, DigitSet digits, int threads)
    {
        DigitReading[] readings = Readings.Of(model, digits, threads).Under(model.Calibration);
        return Enumerable.Range(0, digits.Count).Count(i => readings[i].Digit != digits.Labels[i]);
    }

    private double Share(DigitModel model, DigitSet digits) =>
        digits.Count == 0 ? 0 : 1 - (double)Wrong(model, digits, options.Threads) / digits.Count;

    private TeachingSnapshot TakeSnapshot(DigitModel model)
    {
        WeightPictures? kernels = WeightPictures.Of(model.Network);
        return new()
        {
            KernelCount = kernels?.Count ?? 0,
            KernelHeight = kernels?.Height ?? 0,
            KernelWidth = kernels?.Width ?? 0,
            Kernels = kernels?.Values ?? [],
            KernelScale = kernels?.Scale ?? 0,
            Readings = Readings.Of(model, _shown, options.Threads).Under(model.Calibration),
        };
    }
}
