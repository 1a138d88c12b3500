using Inkling.Neural;
using Inkling.Recognition.Augmentation;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Calibrating;

/// <summary>
/// Calibrates a finished model on labelled digits that it has not learnt from: the temperature on them as they are and changed
/// further than any that it learnt from, half and half, because what people draw and photograph is further from MNIST than
/// MNIST's own digits held back, but no higher than these allow; then "no digit" and "not sure" on them as they are. The same digits, settings and seed give
/// the same numbers. It changes no weight.
/// </summary>
public static class Calibrator
{
    // How much less than it is right a model may be sure of digits as they are, for being less often too sure of others. Half
    // of what the calibration error on MNIST's test set may be.
    private const double Shortfall = 0.005;

    /// <summary>The model with its calibration on these digits in its facts.</summary>
    /// <exception cref="DataException">The set is empty.</exception>
    public static DigitModel Calibrate(DigitModel model, DigitSet heldBack, CalibrationOptions options)
    {
        Calibration calibration = Fit(model, heldBack, options);
        return new(model.Networks, model.Facts with
        {
            Temperature = calibration.Temperature,
            UnsureBelow = calibration.UnsureBelow,
            NoDigitAbove = model.KnowsNoDigit ? calibration.NoDigitAbove : null,
        });
    }

    /// <summary>The model's calibration on these digits.</summary>
    /// <exception cref="DataException">The set is empty.</exception>
    public static Calibration Fit(DigitModel model, DigitSet heldBack, CalibrationOptions options)
    {
        if (heldBack.Count == 0)
            throw new DataException("There is no image to calibrate on.");
        Readings asTheyAre = Readings.Of(model, heldBack, options.Threads);
        return Fit(asTheyAre, options.Augmentation.IsOff ? null : Changed(model, heldBack, options));
    }

    /// <summary>The same from readings.</summary>
    internal static Calibration Fit(Readings asTheyAre, Readings? changed)
    {
        Calibration calibration = new()
        {
            Temperature = changed is null
                ? TemperatureFit.Fit(asTheyAre)
                : Math.Min(TemperatureFit.Fit(asTheyAre, changed), TemperatureFit.Highest(asTheyAre, Shortfall)),
        };
        if (asTheyAre.Outputs > DigitModel.NoDigit)
        {
            DigitReading[] all = asTheyAre.Under(calibration);
            calibration = calibration with { NoDigitAbove = RefusalThreshold.Choose([.. all.Select(reading => reading.NoDigit)]) };
        }
        // What is refused is not named, and so is neither right nor wrong.
        DigitReading[] readings = asTheyAre.Under(calibration);
        int[] named = [.. Enumerable.Range(0, readings.Length).Where(i => readings[i].Digit is not null)];
        return calibration with
        {
            UnsureBelow = SureThreshold.Choose(
                [.. named.Select(i => Calibration.Certainty(readings[i].Confidence, readings[i].NoDigit))],
                [.. named.Select(i => readings[i].Digit == asTheyAre.Labels[i])]),
        };
    }

    /// <summary>Readings of so many variants of each digit.</summary>
    internal static Readings Changed(DigitModel model, DigitSet digits, CalibrationOptions options)
    {
        // A training takes its own streams from this seed and purpose by step, and never comes that far.
        RandomSequence streams = new(options.Seed, RandomPurpose.Augmentation, ulong.MaxValue);
        byte[] pixels = new byte[digits.Pixels.Length];
        Readings? all = null;
        for (int variant = 0; variant < options.Variants; variant++)
        {
            ulong first = (ulong)variant << 32;
            Parallel.For(0, digits.Count, new() { MaxDegreeOfParallelism = options.Threads },
                () => new Augmenter(options.Augmentation),
                (i, _, augmenter) =>
                {
                    RandomSequence random = streams.Branch(first + (ulong)i);
                    augmenter.Augment(
                        digits.Image(i), pixels.AsSpan(i * DigitSet.PixelCount, DigitSet.PixelCount), ref random);
                    return augmenter;
                },
                _ => { });
            Readings one = Readings.Of(model, new(pixels, digits.Labels), options.Threads);
            all = all?.And(one) ?? one;
        }
        return all!;
    }
}

/// <summary>How to calibrate.</summary>
public sealed record CalibrationOptions
{
    /// <summary>
    /// Digits as they are met and not as they were learnt: twice as far from MNIST's as the changes that networks learn from,
    /// or what those may be at most. Chosen among 1, 1.5, 2 and 2.5 times: docs/decisions.md has the numbers.
    /// </summary>
    public static AugmentationSettings OtherHands { get; } = new()
    {
        Shift = 4,
        Rotation = 24,
        Scale = 0.24f,
        Shear = 0.3f,
        Elastic = 2,
        Stroke = 0.7f,
        Noise = 16,
        NoiseShare = 0.5f,
        Blur = 1,
        BlurShare = 0.25f,
    };

    /// <summary>How the digits are changed; off for not at all.</summary>
    public AugmentationSettings Augmentation { get; init; } = OtherHands;

    /// <summary>How many variants of each digit there are.</summary>
    public int Variants { get; init; } = 4;

    /// <summary>Names the random numbers of the changes.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that share the work. They change no bit.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
