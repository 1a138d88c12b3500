using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;
using Inkling.Recognition.Tests.Data;
using Inkling.Recognition.Training;

namespace Inkling.Recognition.Tests.Evaluation;

public sealed class CalibratorTests
{
    [Fact]
    public void The_same_digits_and_seed_give_the_same_calibration_on_any_number_of_threads()
    {
        DigitModel model = Digits.Model("784-12-11");
        DigitSet digits = Digits.Bars(700, seed: 1);
        Calibration one = Calibrator.Fit(model, digits, new() { Threads = 1 });
        Assert.Equal(one, Calibrator.Fit(model, digits, new() { Threads = 3 }));
        Assert.NotEqual(one.Temperature, Calibrator.Fit(model, digits, new() { Seed = 2 }).Temperature);
        Assert.NotEqual(
            one.Temperature, Calibrator.Fit(model, digits, new() { Augmentation = new() }).Temperature);
    }

    [Fact]
    public void A_calibrated_model_keeps_its_weights_its_facts_and_what_it_reads()
    {
        DigitModel model = Learnt.Value;
        DigitSet digits = Digits.Bars(400, seed: 2);
        DigitModel calibrated = Calibrator.Calibrate(model, digits, new());
        Assert.Same(model.Network, calibrated.Network);
        Assert.Equal(model.Metadata.Scores, calibrated.Metadata.Scores);
        Assert.Equal(DigitEvaluation.Run(model, digits).Read, DigitEvaluation.Run(calibrated, digits).Read);
        Assert.Null(calibrated.Metadata.RejectionThreshold); // it knows only digits
    }

    [Fact]
    public void At_its_thresholds_a_calibrated_model_keeps_what_they_promise_on_the_digits_held_back()
    {
        DigitModel model = Digits.Model("784-12-11");
        DigitSet digits = Digits.Bars(600, seed: 6);
        DigitModel calibrated = Calibrator.Calibrate(model, digits, new());
        Assert.InRange(calibrated.Metadata.RejectionThreshold!.Value, 0.5f, 1);
        Assert.InRange(DigitEvaluation.Run(calibrated, digits).Rejected.Count, 0, 3);
        DigitReader reader = new(calibrated, new() { Form = PictureForm.AsIs });
        DigitReading[] sure =
            [.. Enumerable.Range(0, 600).Select(i => reader.ReadPixels(digits.Image(i), 28, 28))];
        int[] named = [.. Enumerable.Range(0, 600).Where(i => sure[i].IsSure)];
        Assert.All(named, i => Assert.Equal(digits.Labels[i], sure[i].Digit!.Value));
    }

    [Fact]
    public void A_training_calibrates_on_what_it_held_back_and_without_that_not_at_all()
    {
        Assert.NotNull(Learnt.Value.Metadata.Temperature);
        Assert.NotNull(Learnt.Value.Metadata.ConfidenceThreshold);
        ModelMetadata without = Learn(validationShare: 0).Metadata;
        Assert.Equal((null, null, null),
            (without.Temperature, without.ConfidenceThreshold, without.RejectionThreshold));
    }

    [Fact]
    public void The_temperature_makes_the_held_back_digits_likelier()
    {
        DigitSet digits = Digits.Bars(2_000, seed: 12);
        CalibrationOptions asTheyAre = new() { Augmentation = new AugmentationSettings() };
        DigitModel calibrated = Calibrator.Calibrate(Learnt.Value, digits, asTheyAre);
        Assert.True(Loss(calibrated, digits)
            < Loss(new(calibrated.Network, calibrated.Metadata with { Temperature = 1 }), digits));
    }

    [Fact]
    public void An_empty_set_calibrates_nothing() => Assert.Contains(
        "no image to calibrate on",
        Assert.Throws<DataException>(() => Calibrator.Fit(Digits.Model(), new([], []), new())).Message);

    private static double Loss(DigitModel model, DigitSet digits) => Readings.Of(model, digits, threads: 1)
        .Under(model.Calibration).Select((reading, i) => -Math.Log(reading.Probabilities[digits.Labels[i]]))
        .Average();

    private static DigitModel Learn(double validationShare)
    {
        using TemporaryFolder folder = new();
        DigitTraining.Start(
            new(Recipe.Dense.Settings with
            {
                Network = "784-16-10",
                Epochs = 8,
                BatchSize = 16,
                ValidationShare = validationShare,
            }),
            Digits.Bars(600, seed: 1), threads: 1, TimeSpan.FromHours(1))
            .Run(folder.At("weak.npz"), null, null, CancellationToken.None);
        return ModelFile.Read(folder.At("weak.npz"));
    }

    // Trained for a moment only, so that it is often wrong, and knows it.
    private static readonly Lazy<DigitModel> Learnt = new(() => Learn(1.0 / 12));
}
