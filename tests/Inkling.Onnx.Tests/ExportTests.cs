using global::Onnx;
using Inkling.Neural;
using Inkling.Neural.Layers;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Onnx.Tests;

/// <summary>What is exported reads as our engine does, in ONNX Runtime.</summary>
public sealed class ExportTests : IDisposable
{
    private const string Pools =
        "1x28x28, conv 8 5x5, maxpool 2x2, batchnorm, relu, conv 6 3x3 stride 2 pad 1, relu, flatten, "
        + "dropout 0.2, dense 11";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Texts =>
    [
        "784-32-16-10",
        Pools,
        "1x28x28, conv 6 3x3 stride 2, relu, residual { conv 6 3x3 pad 1, batchnorm, relu, residual { "
            + "depthwise 3x3 pad 1, batchnorm }, relu, conv 6 1x1 }, relu, avgpool 13x13, dense 10",
        "1x28x28, conv 4 5x5, relu, batchnorm, maxpool 2x2, dense 12, relu, batchnorm, dense 11",
        "1x28x28, conv 2 5x5 stride 3, relu, conv 2 4x8, flatten",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Probabilities_are_the_engines_on_a_thousand_digits(string text) =>
        AssertAlike(Model(text, seed: 3), Digits.Bars(1_000, seed: 2).Pixels.ToArray());

    [Fact]
    public void The_model_that_ships_reads_a_thousand_digits_alike() =>
        AssertAlike(DigitModel.Default, SyntheticDigits.Make(1_000, seed: 9).Pixels.ToArray());

    [Fact]
    public void An_ensemble_that_reads_shifted_pictures_too_is_one_graph()
    {
        DigitModel both = DigitModel.Ensemble([Model("784-16-11", seed: 1), Model(Pools, seed: 2)]);
        DigitModel shifted = new(both.Networks, both.Metadata with { Shift = 2 });
        AssertAlike(both, Digits.Bars(200, seed: 4).Pixels.ToArray());
        AssertAlike(shifted, Digits.Bars(200, seed: 4).Pixels.ToArray());
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_was_exported_is_read_again_as_it_was(string text)
    {
        DigitModel model = Model(text, seed: 6);
        OnnxFile.Write(model, _folder.At("model.onnx"));
        DigitModel again = OnnxFile.Read(_folder.At("model.onnx"));
        byte[] pictures = Digits.Bars(200, seed: 5).Pixels.ToArray();
        Runtime.AssertAlike(Runtime.Read(model, pictures).Digits, Runtime.Read(again, pictures).Digits);
        Runtime.AssertAlike(Runtime.Read(model, pictures).NoDigit, Runtime.Read(again, pictures).NoDigit);
        Assert.Equal(model.Calibration, again.Calibration);
        again.Save(_folder.At("model.npz"));
        Assert.Equal($"{again.Network}", $"{DigitModel.Load(_folder.At("model.npz")).Network}");
    }

    [Fact]
    public void Equal_models_give_equal_files()
    {
        OnnxFile.Write(Model("784-16-10", seed: 6), _folder.At("a.onnx"));
        OnnxFile.Write(Model("784-16-10", seed: 6), _folder.At("b.onnx"));
        Assert.Equal(File.ReadAllBytes(_folder.At("a.onnx")), File.ReadAllBytes(_folder.At("b.onnx")));
    }

    [Fact]
    public void The_file_tells_what_it_takes_and_what_is_not_in_it()
    {
        ModelProto graph = ModelGraph.Of(DigitModel.Default);
        Assert.Equal(ModelGraph.Opset, graph.OpsetImport.Single().Version);
        Assert.Contains("Preparation of pictures is not", graph.Graph.DocString, StringComparison.Ordinal);
        Assert.Equal(["probabilities", "noDigit"], graph.Graph.Output.Select(one => one.Name));
        Dictionary<string, string> metadata =
            graph.MetadataProps.ToDictionary(one => one.Key, one => one.Value);
        Assert.Equal("181963", metadata["inkling.parameters"]);
        Assert.Contains("not in the graph", metadata["inkling.preparation"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_of_ones_own_is_refused_in_words()
    {
        Network network = new NetworkBuilder(784).Custom(shape => new Halves(shape)).Dense(10).Build();
        ModelException refused = Assert.Throws<ModelException>(
            () => OnnxFile.Write(new(network, new() { Network = $"{network}" }), _folder.At("own.onnx")));
        Assert.Contains("layer 1", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("own.onnx")));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() => Assert.Contains(
        "does not exist",
        Assert.Throws<ModelException>(
            () => OnnxFile.Write(Digits.Model(), _folder.At("none", "model.onnx"))).Message,
        StringComparison.Ordinal);

    private static void AssertAlike(DigitModel model, byte[] pictures)
    {
        Dictionary<string, float[]> theirs = Runtime.Run(Runtime.Bytes(ModelGraph.Of(model)), pictures);
        (float[] digits, float[] noDigit) = Runtime.Read(model, pictures);
        Runtime.AssertAlike(digits, theirs["probabilities"]);
        Assert.Equal(model.KnowsNoDigit, theirs.ContainsKey("noDigit"));
        if (model.KnowsNoDigit)
            Runtime.AssertAlike(noDigit, theirs["noDigit"]);
    }

    // Norms and biases are drawn too, so that nothing is 0 or 1 by chance.
    private static DigitModel Model(string text, ulong seed)
    {
        Network network = NetworkDescription.Parse(text).Build();
        network.Initialise(Initialisation.He, seed);
        Random random = new((int)seed);
        foreach (NetworkTensor tensor in network.Tensors)
        {
            if (tensor.Definition.Kind == ParameterKind.Weights)
                continue;
            foreach (ref float value in network.Parameters.Span.Slice(tensor.Offset, tensor.Length))
                value = tensor.Definition.Kind == ParameterKind.Biases ? random.NextSingle() - 0.5f
                    : tensor.Definition.Kind == ParameterKind.Scales && random.Next(4) == 0 ? -0.7f
                    : 0.5f + random.NextSingle();
        }
        return new(network, new()
        {
            Network = text,
            Temperature = 1.4f,
            ConfidenceThreshold = 0.9f,
            RejectionThreshold = 0.6f,
        });
    }

    private sealed class Halves(Shape shape) : CustomLayer(shape, shape)
    {
        public override void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> parameters, Span<float> y)
        {
            for (int i = 0; i < x.Length; i++)
                y[i] = x[i] / 2;
        }

        public override void Backward(
            ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> parameters,
            ReadOnlySpan<float> dY, Span<float> dX, Span<float> dParameters)
        {
            for (int i = 0; i < x.Length; i++)
                dX[i] = dY[i] / 2;
        }
    }
}
