using Inkling.Neural;
using Inkling.Neural.Kernels;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Scoring;

namespace Inkling.Recognition;

/// <summary>How well a model reads a set of labelled digits.</summary>
public sealed class Evaluation
{
    private const int Batch = 512;

    private Evaluation(DigitSet digits, byte[] read, float[] confidence)
    {
        Digits = digits;
        Confidence = confidence;
        HashSet<int> notFound = [.. digits.NotFound];
        Read = [.. read.Select((digit, i) => notFound.Contains(i) ? null : (int?)digit)];
        Matrix = new(digits.Labels, Read);
    }

    /// <summary>What was read.</summary>
    public DigitSet Digits { get; }

    /// <summary>
    /// Each image's reading; none where the picture showed no digit, which counts as wrong.
    /// </summary>
    public IReadOnlyList<int?> Read { get; }

    /// <summary>The probability of each reading.</summary>
    public IReadOnlyList<float> Confidence { get; }

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
    public IReadOnlyList<int> Mistakes =>
        [.. Enumerable.Range(0, Images).Where(i => Read[i] != Digits.Labels[i]).OrderByDescending(i => Confidence[i])];

    /// <summary>Which digits were taken for which others, the most frequent first.</summary>
    public IReadOnlyList<DigitConfusion> Confusions => Matrix.Pairs;

    /// <summary>Reads every digit of the set.</summary>
    /// <exception cref="DataException">The set is empty.</exception>
    public static Evaluation Run(DigitModel model, DigitSet digits, EvaluationOptions? options = null)
    {
        options ??= new();
        if (digits.Count == 0)
            throw new DataException("There is no image to evaluate on.");
        float scale = options.PixelScale ?? model.PixelScale;
        using MatrixProduct product = new(options.Threads);
        ModelWorkspace workspace = new(model, Batch, product);
        byte[] read = new byte[digits.Count];
        float[] confidence = new float[digits.Count];
        for (int start = 0; start < digits.Count; start += Batch)
        {
            int count = Math.Min(Batch, digits.Count - start);
            Matrix probabilities =
                workspace.Predict(new(digits.Pixels, start, count, DigitSet.PixelCount, scale));
            for (int n = 0; n < count; n++)
            {
                int best = Workspace.IndexOfMax(probabilities.Row(n));
                read[start + n] = (byte)best;
                confidence[start + n] = probabilities.Row(n)[best];
            }
        }
        return new(digits, read, confidence);
    }
}

/// <summary>How to evaluate.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Threads that share the matrix products.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// What pixels (0 to 255) are divided by, where it is to differ from what the model states.
    /// </summary>
    public float? PixelScale { get; init; }
}

/// <summary>How well one digit is read.</summary>
/// <param name="Digit">Which, 0 to 9.</param>
/// <param name="Images">How many images show it.</param>
/// <param name="Precision">Of the images read as it, the share that shows it; none when nothing was read as
/// it.</param>
/// <param name="Recall">Of the images that show it, the share read as it; none when no image shows
/// it.</param>
public sealed record DigitScore(int Digit, int Images, double? Precision, double? Recall);

/// <summary>A digit that was taken for another.</summary>
/// <param name="Label">The digit that is shown.</param>
/// <param name="Read">The digit that was read.</param>
/// <param name="Images">How often.</param>
public sealed record DigitConfusion(int Label, int Read, int Images);
