using System.Diagnostics;
using Inkling.Imaging.Decoding;
using Inkling.Imaging.Tests.Decoding;

namespace Inkling.Benchmarks;

/// <summary>
/// Decodes mutated files on every core, each within a pixel limit, and reports whatever is neither a picture nor an
/// <see cref="ImageFormatException"/>, and the slowest. Memory is the runtime's own business: run it under
/// DOTNET_GCHeapHardLimit, and a decoder that takes too much ends the run.
/// </summary>
internal static class HostileRun
{
    private const double SlowSeconds = 2;

    public static int Run(string folder, int count, long maxPixels)
    {
        var limits = new DecodeLimits { MaxPixels = maxPixels };
        var mutation = new Mutation(
            [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)]);
        int pictures = 0;
        int faults = 0;
        int done = 0;
        double slowest = 0;
        Lock gate = new();
        Parallel.For(0, count, i =>
        {
            byte[] bytes = mutation.Make(i);
            var clock = Stopwatch.StartNew();
            string? fault = Decode(bytes, limits, ref pictures);
            double seconds = clock.Elapsed.TotalSeconds;
            lock (gate)
            {
                slowest = Math.Max(slowest, seconds);
                fault ??= seconds > SlowSeconds ? $"took {seconds:F1} s" : null;
                if (fault is not null && ++faults <= 20)
                    Console.WriteLine($"mutation {i}: {fault}");
                if (++done % 100_000 == 0)
                    Console.Error.WriteLine($"{done:N0} of {count:N0}");
            }
        });
        Console.WriteLine(
            $"{count:N0} mutations: {pictures:N0} pictures, {count - pictures - faults:N0} refused, {faults:N0} faults; "
                + $"the slowest took {slowest * 1000:F0} ms; heap limit "
                + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1048576:N0} MiB");
        return faults == 0 ? 0 : 1;
    }

    // Null, or what went wrong.
    private static string? Decode(byte[] bytes, DecodeLimits limits, ref int pictures)
    {
        try
        {
            ImageFile.Decode(bytes, limits);
            Interlocked.Increment(ref pictures);
            return null;
        }
        catch (ImageFormatException)
        {
            return null;
        }
#pragma warning disable CA1031 // Whatever else is thrown is what this run looks for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception.ToString();
        }
    }
}
