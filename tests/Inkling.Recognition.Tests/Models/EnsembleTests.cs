using Inkling.Imaging;
using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Recognition.Data;
using Inkling.Recognition.Explaining;
using Inkling.Recognition.Models;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Recognition.Tests.Models;

public sealed class EnsembleTests
{
    private const string Convolutional = "1x28x28, conv 3 5x5 stride 3, batchnorm, relu, flatten, dense 10";

    [Fact]
    public void A_convolutional_model_comes_back_bit_for_bit()
    {
        using TemporaryFolder folder = new();
        DigitModel model = Digits.Model(Convolutional);
        ModelFile.Write(folder.At("a.npz"), model);
        DigitModel back = ModelFile.Read(folder.At("a.npz"));
        Assert.Equal(Convolutional, back.Metadata.Network);
        Assert.Equal(model.Network.Parameters.ToArray(), back.Network.Parameters.ToArray());
        Assert.Equal(5, back.Network.Layers.Count);
        Assert.Equal(4, back.Reading.Layers.Count);
    }

    [Fact]
    public void An_ensemble_comes_back_bit_for_bit_with_the_facts_of_each()
    {
        using TemporaryFolder folder = new();
        DigitModel ensemble =
            DigitModel.Ensemble([Digits.Model(Convolutional), Digits.Model(seed: 2), Digits.Model(seed: 3)]);
        ModelFile.Write(folder.At("e.npz"), new(ensemble.Networks, ensemble.Metadata with { Shift = 2 }));
        DigitModel back = ModelFile.Read(folder.At("e.npz"));
        Assert.Equal([Convolutional, "784-12-10", "784-12-10"], back.Metadata.Members.Select(
            member => member.Network));
        Assert.Equal((3, 2), (back.Networks.Count, back.Shift));
        for (int i = 0; i < 3; i++)
            Assert.Equal(ensemble.Networks[i].Parameters.ToArray(), back.Networks[i].Parameters.ToArray());
    }

    [Fact]
    public void An_ensemble_of_ensembles_is_one_of_all_their_networks()
    {
        DigitModel two = DigitModel.Ensemble([Digits.Model(seed: 1), Digits.Model(seed: 2)]);
        DigitModel three = DigitModel.Ensemble([two, Digits.Model(seed: 3)]);
        Assert.Equal(3, three.Networks.Count);
        Assert.Equal(3, three.Metadata.Members.Count);
    }

    [Fact]
    public void It_is_not_sure_below_the_highest_confidence_that_a_member_states()
    {
        DigitModel Stating(float? confidence) =>
            new(Digits.Model().Network, new() { Network = "784-12-10", ConfidenceThreshold = confidence });
        Assert.Equal(0.9f, DigitModel.Ensemble(
            [Stating(0.7f), Stating(0.9f), Stating(null)]).Calibration.ConfidenceThreshold);
    }

    [Fact]
    public void Models_that_cannot_be_an_ensemble_are_refused()
    {
        DigitModel one = Digits.Model();
        Assert.Contains(
            "two models or more", Assert.Throws<ArgumentException>(() => DigitModel.Ensemble([one])).Message);
        DigitModel other = new(one.Network, one.Metadata with { PixelScale = 1 });
        Assert.Contains("one by 255 and another by 1", Assert.Throws<ArgumentException>(
            () => DigitModel.Ensemble([one, other])).Message);
    }

    // An explanation is of the reading that is shown beside it.
    [Fact]
    public void An_explanation_reads_what_a_reader_of_the_ensemble_reads()
    {
        DigitModel ensemble =
            DigitModel.Ensemble([Digits.Model(seed: 1), Digits.Model(Convolutional), Digits.Model(seed: 3)]);
        DigitModel model = new(ensemble.Networks, ensemble.Metadata with { Shift = 1 });
        DigitSet digits = Digits.Bars(5, seed: 1);
        ReadingOptions asIs = new() { Form = PictureForm.AsIs };
        for (int i = 0; i < digits.Count; i++)
        {
            GreyImage picture = new(DigitSet.Side, DigitSet.Side, digits.Image(i).ToArray());
            DigitReading read = new DigitReader(model, asIs).Read(picture);
            DigitExplanation explained = new DigitExplainer(model, asIs).Explain(picture);
            Assert.Equal(read.Digit, explained.Reading.Digit);
            Assert.Equal(read.Confidence, explained.Reading.Confidence, tolerance: 1e-6f);
            DigitExplanation first = new DigitExplainer(Digits.Model(seed: 1), asIs).Explain(picture);
            Assert.Equal(first.Layers[0].Values, explained.Layers[0].Values);
            Assert.Null(first.Drawn);
            Assert.Equal((1, 3), (explained.Drawn!.Number, explained.Drawn.Of));
            Assert.Equal(first.Reading.Probabilities, explained.Drawn.Reading.Probabilities);
        }
    }

