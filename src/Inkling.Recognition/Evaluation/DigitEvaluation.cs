using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Evaluation;

/// <summary>How well a model reads a set of labelled digits.</summary>
internal sealed class DigitEvaluation
{
    private DigitEvaluation(
        DigitSet digits, Readings readings, Calibration calibration, CancellationToken cancellation)
    {
        (float[] confidence, float[] noDigit) = (new float[digits.Count], new float[digits.Count]);
        int?[] read = new int?[digits.Count];
        bool[] isRejected = new bool[digits.Count];
        readings.ForEach(calibration, (i, reading) =>
        {
            (confidence[i], noDigit[i]) = (reading.Probabilities[reading.Likeliest!.Value], reading.NoDigit);
            (read[i], isRejected[i]) = (reading.Likeliest, reading.Digit is null);
        }, cancellation);
        foreach (int i in digits.NotFound)
            (read[i], isRejected[i]) = (null, false);
        int[] rejected = [.. Enumerable.Range(0, digits.Count).Where(i => isRejected[i])];
        (Digits, Read, Confidence, NoDigit, Rejected) = (digits, read, confidence, noDigit, rejected);
        Matrix = new(digits.Labels, read);
    }

    /// <summary>What was read.</summary>
    public DigitSet Digits { get; }

    /// <summary>Each image's likeliest digit, even if rejected; none, which is wrong, without ink.</summary>
    public IReadOnlyList<int?> Read { get; }

    /// <summary>The probability of each reading, were it a digit.</summary>
    public IReadOnlyList<float> Confidence { get; }

    /// <summary>The probability that each is no digit; 0 of a model that knows only digits.</summary>
    public IReadOnlyList<float> NoDigit { get; }

    /// <summary>The images with ink in which the model finds no digit. Their readings count too.</summary>
    public IReadOnlyList<int> Rejected { get; }

    /// <summary>What each digit was read as.</summary>
    public ConfusionMatrix Matrix { get; }

    /// <summary>Confusion[label][reading]: how many images of a label were read as what.</summary>
    public int[][] Confusion => Matrix.Counts;

    /// <summary>Precision and recall of each digit.</summary>
    public IReadOnlyList<DigitScore> PerDigit => Matrix.PerDigit;

    /// <summary>How many images.</summary>
    public int Images => Digits.Count;

    /// <summary>How many were read right.</summary>
    public int Correct => Matrix.Correct;

    /// <summary>Correct / images, 0 to 1.</summary>
    public double Accuracy => (double)Correct / Images;

    /// <summary>The misread images, the most confident mistakes first.</summary>
    public IReadOnlyList<int> Mistakes => [.. Enumerable.Range(0, Images)
        .Where(i => Read[i] != Digits.Labels[i]).OrderByDescending(i => Confidence[i])];

    /// <summary>Reads every digit of the set.</summary>
    /// <exception cref="DataException">The set is empty.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two batches.</exception>
    public static DigitEvaluation Run(
        DigitModel model, DigitSet digits, EvaluationOptions? options = null,
        IProgress<DataProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new();
        if (digits.Count == 0)
            throw new DataException("There is no image to evaluate on.");
        Readings readings =
            Readings.Of(model, digits, options.Threads, options.PixelScale, progress, cancellation);
        return new(digits, readings, model.Calibration, cancellation);
    }
}

/// <summary>How to evaluate.</summary>
internal sealed record EvaluationOptions
{
    /// <summary>Threads that share the matrix products.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>What pixels (0 to 255) are divided by, if not by what the model states.</summary>
    public float? PixelScale { get; init; }
}

/// <summary>How well one digit is read.</summary>
/// <param name="Digit">Which, 0 to 9.</param>
/// <param name="Images">How many images show it.</param>
/// <param name="Precision">The share of images read as it that show it; none when there are none.</param>
/// <param name="Recall">The share of images showing it that are read as it; none when there are none.</param>
internal sealed record DigitScore(int Digit, int Images, double? Precision, double? Recall);

/// <summary>A digit that was taken for another.</summary>
/// <param name="Label">The digit that is shown.</param>
/// <param name="Read">The digit that was read.</param>
/// <param name="Images">How often.</param>
internal sealed record DigitConfusion(int Label, int Read, int Images);
