using Inkling.Neural;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Evaluation;

/// <summary>
/// Calibrates a trained model on a validation set. The temperature is fitted half on the plain digits and
/// half on digits augmented more than in training, because what people draw and photograph is further from
/// MNIST than MNIST's own validation digits; but it is no higher than the plain digits allow. The thresholds
/// are chosen on the plain digits. It changes no weight.
/// </summary>
internal static class Calibrator
{
    // How much less sure than right a model may be of plain digits: half of the allowed calibration error.
    private const double Shortfall = 0.005;

    /// <summary>The model with its calibration on these digits in its metadata.</summary>
    /// <exception cref="DataException">The set is empty.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two batches.</exception>
    public static DigitModel Calibrate(
        DigitModel model, DigitSet validation, CalibrationOptions options,
        IProgress<DataProgress>? progress = null, CancellationToken cancellation = default)
    {
        Calibration calibration = Fit(model, validation, options, progress, cancellation);
        return new(model.Networks, model.Metadata with
        {
            Temperature = calibration.Temperature,
            ConfidenceThreshold = calibration.ConfidenceThreshold,
            RejectionThreshold = model.KnowsNoDigit ? calibration.RejectionThreshold : null,
        });
    }

    /// <summary>The model's calibration on these digits.</summary>
    /// <exception cref="DataException">The set is empty.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two batches.</exception>
    public static Calibration Fit(
        DigitModel model, DigitSet validation, CalibrationOptions options,
        IProgress<DataProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (validation.Count == 0)
            throw new DataException("There is no image to calibrate on.");
        Readings plain = Readings.Of(
            model, validation, options.Threads, progress: progress, cancellation: cancellation);
        Readings? augmented = options.Augmentation.IsOff
            ? null
            : Augmented(model, validation, options, progress, cancellation);
        return Fit(plain, augmented, cancellation);
    }

    /// <summary>The same from readings.</summary>
    internal static Calibration Fit(
        Readings plain, Readings? augmented, CancellationToken cancellation = default)
    {
        Calibration calibration = new()
        {
            Temperature = augmented is null
                ? TemperatureFit.Fit([plain], cancellation)
                : Math.Min(
                    TemperatureFit.Fit([plain, augmented], cancellation),
                    TemperatureFit.Highest(plain, Shortfall, cancellation)),
        };
        if (plain.Outputs > DigitSet.NoDigit)
        {
            float[] noDigit =
                [.. plain.Under(calibration, cancellation).Select(reading => reading.NoDigit)];
            calibration = calibration with { RejectionThreshold = Thresholds.Rejection(noDigit) };
        }
        // What is rejected is not named, and so is neither right nor wrong.
        DigitReading[] readings = plain.Under(calibration, cancellation);
        int[] named = [.. Enumerable.Range(0, readings.Length).Where(i => readings[i].Digit is not null)];
        return calibration with
        {
            ConfidenceThreshold = Thresholds.Confidence(
                [.. named.Select(i => Calibration.Certainty(readings[i].Confidence, readings[i].NoDigit))],
                [.. named.Select(i => readings[i].Digit == plain.Labels[i])]),
        };
    }

    /// <summary>Readings of so many augmented copies of each digit.</summary>
    internal static Readings Augmented(
        DigitModel model, DigitSet digits, CalibrationOptions options,
        IProgress<DataProgress>? progress = null, CancellationToken cancellation = default)
    {
        // A training takes its own streams from this seed and purpose by step, and never comes that far.
        RandomSequence streams = new(options.Seed, RandomPurpose.Augmentation, ulong.MaxValue);
        byte[] pixels = new byte[digits.Pixels.Length];
        Readings? all = null;
        ParallelOptions parallel =
            new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation };
        for (int copy = 0; copy < options.Copies; copy++)
        {
            ulong first = (ulong)copy << 32;
            Parallel.For(0, digits.Count, parallel,
                () => new Augmenter(options.Augmentation),
                (i, _, augmenter) =>
                {
                    RandomSequence random = streams.Branch(first + (ulong)i);
                    Span<byte> to = pixels.AsSpan(i * DigitSet.PixelCount, DigitSet.PixelCount);
                    augmenter.Augment(digits.Image(i), to, ref random);
                    return augmenter;
                },
                _ => { });
            Readings one = Readings.Of(
                model, new(pixels, digits.Labels), options.Threads, null, progress, cancellation);
            all = all?.And(one) ?? one;
        }
        return all!;
    }
}

/// <summary>How to calibrate.</summary>
internal sealed record CalibrationOptions
{
    /// <summary>Twice a training's augmentation (why: docs/decisions/0035-temperature.md).</summary>
    public static AugmentationSettings OtherHands { get; } = new()
    {
        Shift = 4,
        Rotation = 24,
        Scale = 0.24f,
        Shear = 0.3f,
        Elastic = 2,
        Stroke = 0.7f,
        Noise = 16,
        NoiseProbability = 0.5f,
        Blur = 1,
        BlurProbability = 0.25f,
    };

    /// <summary>How the digits are augmented; off for not at all.</summary>
    public AugmentationSettings Augmentation { get; init; } = OtherHands;

    /// <summary>How many augmented copies of each digit there are.</summary>
    public int Copies { get; init; } = 4;

    /// <summary>Names the random numbers of the augmentation.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that share the work. They change no bit.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
