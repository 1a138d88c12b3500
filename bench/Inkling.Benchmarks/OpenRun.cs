using System.Diagnostics;
using Inkling.Recognition.Models;

namespace Inkling.Benchmarks;

/// <summary>How long a model file takes to open: as the first thing in a process, and again.</summary>
internal static class OpenRun
{
    private const int Times = 100;

    public static int Run(string model)
    {
        double first = Milliseconds(model);
        double[] again = [.. Enumerable.Range(0, Times).Select(_ => Milliseconds(model)).Order()];
        Console.WriteLine($"first {first:F1} ms, again {again[Times / 2]:F2} ms");
        return 0;
    }

    private static double Milliseconds(string model)
    {
        long start = Stopwatch.GetTimestamp();
        DigitModel.Load(model);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
