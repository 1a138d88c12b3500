using System.Runtime.InteropServices;
using Inkling.Datasets;
using Inkling.Recognition.Data;
using Inkling.Recognition.Training;

namespace Inkling.Benchmarks;

/// <summary>
/// Answers measures by name, one a line of standard input, each with a line of numbers, so that rounds can
/// take turns with another program's. The first line that it prints says that the data is in memory. It
/// measures, and judges nothing.
/// </summary>
internal static class EngineRun
{
    private static readonly int Cores = Environment.ProcessorCount;

    public static int Run()
    {
        DigitSource mnist = DigitSource.Open(DigitSource.Mnist);
        EngineMeasures measures = new(mnist.Training.Read(), mnist.Test!.Read());
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {MachineLimit.Width}");
        while (Console.In.ReadLine() is { } line)
            Console.WriteLine(Answer(measures, line.Split(' ')));
        return 0;
    }

    private static string Answer(EngineMeasures measures, string[] words) => words switch
    {
        ["limit"] => $"{MachineLimit.Measure(Cores):F3}",
        ["signal"] => $"{CoreSignal.Measure():F9}",
        ["sgd"] => $"{measures.Epoch(EngineMeasures.Sgd, Cores):F6}",
        ["adamw"] => $"{measures.Epoch(EngineMeasures.AdamW, Cores):F6}",
        ["conv", string samples] =>
            $"{measures.Epoch(EngineMeasures.Convolutions, Cores, int.Parse(samples)):F6}",
        ["read"] => $"{measures.ReadAll():F6}",
        ["shipped"] => $"{measures.ReadOneShipped():F9}",
        ["many", string count] => $"{measures.ReadManyShipped(int.Parse(count)):F6}",
        ["one"] => $"{measures.ReadOne():F9}",
        ["batch", string size, string samples] =>
            $"{measures.Epoch(
                EngineMeasures.Sgd with { BatchSize = int.Parse(size) }, Cores, int.Parse(samples)):F6}",
        ["width", string width, string samples] =>
            $"{measures.Epoch(EngineMeasures.OfWidth(int.Parse(width)), Cores, int.Parse(samples)):F6}",
        ["threads", string threads] => $"{measures.Epoch(EngineMeasures.Sgd, int.Parse(threads)):F6}",
        ["allocated"] => $"{measures.AllocatedPerStep(Cores):F3}",
        ["accuracy", string recipe, string seed] =>
            Spaced(measures.Accuracy(Recipe.All.Single(one => one.Name == recipe), ulong.Parse(seed), Cores)),
        _ => throw new ArgumentException($"no measure is called \"{string.Join(' ', words)}\"."),
    };

    private static string Spaced((double Seconds, double Accuracy) of) => $"{of.Seconds:F6} {of.Accuracy:F6}";
}
