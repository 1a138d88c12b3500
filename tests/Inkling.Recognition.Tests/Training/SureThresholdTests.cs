using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Training;

namespace Inkling.Recognition.Tests.Training;

public sealed class SureThresholdTests
{
    [Fact]
    public void At_the_threshold_all_but_one_in_a_thousand_are_right_and_below_it_no_lower_one_would_do()
    {
        // The surer half is right; of the rest every twentieth is wrong.
        DigitSet digits = Digits.Bars(3_000, seed: 9);
        Evaluation first = Evaluation.Run(Weak(), digits);
        byte[] labels = [.. first.Read.Select(read => (byte)read!.Value)];
        int[] surest = [.. Enumerable.Range(0, 3_000).OrderByDescending(i => first.Confidence[i])];
        for (int rank = 1_500; rank < 3_000; rank += 20)
            labels[surest[rank]] = (byte)((labels[surest[rank]] + 1) % 10);
        Evaluation validation = Evaluation.Run(Weak(), new(digits.Pixels, labels));
        float threshold = SureThreshold.Choose(validation);
        Assert.InRange(threshold, validation.Confidence.Order().ElementAt(600), validation.Confidence.Order().ElementAt(1_500));
        Assert.True(ShareRight(validation, threshold) >= 0.999);
        float[] lower = [.. validation.Confidence.Where(c => c < threshold)];
        Assert.NotEmpty(lower);
        Assert.All(lower, c => Assert.True(ShareRight(validation, c) < 0.999));
    }

    [Fact]
    public void A_model_that_is_never_wrong_is_sure_from_a_half_on()
    {
        DigitSet digits = Digits.Bars(200, seed: 3);
        Evaluation evaluation = Evaluation.Run(Weak(), digits);
        int[] right = [.. Enumerable.Range(0, 200).Where(i => evaluation.Read[i] == digits.Labels[i])];
        Assert.NotEmpty(right);
        Assert.Equal(
            Math.Max(0.5f, right.Min(i => evaluation.Confidence[i])),
            SureThreshold.Choose(Evaluation.Run(Weak(), digits.Subset(right))));
    }

    [Fact]
    public void A_model_that_is_always_wrong_is_never_sure()
    {
        DigitSet digits = Digits.Bars(300, seed: 3);
        Evaluation evaluation = Evaluation.Run(Weak(), digits);
        byte[] wrong = [.. evaluation.Read.Select(read => (byte)((read!.Value + 1) % 10))];
        Assert.Equal(1, SureThreshold.Choose(Evaluation.Run(Weak(), new(digits.Pixels, wrong))));
    }

    [Fact]
    public void A_reading_is_sure_from_the_models_own_threshold_on()
    {
        DigitModel weak = Weak();
        DigitSet digits = Digits.Bars(50, seed: 8);
        float confidence = new DigitReader(weak, new() { Form = PictureForm.AsIs }).ReadPixels(digits.Image(0), 28, 28).Confidence;
        bool IsSure(float? unsureBelow) => new DigitReader(
            new(weak.Network, weak.Facts with { UnsureBelow = unsureBelow }), new() { Form = PictureForm.AsIs })
            .ReadPixels(digits.Image(0), 28, 28).IsSure;
        Assert.True(IsSure(confidence));
        Assert.False(IsSure(confidence + 1e-4f));
        Assert.Equal(confidence >= 0.5f, IsSure(null));
    }

    [Fact]
    public void The_model_that_ships_states_its_threshold() =>
        Assert.InRange(DigitModel.Default.Facts.UnsureBelow!.Value, 0.5f, 0.999f);

    private static double ShareRight(Evaluation evaluation, float threshold)
    {
        int[] named = [.. Enumerable.Range(0, evaluation.Images).Where(i => evaluation.Confidence[i] >= threshold)];
        return named.Count(i => evaluation.Read[i] == evaluation.Digits.Labels[i]) / (double)named.Length;
    }

    // Trained for a moment only, so that it is often wrong, and knows it.
    private static DigitModel Weak() => Learnt.Value;

    private static readonly Lazy<DigitModel> Learnt = new(() =>
    {
        using Tests.Data.TemporaryFolder folder = new();
        DigitTraining.Start(
            new(Recipe.Dense.Settings with { Network = "784-16-10", Epochs = 8, BatchSize = 16 }),
            Digits.Bars(600, seed: 1), threads: 1, TimeSpan.FromHours(1))
            .Run(folder.At("weak.npz"), null, null, CancellationToken.None);
        return ModelFile.Read(folder.At("weak.npz"));
    });
}
