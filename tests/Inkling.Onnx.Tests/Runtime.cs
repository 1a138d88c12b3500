using global::Onnx;
using Google.Protobuf;
using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Recognition.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Inkling.Onnx.Tests;

/// <summary>The same pictures through ONNX Runtime and through our engine.</summary>
internal static class Runtime
{
    private const int Pixels = 784;

    /// <summary>Runs a graph on pictures.</summary>
    /// <returns>Each output by its name, sample after sample.</returns>
    public static Dictionary<string, float[]> Run(
        byte[] graph, byte[] pictures, Func<byte, float>? level = null, params int[] shape)
    {
        using InferenceSession session = new(graph);
        int count = pictures.Length / Pixels;
        DenseTensor<float> input = new(
            pictures.Select(level ?? (one => one)).ToArray(),
            shape.Length > 0 ? [count, .. shape] : [count, 1, 28, 28]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs =
            session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
        return outputs.ToDictionary(one => one.Name, one => one.AsTensor<float>().ToArray());
    }

    /// <summary>What our engine says: the digits' probabilities, and that of "no digit".</summary>
    public static (float[] Digits, float[] NoDigit) Read(DigitModel model, byte[] pictures)
    {
        int count = pictures.Length / Pixels;
        using ComputeContext context = new(threads: 1);
        ModelWorkspace workspace = new(model, count, context);
        Matrix probabilities = workspace.Predict(new(pictures, 0, count, Pixels, model.PixelScale));
        DigitReading[] readings =
            [.. Enumerable.Range(0, count).Select(n => model.Calibration.Read(probabilities.Row(n)))];
        return ([.. readings.SelectMany(one => one.Probabilities)], [.. readings.Select(one => one.NoDigit)]);
    }

    public static byte[] Bytes(ModelProto graph) => graph.ToByteArray();

    public static void AssertAlike(float[] expected, float[] actual, float tolerance = 1e-5f)
    {
        Assert.Equal(expected.Length, actual.Length);
        float worst = expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second));
        Assert.True(worst <= tolerance, $"a difference of {worst}");
    }
}
