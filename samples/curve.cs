#:project ../src/Inkling.Neural
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false
using Inkling.Neural.Losses;
using Inkling.Neural.Models;
using Inkling.Neural.Training;

// y = sin 3x with noise, at 400 places from -1 to 1.
Random random = new(1);
Samples samples = Samples.WithTargets(Enumerable.Range(0, 400).Select(_ =>
{
    float x = (2 * random.NextSingle()) - 1;
    return (new[] { x }, new[] { MathF.Sin(3 * x) + (0.1f * random.NextSingle()) - 0.05f });
}));
Model model = new("1-32-32-1", new MeanSquaredError());
model.Fit(samples, new() { Epochs = 200, BatchSize = 16, LearningRate = 0.01f });
Console.WriteLine("    x   sin 3x   fitted");
for (float x = -1; x <= 1; x += 0.25f)
    Console.WriteLine($"{x,5:F2}   {MathF.Sin(3 * x),6:F2}   {model.Predict([x])[0],6:F2}");
Score score = model.Evaluate(samples);
Console.WriteLine($"{score.MetricName}: {score.Metric:F3}");
