using System.Diagnostics;
using Inkling.Recognition.Data;

namespace Inkling.Peers;

/// <summary>ONNX Runtime on the same networks and digits as Inkling. Times are seconds.</summary>
internal sealed class OnnxMeasures(int threads, string dense, string shipped, string int8) : IDisposable
{
    private const int Ones = 2_000;

    private readonly OnnxModel _dense = new(dense, threads), _shipped = new(shipped, threads),
        _int8 = new(int8, threads);
    private readonly float[] _training = MnistPixels.Floats(MnistPixels.Training());
    private readonly float[] _test = MnistPixels.Floats(MnistPixels.Test());

    public double Answer(string[] words) => words switch
    {
        ["read", string batch] => Batches(_dense, _training, int.Parse(batch)),
        ["one"] => One(_dense),
        ["shipped"] => One(_shipped),
        ["shipped_int8"] => One(_int8),
        ["many", string count, string batch] => Batches(_shipped, Test(count), int.Parse(batch)),
        ["many_int8", string count, string batch] => Batches(_int8, Test(count), int.Parse(batch)),
        _ => throw new ArgumentException($"no measure is called \"{string.Join(' ', words)}\"."),
    };

    public void Dispose()
    {
        _dense.Dispose();
        _shipped.Dispose();
        _int8.Dispose();
    }

    private float[] Test(string count) => _test[..(int.Parse(count) * MnistPixels.Each)];

    // The median; each digit is read alone, to the name that it gets.
    private double One(OnnxModel model)
    {
        float[] probabilities = new float[_test.Length / MnistPixels.Each * model.Classes];
        double[] seconds = new double[Ones];
        for (int i = 0; i < Ones; i++)
        {
            long start = Stopwatch.GetTimestamp();
            model.Read(_test, probabilities, i, 1);
            Likeliest(probabilities, i, model.Classes);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(seconds);
        return seconds[Ones / 2];
    }

    private static double Batches(OnnxModel model, float[] pixels, int batch)
    {
        long start = Stopwatch.GetTimestamp();
        float[] probabilities = model.Read(pixels, batch);
        for (int i = 0; i < pixels.Length / MnistPixels.Each; i++)
            Likeliest(probabilities, i, model.Classes);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static int Likeliest(float[] probabilities, int digit, int classes)
    {
        int best = 0;
        ReadOnlySpan<float> own = probabilities.AsSpan(digit * classes, DigitSet.Classes);
        for (int d = 1; d < own.Length; d++)
            best = own[d] > own[best] ? d : best;
        return best;
    }
}
