using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Peers;

/// <summary>Writes a model as ONNX, float and int8, and checks that they read as Inkling does.</summary>
internal static class OnnxExport
{
    private const int Compared = 1000, Calibrated = 512, Batch = 100;
    private const float Tolerance = 1e-5f;

    /// <summary>Writes both files; prints their accuracies and the largest difference.</summary>
    /// <exception cref="InvalidOperationException">The probabilities are not Inkling's.</exception>
    public static void Run(string model, string floatPath, string int8Path)
    {
        ModelLayers layers = ModelLayers.Read(model);
        OnnxGraph graph = OnnxGraph.Of(layers);
        File.WriteAllBytes(floatPath, graph.ToBytes());
        using OnnxModel observed = new(graph.ToBytes(graph.Activations), Environment.ProcessorCount);
        Dictionary<string, float> largest =
            observed.Largest(MnistPixels.Floats(MnistPixels.Training(), Calibrated), graph.Activations);
        File.WriteAllBytes(int8Path, OnnxGraph.Of(layers, largest).ToBytes());

        DigitSet test = MnistPixels.Test();
        float[] pixels = MnistPixels.Floats(test);
        using OnnxModel floats = new(floatPath, Environment.ProcessorCount);
        using OnnxModel int8 = new(int8Path, Environment.ProcessorCount);
        float[] probabilities = floats.Read(pixels, Batch);
        float difference = Difference(DigitModel.Load(model), layers.Temperature, test, probabilities);
        if (!(difference <= Tolerance))
        {
            throw new InvalidOperationException($"{floatPath}: its probabilities differ from Inkling's by "
                + $"{difference:G3} on {Compared:N0} digits, and {Tolerance:G1} is the most.");
        }
        Console.WriteLine($"{Accuracy(probabilities, test):F6} {Accuracy(int8.Read(pixels, Batch), test):F6} "
            + $"{difference:G3}");
    }

    private static float Difference(DigitModel model, float temperature, DigitSet test, float[] probabilities)
    {
        DigitReader reader = new(model, new() { Form = PictureForm.AsIs });
        int classes = probabilities.Length / test.Count;
        float most = 0;
        for (int i = 0; i < Compared; i++)
        {
            DigitReading ours = reader.ReadPixels(test.Image(i), DigitSet.Side, DigitSet.Side);
            ReadOnlySpan<float> p = probabilities.AsSpan(i * classes, classes);
            if (classes > DigitSet.Classes)
                most = Math.Max(most, Math.Abs(p[DigitSet.Classes] - ours.NoDigit));
            // As Inkling calibrates a reading: without "no digit", softened by the temperature.
            float[] powers = p[..DigitSet.Classes].ToArray();
            foreach (ref float power in powers.AsSpan())
                power = MathF.Pow(power, 1 / temperature);
            float sum = powers.Sum();
            for (int d = 0; d < DigitSet.Classes; d++)
                most = Math.Max(most, Math.Abs((powers[d] / sum) - ours.Probabilities[d]));
        }
        return most;
    }

    private static double Accuracy(float[] probabilities, DigitSet test)
    {
        int classes = probabilities.Length / test.Count;
        return Enumerable.Range(0, test.Count).Average(i =>
        {
            Span<float> digits = probabilities.AsSpan(i * classes, DigitSet.Classes);
            return digits.IndexOf(digits.ToArray().Max()) == test.Labels[i] ? 1.0 : 0;
        });
    }
}
