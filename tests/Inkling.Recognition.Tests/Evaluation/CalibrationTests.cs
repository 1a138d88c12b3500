using System.Text;
using Inkling.Imaging;
using Inkling.Neural.Execution;
using Inkling.Neural.Kernels;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Explaining;
using Inkling.Recognition.Models;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Recognition.Tests.Evaluation;

/// <summary>
/// From a network's 10 or 11 probabilities to a reading, and what of it stands in a model's file.
/// </summary>
public sealed class CalibrationTests
{
    private const string Eleven = "784-12-11";

    private static readonly ReadingOptions AsIs = new() { Form = PictureForm.AsIs };

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(2.5)]
    public void The_ten_are_the_softmax_of_their_scores_over_the_temperature_and_the_eleventh_that_of_all(
        float temperature)
    {
        double[] scores = [2, -1, 0.5, 4, 1, 0, -3, 2.5, 3.9, 1.5, 3];
        double[] all = Softmax(scores, 1), ten = Softmax(scores[..10], temperature);
        DigitReading reading =
            new Calibration { Temperature = temperature }.Read([.. all.Select(p => (float)p)]);
        for (int digit = 0; digit < 10; digit++)
            Assert.Equal(ten[digit], reading.Probabilities[digit], tolerance: 1e-6);
        Assert.Equal(1, reading.Probabilities.Sum(), tolerance: 1e-5f);
        Assert.Equal(all[10], reading.NoDigit, tolerance: 1e-6);
        Assert.Equal(3, reading.Digit);
    }

    [Fact]
    public void What_is_refused_keeps_its_ten_probabilities_and_is_not_sure()
    {
        float[] p = [.. Enumerable.Range(0, 10).Select(digit => digit == 4 ? 0.2f : 0), 0.8f];
        DigitReading rejected = new Calibration { RejectionThreshold = 0.8f }.Read(p);
        Assert.Null(rejected.Digit);
        Assert.Equal((4, 0, false), (rejected.Likeliest, rejected.Confidence, rejected.IsSure));
        Assert.Equal(1, rejected.Probabilities[4]);
        DigitReading read = new Calibration { RejectionThreshold = 0.81f }.Read(p);
        Assert.Equal((4, 1), (read.Digit, read.Confidence));
        Assert.False(read.IsSure); // it is a digit by one in five only
        Assert.True(
            new Calibration { RejectionThreshold = 0.81f, ConfidenceThreshold = 0.19f }.Read(p).IsSure);
    }

    [Fact]
    public void One_is_never_reached_and_a_certain_no_digit_is_ten_alike()
    {
        float[] p = [.. new float[10], 1];
        DigitReading reading = new Calibration().Read(p);
        Assert.NotNull(reading.Digit);
        Assert.Equal(1, reading.NoDigit);
        Assert.False(reading.IsSure);
        Assert.All(reading.Probabilities, probability => Assert.Equal(0.1f, probability));
    }

    [Fact]
    public void Ten_outputs_at_the_temperature_1_are_read_as_they_are()
    {
        DigitSet digits = Digits.Bars(20, seed: 1);
        DigitModel model = Digits.Model();
        using ComputeContext context = new();
        float[] raw = new ModelWorkspace(model, 20, context)
            .Predict(new(digits.Pixels, 0, 20, DigitSet.PixelCount, 255)).Row(7).ToArray();
        DigitReading reading = new DigitReader(model, AsIs).ReadPixels(digits.Image(7), 28, 28);
        Assert.Equal(raw, reading.Probabilities, (a, b) => MathF.Abs(a - b) < 1e-6f);
        Assert.Equal(0, reading.NoDigit);
    }

    [Fact]
    public void A_network_of_eleven_outputs_comes_back_with_its_calibration_and_reads_the_same()
    {
        using TemporaryFolder folder = new();
        DigitModel plain = Digits.Model(Eleven);
        DigitModel model = new(plain.Network, plain.Metadata with
        {
            Temperature = 1.5f,
            ConfidenceThreshold = 0.75f,
            RejectionThreshold = 0.625f,
        });
        ModelFile.Write(folder.At("a.npz"), model);
        DigitModel back = ModelFile.Read(folder.At("a.npz"));
        Assert.True(back.KnowsNoDigit);
        Calibration stated =
            new() { Temperature = 1.5f, ConfidenceThreshold = 0.75f, RejectionThreshold = 0.625f };
        Assert.Equal(stated, back.Calibration);
        byte[] picture = Digits.Bars(1, seed: 2).Pixels;
        DigitReading reading = new DigitReader(back, AsIs).ReadPixels(picture, 28, 28);
        Assert.Equal(1, reading.Probabilities.Sum(), tolerance: 1e-5f);
        Assert.Equal(
            reading.Probabilities, new DigitReader(model, AsIs).ReadPixels(picture, 28, 28).Probabilities);
    }

    [Fact]
    public void A_file_that_says_nothing_of_it_is_not_calibrated()
    {
        using TemporaryFolder folder = new();
        ModelFile.Write(folder.At("old.npz"), Digits.Model());
        byte[] bytes = File.ReadAllBytes(folder.At("old.npz"));
        Assert.DoesNotContain(
            "temperature", Encoding.Latin1.GetString(bytes), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            "noDigit", Encoding.Latin1.GetString(bytes), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(new Calibration(), ModelFile.Read(folder.At("old.npz")).Calibration);
    }

    [Theory]
    [InlineData("\"temperature\": 0", "states a temperature of 0, which is not above 0")]
    [InlineData("\"temperature\": -1.5", "states a temperature of -1.5")]
    [InlineData("\"temperature\": 1e999", "temperature")]
    [InlineData("\"temperature\": NaN", "")]
    [InlineData("\"temperature\": \"NaN\"", "temperature")]
    [InlineData("\"unsureBelow\": 1.5", "states a confidence threshold of 1.5")]
    [InlineData("\"unsureBelow\": -0.5", "states a confidence threshold of -0.5")]
    [InlineData("\"noDigitAbove\": 0", "states a rejection threshold of 0")]
    [InlineData("\"noDigitAbove\": 2", "states a rejection threshold of 2")]
    [InlineData("\"noDigitAbove\": -1", "states a rejection threshold of -1")]
    public void A_calibration_that_cannot_be_is_refused_in_one_line(string fact, string words)
    {
        using TemporaryFolder folder = new();
        ModelFile.Write(folder.At("a.npz"), Digits.Model());
        Digits.ChangeMetadata(folder.At("a.npz"), "\"shift\": 0", $"{fact}, \"shift\": 0");
        string message = Assert.Throws<ModelException>(() => ModelFile.Read(folder.At("a.npz"))).Message;
        Assert.StartsWith(folder.At("a.npz") + ": ", message);
        Assert.Contains(words, message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Facts_that_state_it_are_refused_in_code_too() => Assert.Throws<ArgumentException>(
        () => new DigitModel(
            Digits.Model().Network, new() { Network = "784-12-10", Temperature = float.NaN }));

    [Fact]
    public void An_ensemble_averages_eleven_and_then_tempers_them()
    {
        DigitModel[] members = [Digits.Model(Eleven, seed: 1), Digits.Model(Eleven, seed: 2)];
        DigitModel ensemble = DigitModel.Ensemble(members);
        DigitModel model = new(ensemble.Networks, ensemble.Metadata with { Temperature = 2 });
        byte[] picture = Digits.Bars(1, seed: 4).Pixels;
        double[][] each = [.. members.Select(member => Raw(member, picture))];
        double[] mean = [.. Enumerable.Range(0, 11).Select(c => each.Average(one => one[c]))];
        double[] ten = Softmax([.. mean[..10].Select(p => Math.Log(p))], 2);
        DigitReading reading = new DigitReader(model, AsIs).ReadPixels(picture, 28, 28);
        for (int digit = 0; digit < 10; digit++)
            Assert.Equal(ten[digit], reading.Probabilities[digit], tolerance: 1e-6);
        Assert.Equal(mean[10], reading.NoDigit, tolerance: 1e-6);
    }

    [Fact]
    public void Networks_of_ten_and_of_eleven_outputs_are_no_ensemble() => Assert.Contains(
        "one 10 and another 11",
        Assert.Throws<ArgumentException>(
            () => DigitModel.Ensemble([Digits.Model(), Digits.Model(Eleven)])).Message);

    [Fact]
    public void The_shares_of_the_eleven_outputs_sum_to_one()
    {
        Calibration calibration = new() { Temperature = 2 };
        float[] probabilities = [0.3f, 0.1f, 0, 0, 0, 0, 0, 0, 0.2f, 0, 0.4f];
        float[] shares =
            [.. Enumerable.Range(0, 11).Select(output => calibration.Share(probabilities, output))];
        DigitReading reading = calibration.Read(probabilities);
        Assert.Equal(1, shares.Sum(), tolerance: 1e-6f);
        Assert.Equal(0.4f, shares[DigitSet.NoDigit]);
        Assert.Equal(0.6f * reading.Confidence, shares[0], tolerance: 1e-6f);
    }

    [Fact]
    public void An_explanation_of_what_is_refused_is_of_no_digit()
    {
        DigitModel model = Digits.Model(Eleven);
        DigitModel rejecting =
            new(model.Network, model.Metadata with { RejectionThreshold = 1e-9f, Temperature = 3 });
        GreyImage picture = new(28, 28, Digits.Bars(1, seed: 4).Pixels);
        DigitExplanation explanation = new DigitExplainer(rejecting, AsIs).Explain(picture);
        Assert.Null(explanation.Reading.Digit);
        Assert.Equal(DigitSet.NoDigit, explanation.Answer);
        Assert.Equal(11, explanation.Layers[^1].Values.Count);
        Assert.Contains(
            explanation.Connections,
            one => one.Layer == explanation.Layers.Count - 2 && one.To == DigitSet.NoDigit);
        Assert.Contains(explanation.Occlusion!.Falls, fall => fall != 0);
    }

    [Fact]
    public void An_evaluation_counts_the_likeliest_digit_and_says_which_were_refused()
    {
        DigitModel model = Digits.Model(Eleven);
        DigitSet digits = Digits.Bars(200, seed: 5);
        DigitEvaluation all = DigitEvaluation.Run(model, digits);
        Assert.Empty(all.Rejected);
        float median = all.NoDigit.Order().ElementAt(100);
        DigitEvaluation half = DigitEvaluation.Run(
            new(model.Network, model.Metadata with { RejectionThreshold = median }), digits);
        Assert.Equal([.. Enumerable.Range(0, 200).Where(i => all.NoDigit[i] >= median)], half.Rejected);
        Assert.Equal(all.Read, half.Read);
        Assert.Equal(all.Correct, half.Correct);
    }

    private static double[] Raw(DigitModel model, byte[] picture)
    {
        using ComputeContext context = new();
        return [.. new ModelWorkspace(model, 1, context)
            .Predict(new(picture, 0, 1, DigitSet.PixelCount, model.PixelScale)).Row(0).ToArray()
            .Select(p => (double)p)];
    }

    private static double[] Softmax(double[] scores, double temperature)
    {
        double[] exponentials = [.. scores.Select(score => Math.Exp((score - scores.Max()) / temperature))];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }
}
