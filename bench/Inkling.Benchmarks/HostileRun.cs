using System.Diagnostics;
using Inkling.Imaging.Decoding;
using Inkling.Imaging.Files;
using Inkling.Imaging.Tests.Decoding;

namespace Inkling.Benchmarks;

/// <summary>
/// Decodes mutated files, each within a pixel limit, and reports whatever is neither a picture nor an
/// <see cref="ImageFormatException"/>, what takes too long, and what allocates more than 8 bytes a pixel of the limit
/// and a constant; also the slowest and the hungriest. One thread, so that nothing disturbs the clock.
/// The runtime can watch as well: see DOTNET_GCHeapHardLimit.
/// </summary>
internal static class HostileRun
{
    private const double SlowSeconds = 2;

    // Of tables and buffers, and of a text that says what is wrong.
    private const long ConstantBytes = 1 << 20;

    public static int Run(string folder, int count, long maxPixels)
    {
        var limits = new DecodeLimits { MaxPixels = maxPixels };
        var mutation = new Mutation(
            [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)]);
        int pictures = 0;
        int faults = 0;
        double slowest = 0;
        long most = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = mutation.Make(i);
            long before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            string? fault = Decode(bytes, limits, ref pictures);
            double seconds = clock.Elapsed.TotalSeconds;
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            slowest = Math.Max(slowest, seconds);
            most = Math.Max(most, allocated);
            fault ??= seconds > SlowSeconds ? $"took {seconds:F1} s" : null;
            fault ??= allocated > (8 * maxPixels) + ConstantBytes ? $"allocated {allocated:N0} bytes" : null;
            if (fault is not null && ++faults <= 20)
                Console.WriteLine($"mutation {i}: {fault}");
            if ((i + 1) % 100_000 == 0)
                Console.Error.WriteLine($"{i + 1:N0} of {count:N0}");
        }

        Console.WriteLine(
            $"{count:N0} mutations: {pictures:N0} pictures, {count - pictures - faults:N0} refused, {faults:N0} faults; "
                + $"the slowest took {slowest * 1000:F0} ms, the hungriest {most:N0} bytes; heap limit "
                + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1048576:N0} MiB");
        return faults == 0 ? 0 : 1;
    }

    // Null, or what went wrong.
    private static string? Decode(byte[] bytes, DecodeLimits limits, ref int pictures)
    {
        try
        {
            ImageFile.Decode(bytes, limits);
            pictures++;
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