    public static TheoryData<string, string, string> LyingMetadata => new()
    {
        { "\"members\": [", "\"members\": [ null,", "does not say what its network 1 is" },
        { "\"network\": \"1x28x28", "\"network\": null, \"was\": \"1x28x28",
            "does not say what its network" },
        { "\"network\": \"784-12-10", "\"network\": \"784-13-10",
            "says that it is 784-13-10, but its arrays are 784-12-10" },
        { "\"members\": [", "\"members\": [], \"were\": [", "has no array" },
        { "\"shift\": 0", "\"shift\": 99", "shifts pictures by 99 pixels" },
    };

    [Theory]
    [MemberData(nameof(LyingMetadata))]
    public void Facts_that_cannot_be_are_one_line_that_says_so(string from, string to, string words)
    {
        using TemporaryFolder folder = new();
        ModelFile.Write(
            folder.At("e.npz"), DigitModel.Ensemble([Digits.Model(Convolutional), Digits.Model(seed: 2)]));
        Digits.ChangeMetadata(folder.At("e.npz"), from, to);
        string message = Assert.Throws<ModelException>(() => ModelFile.Read(folder.At("e.npz"))).Message;
        Assert.Contains(words, message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Its_probabilities_are_the_mean_of_its_networks()
    {
        DigitModel[] models = [Digits.Model(seed: 1), Digits.Model(Convolutional), Digits.Model(seed: 3)];
        DigitSet digits = Digits.Bars(5, seed: 1);
        float[] ensemble = Predict(DigitModel.Ensemble(models), digits);
        float[][] each = [.. models.Select(model => Predict(model, digits))];
        for (int i = 0; i < ensemble.Length; i++)
            Assert.Equal(each.Average(one => (double)one[i]), ensemble[i], tolerance: 1e-6);
    }

    [Fact]
    public void A_shifted_model_reads_a_picture_where_it_is_and_to_each_side()
    {
        DigitModel model = Digits.Model();
        DigitModel shifting = new(model.Network, model.Metadata with { Shift = 3 });
        DigitSet digits = Digits.Bars(4, seed: 1);
        float[] shifted = Predict(shifting, digits);
        float[][] each = [.. new[] { (0, 0), (3, 0), (-3, 0), (0, 3), (0, -3) }.Select(
            by => Predict(model, Shift(digits, by.Item1, by.Item2)))];
        for (int i = 0; i < shifted.Length; i++)
            Assert.Equal(each.Average(one => (double)one[i]), shifted[i], tolerance: 1e-6);
    }

    private static float[] Predict(DigitModel model, DigitSet digits)
    {
        using ComputeContext context = new();
        return new ModelWorkspace(model, digits.Count, context)
            .Predict(new(
                digits.Pixels, first: 0, digits.Count, DigitSet.PixelCount, model.PixelScale)).Span.ToArray();
    }

    private static DigitSet Shift(DigitSet digits, int down, int across)
    {
        byte[] pixels = new byte[digits.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int row, int column) =
                ((i % DigitSet.PixelCount / DigitSet.Side) - down, (i % DigitSet.Side) - across);
            bool isInside = row is >= 0 and < DigitSet.Side && column is >= 0 and < DigitSet.Side;
            pixels[i] =
                isInside ? digits.Image(i / DigitSet.PixelCount)[(row * DigitSet.Side) + column] : (byte)0;
        }
        return new(pixels, digits.Labels);
    }
}
