using System.Diagnostics;

namespace Inkling.Benchmarks;

/// <summary>
/// Decodes the files of standard input again and again, on one thread, and prints each round's seconds; then, on a
/// line of its own, the bytes that a file of the last round had allocated on average. The first round warms up.
/// </summary>
internal static class DecodeTiming
{
    public static int Run(int rounds, DecodeOptions options)
    {
        string[] files = [.. DecodeOptions.Files()];
        long allocated = 0;
        for (int round = 0; round < rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            foreach (string file in files)
                options.Decode(file);
            Console.WriteLine($"{clock.Elapsed.TotalSeconds:F6}");
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Console.WriteLine($"{allocated / Math.Max(1, files.Length)}");
        return 0;
    }
}
