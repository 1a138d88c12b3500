using System.Diagnostics;
using Inkling.Recognition.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Inkling.Peers;

/// <summary>A trainer of ML.NET with its default settings on MNIST: accuracy and seconds.</summary>
internal static class MlNetRun
{
    public static int Run(string trainer)
    {
        MLContext context = new(seed: 1);
        IDataView training = View(context, MnistPixels.Training()), test = View(context, MnistPixels.Test());
        MulticlassClassificationCatalog.MulticlassClassificationTrainers all =
            context.MulticlassClassification.Trainers;
        IEstimator<ITransformer> chosen = trainer switch
        {
            "sdca" => all.SdcaMaximumEntropy(),
            "lbfgs" => all.LbfgsMaximumEntropy(),
            "lightgbm" => all.LightGbm(),
            _ => throw new ArgumentException($"no trainer of ML.NET is called \"{trainer}\" here."),
        };
        EstimatorChain<ITransformer> pipeline =
            context.Transforms.Conversion.MapValueToKey("Label").Append(chosen);
        long start = Stopwatch.GetTimestamp();
        TransformerChain<ITransformer> model = pipeline.Fit(training);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        MulticlassClassificationMetrics metrics =
            context.MulticlassClassification.Evaluate(model.Transform(test));
        Console.WriteLine($"{metrics.MicroAccuracy:F6} {seconds:F6}");
        return 0;
    }

    private static IDataView View(MLContext context, DigitSet digits)
    {
        float[] pixels = MnistPixels.Floats(digits);
        return context.Data.LoadFromEnumerable(Enumerable.Range(0, digits.Count).Select(i => new Row
        {
            Label = digits.Labels[i],
            Features = pixels[(i * MnistPixels.Each)..((i + 1) * MnistPixels.Each)],
        }).ToArray());
    }

    // ML.NET fills and reads it by its names.
    private sealed class Row
    {
        public float Label { get; set; }

        [VectorType(MnistPixels.Each)]
        public float[] Features { get; set; } = [];
    }
}
