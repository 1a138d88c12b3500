using Microsoft.ML.OnnxRuntime;

namespace Inkling.Peers;

/// <summary>A session of ONNX Runtime with all graph optimisations.</summary>
internal sealed class OnnxModel : IDisposable
{
    private static readonly string[] Inputs = ["pixels"], Outputs = ["probabilities"];

    private readonly RunOptions _run = new();
    private readonly InferenceSession _session;
    private readonly long[] _shape;

    public OnnxModel(byte[] model, int threads)
    {
        using SessionOptions options = new()
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
        };
        _session = new(model, options);
        _shape = [.. _session.InputMetadata["pixels"].Dimensions.Select(size => (long)size)];
        Classes = _session.OutputMetadata["probabilities"].Dimensions[1];
    }

    public OnnxModel(string path, int threads) : this(File.ReadAllBytes(path), threads) { }

    /// <summary>How many probabilities a digit has.</summary>
    public int Classes { get; }

    /// <summary>Reads digits, [N, 784] in 0 to 1, in batches; the last may be smaller.</summary>
    public float[] Read(float[] pixels, int batch)
    {
        int digits = pixels.Length / MnistPixels.Each;
        float[] probabilities = new float[digits * Classes];
        for (int first = 0; first < digits; first += batch)
            Read(pixels, probabilities, first, Math.Min(batch, digits - first));
        return probabilities;
    }

    /// <summary>Reads the digits from <paramref name="first"/> on, without a copy.</summary>
    public void Read(float[] pixels, float[] probabilities, int first, int count)
    {
        _shape[0] = count;
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance,
            pixels.AsMemory(first * MnistPixels.Each, count * MnistPixels.Each), _shape);
        using OrtValue output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance,
            probabilities.AsMemory(first * Classes, count * Classes), [count, Classes]);
        _session.Run(_run, Inputs, [input], Outputs, [output]);
    }

    /// <summary>The largest value of each of these outputs over the digits.</summary>
    public Dictionary<string, float> Largest(float[] pixels, IReadOnlyList<string> names)
    {
        _shape[0] = pixels.Length / MnistPixels.Each;
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(pixels, _shape);
        using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(_run, Inputs, [input], names);
        Dictionary<string, float> largest = [];
        for (int i = 0; i < names.Count; i++)
        {
            float most = 0;
            foreach (float value in results[i].GetTensorDataAsSpan<float>())
                most = Math.Max(most, value);
            largest.Add(names[i], most);
        }
        return largest;
    }

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }
}
