using global::Onnx;
using Inkling.Neural.Models;
using Inkling.Recognition.Models;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;
using static Inkling.Onnx.GraphBuilder;

namespace Inkling.Onnx.Tests;

/// <summary>Graphs in the manners of PyTorch's and Keras's exporters, read beside ONNX Runtime.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(5);
    private readonly byte[] _pictures = Digits.Bars(100, seed: 2).Pixels.ToArray();

    public void Dispose() => _folder.Dispose();

    // torch.onnx.export of examples/mnist: NCHW, Flatten of C, H, W, log_softmax, normalised outside.
    [Fact]
    public void PyTorchs_example_network_reads_as_ONNX_Runtime_does()
    {
        GraphBuilder graph = Begin(-1, 1, 28, 28);
        string x = Conv(graph, "x", 6, 1, 3, 0);
        x = graph.Node("Relu", [x]);
        x = graph.Node("Relu", [Conv(graph, x, 8, 6, 3, 0)]);
        x = graph.Node("MaxPool", [x],
            Integers("kernel_shape", 2, 2), Integers("strides", 2, 2), Integers("pads", 0, 0, 0, 0));
        x = graph.Node("Flatten", [x], Integer("axis", 1));
        x = graph.Node("Relu", [Gemm(graph, x, 16, 8 * 12 * 12)]);
        x = graph.Node("LogSoftmax", [Gemm(graph, x, 10, 16)], Integer("axis", -1));
        byte[] bytes = Write(graph, x);
        OnnxPixels pixels = new() { Mean = 0.1307f, Deviation = 0.3081f };
        float[] theirs = [.. Runtime.Run(bytes, _pictures, level => ((level / 255f) - 0.1307f) / 0.3081f)[x]
            .Select(MathF.Exp)];
        Runtime.AssertAlike(theirs, Runtime.Read(Read(pixels), _pictures).Digits);
    }

    // x.view(-1, 784) computes its shape from sizes.
    [Fact]
    public void A_view_whose_shape_is_computed_is_a_vector()
    {
        GraphBuilder graph = Begin(-1, 1, 28, 28);
        string conv = graph.Node("Relu", [Conv(graph, "x", 4, 1, 5, 2)]);
        string pool =
            graph.Node("AveragePool", [conv], Integers("kernel_shape", 4, 4), Integers("strides", 4, 4));
        string size = graph.Node(
            "Gather", [graph.Node("Shape", [pool]), graph.Constant("first", 0L)], Integer("axis", 0));
        string shape = graph.Node("Concat", [size, graph.Constant("rest", -1L)], Integer("axis", 0));
        string x = Gemm(graph, graph.Node("Reshape", [pool, shape]), 10, 4 * 7 * 7);
        byte[] bytes = Write(graph, x);
        AssertScores(Runtime.Run(bytes, _pictures, level => level / 255f)[x], Read());
    }

    // tf2onnx: NHWC in, turned to NCHW and back, MatMul and Add, SAME padding, softmax in the graph.
    [Fact]
    public void Kerass_network_reads_as_ONNX_Runtime_does()
    {
        GraphBuilder graph = Begin(-1, 28, 28, 1);
        string x = graph.Node("Transpose", ["x"], Integers("perm", 0, 3, 1, 2));
        x = graph.Node("Relu", [graph.Node("Conv",
            [x, graph.Constant("w", Values(5 * 9), 5, 1, 3, 3)],
            Integers("kernel_shape", 3, 3),
            new AttributeProto
            {
                Name = "auto_pad", Type = AttributeProto.Types.AttributeType.String,
                S = Google.Protobuf.ByteString.CopyFromUtf8("SAME_UPPER"),
            })]);
        x = graph.Node("MaxPool", [x], Integers("kernel_shape", 2, 2), Integers("strides", 2, 2));
        x = graph.Node("Transpose", [x], Integers("perm", 0, 2, 3, 1));
        x = graph.Node("Reshape", [x, graph.Constant("shape", -1L, 980)]);
        x = graph.Node("MatMul", [x, graph.Constant("m", Values(9800), 980, 10)]);
        x = graph.Node("Add", [x, graph.Constant("b", Values(10), 10)]);
        x = graph.Node("Softmax", [x], Integer("axis", -1));
        byte[] bytes = Write(graph, x);
        Runtime.AssertAlike(
            Runtime.Run(bytes, _pictures, level => level / 255f, 28, 28, 1)[x],
            Runtime.Read(Read(), _pictures).Digits);
    }

    [Fact]
    public void Residual_blocks_and_norms_are_read()
    {
        GraphBuilder graph = Begin(-1, 1, 28, 28);
        string a = graph.Node("Relu", [Norm(graph, Conv(graph, "x", 4, 1, 5, 0), 4)]);
        string b = graph.Node("Relu", [Conv(graph, a, 4, 4, 3, 1)]);
        string c = Norm(graph, Conv(graph, b, 4, 4, 3, 1), 4);
        string d = graph.Node("Relu", [graph.Node("Add", [a, c])]);
        string e = graph.Node("Flatten", [graph.Node("GlobalAveragePool", [d])], Integer("axis", 1));
        string x = Gemm(graph, e, 10, 4);
        byte[] bytes = Write(graph, x);
        AssertScores(Runtime.Run(bytes, _pictures, level => level / 255f)[x], Read());
    }

    // Black ink on white, and what the graph does to its own input.
    [Fact]
    public void Dark_ink_and_a_scale_within_the_graph_go_into_the_first_weights()
    {
        GraphBuilder graph = Begin(-1, 784);
        string x = graph.Node("Div", ["x", graph.Constant("d", [127.5f])]);
        x = graph.Node("Sub", [x, graph.Constant("one", [1f])]);
        x = Gemm(graph, graph.Node("Relu", [Gemm(graph, x, 12, 784)]), 10, 12);
        byte[] bytes = Write(graph, x);
        float[] theirs = Runtime.Run(bytes, _pictures, level => 255f - level, 784)[x];
        AssertScores(theirs, Read(new() { Divisor = 1, InkIsDark = true }));
    }

    [Fact]
    public void A_network_that_pads_pixels_whose_paper_is_not_0_is_refused()
    {
        GraphBuilder graph = Begin(-1, 1, 28, 28);
        string conv = graph.Node("Flatten", [Conv(graph, "x", 2, 1, 3, 1)], Integer("axis", 1));
        Write(graph, Gemm(graph, conv, 10, 2 * 784));
        Says("pads them with 0", new() { Mean = 0.5f });
    }

    [Fact]
    public void What_no_layer_does_is_told_by_its_node()
    {
        GraphBuilder graph = Begin(-1, 784);
        Write(graph, Gemm(graph, graph.Node("Tanh", [Gemm(graph, "x", 8, 784)]), 10, 8));
        Says("its node \"tanh_1\" (Tanh) is an operation that no layer of Inkling does");
    }

    [Theory]
    [InlineData(10, 100, "is [0, 100], not samples of 28 × 28 pixels")]
    [InlineData(7, 784, "reads no digits")]
    public void A_network_of_something_else_is_refused(int outputs, int inputs, string told)
    {
        GraphBuilder graph = Begin(-1, inputs);
        Write(graph, Gemm(graph, "x", outputs, inputs));
        Says(told);
    }

    [Fact]
    public void Pools_that_overlap_and_branches_that_are_no_blocks_are_refused()
    {
        GraphBuilder graph = Begin(-1, 1, 28, 28);
        string pool = graph.Node("MaxPool", ["x"], Integers("kernel_shape", 3, 3), Integers("strides", 2, 2));
        Write(graph, Gemm(graph, graph.Node("Flatten", [pool], Integer("axis", 1)), 10, 169));
        Says("overlap");
        graph = Begin(-1, 784);
        string a = Gemm(graph, "x", 10, 784), b = Gemm(graph, "x", 10, 784);
        Write(graph, graph.Node("Add", [a, b]));
        Says("branches");
    }

    [Fact]
    public void Weights_that_are_cut_off_or_no_numbers_are_refused()
    {
        GraphBuilder graph = Begin(-1, 784);
        string x = Gemm(graph, "x", 10, 784);
        graph.Graph.Initializer[0].Dims[1] = 785;
        Write(graph, x);
        Says("7,840 values, and its shape says 7,850");
        graph = Begin(-1, 784);
        string y = graph.Node(
            "Gemm", ["x", graph.Constant("w", [.. Values(7839), float.NaN], 10, 784)], Integer("transB", 1));
        Write(graph, y);
        Says("value 7,840");
    }

    [Theory]
    [InlineData("", "has no graph")]
    [InlineData("not a graph at all", "no ONNX file")]
    public void What_is_no_graph_is_told(string content, string told)
    {
        File.WriteAllText(_folder.At("model.onnx"), content);
        Says(told);
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_but_never_breaks()
    {
        GraphBuilder graph = Begin(-1, 784);
        byte[] good = Write(graph, Gemm(graph, "x", 10, 784));
        for (int i = 0; i < 300; i++)
        {
            byte[] bad = [.. good];
            // Heads of messages, not only weights.
            int at = _random.Next(2) == 0 ? _random.Next(120) : bad.Length - 1 - _random.Next(120);
            bad[at] = (byte)_random.Next(256);
            File.WriteAllBytes(_folder.At("model.onnx"), i % 3 == 0 ? bad[..^_random.Next(1, 4_000)] : bad);
            try
            {
                Read();
            }
            catch (ModelException refused)
            {
                Assert.DoesNotContain('\n', refused.Message);
            }
        }
    }

    [Fact]
    public void An_ensemble_is_not_read_back_and_says_so()
    {
        DigitModel both = DigitModel.Ensemble([Digits.Model(seed: 1), Digits.Model(seed: 2)]);
        OnnxFile.Write(both, _folder.At("model.onnx"));
        Says("holds 2 networks");
    }

    private void Says(string told, OnnxPixels? pixels = null)
    {
        string message = Assert.Throws<ModelException>(() => Read(pixels)).Message;
        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private DigitModel Read(OnnxPixels? pixels = null) => OnnxFile.Read(_folder.At("model.onnx"), pixels);

    private void AssertScores(float[] scores, DigitModel model)
    {
        float[] theirs = new float[scores.Length];
        for (int n = 0; n < scores.Length; n += 10)
        {
            float largest = scores[n..(n + 10)].Max();
            float sum = scores[n..(n + 10)].Sum(one => MathF.Exp(one - largest));
            for (int d = n; d < n + 10; d++)
                theirs[d] = MathF.Exp(scores[d] - largest) / sum;
        }
        Runtime.AssertAlike(theirs, Runtime.Read(model, _pictures).Digits);
    }

    private static GraphBuilder Begin(params ReadOnlySpan<int> shape)
    {
        GraphBuilder graph = new("main");
        graph.Graph.Input.Add(Floats("x", "", shape));
        return graph;
    }

    private byte[] Write(GraphBuilder graph, string output)
    {
        graph.Graph.Output.Add(Floats(output, "", -1, 10));
        ModelProto model = new() { IrVersion = 7, Graph = graph.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 13 });
        File.WriteAllBytes(_folder.At("model.onnx"), Runtime.Bytes(model));
        return Runtime.Bytes(model);
    }

    private string Conv(
        GraphBuilder graph, string from, int outputs, int inputs, int side, int pad) => graph.Node("Conv",
        [
            from, graph.Constant("w", Values(outputs * inputs * side * side), outputs, inputs, side, side),
            graph.Constant("b", Values(outputs), outputs),
        ],
        Integers("kernel_shape", side, side), Integers("pads", pad, pad, pad, pad));

    private string Gemm(GraphBuilder graph, string from, int outputs, int inputs) => graph.Node("Gemm",
        [
            from, graph.Constant("w", Values(outputs * inputs), outputs, inputs),
            graph.Constant("b", Values(outputs), outputs),
        ],
        Integer("transB", 1));

    private string Norm(GraphBuilder graph, string from, int channels)
    {
        float[] variances = [.. Values(channels).Select(value => 0.5f + Math.Abs(value))];
        return graph.Node("BatchNormalization",
            [
                from, graph.Constant("s", Values(channels), channels),
                graph.Constant("b", Values(channels), channels),
                graph.Constant("m", Values(channels), channels), graph.Constant("v", variances, channels),
            ],
            Number("epsilon", 1e-3f));
    }

    // As large as trained ones would be.
    private float[] Values(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (_random.NextSingle() - 0.5f) / MathF.Sqrt(count / 10f))];
}
