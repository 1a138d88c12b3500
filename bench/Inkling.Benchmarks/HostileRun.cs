using System.Diagnostics;
using CsCheck;
using Inkling.Imaging;
using Inkling.Pictures;
using Inkling.Imaging.Tests.Decoding;

namespace Inkling.Benchmarks;

/// <summary>
/// Decodes damaged files, each within a pixel limit, and fails at whatever throws anything else than an <see
/// cref="ImageFormatException"/>, takes too long, or allocates more than 8 bytes a pixel of the limit and a
/// constant: CsCheck looks for a smaller file that does so, and prints its seed. Reports the slowest and the
/// hungriest. One thread, so that nothing disturbs the clock. The runtime can watch as well: see
/// DOTNET_GCHeapHardLimit.
/// </summary>
internal static class HostileRun
{
    private const double SlowSeconds = 2;

    // Of tables and buffers, and of a text that says what is wrong.
    private const long ConstantBytes = 1 << 20;

    public static int Run(string folder, long count, long maxPixels)
    {
        DecodeLimits limits = new() { MaxPixels = maxPixels };
        byte[][] sound =
            [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        long pictures = 0, files = 0, hungriest = 0;
        double slowest = 0;
        DamagedPictures.Of(sound).Sample(
            bytes =>
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Stopwatch clock = Stopwatch.StartNew();
                pictures += IsPicture(bytes, limits) ? 1 : 0;
                double seconds = clock.Elapsed.TotalSeconds;
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                slowest = Math.Max(slowest, seconds);
                hungriest = Math.Max(hungriest, allocated);
                if (seconds > SlowSeconds)
                    throw new InvalidOperationException($"It took {seconds:F1} s.");
                if (allocated > (8 * maxPixels) + ConstantBytes)
                    throw new InvalidOperationException($"It allocated {allocated:N0} bytes.");
                if (++files % 100_000 == 0)
                    Console.Error.WriteLine($"{files:N0} of {count:N0}");
            },
            iter: count,
            threads: 1,
            print: bytes => $"{bytes.Length:N0} bytes, in base 64:\n{Convert.ToBase64String(bytes)}");

        Console.WriteLine(
            $"{count:N0} damaged files: {pictures:N0} pictures, {count - pictures:N0} refused; the slowest "
                + $"took {slowest * 1000:F0} ms, the hungriest {hungriest:N0} bytes; heap limit "
                + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1048576:N0} MiB");
        return 0;
    }

    private static bool IsPicture(byte[] bytes, DecodeLimits limits)
    {
        try
        {
            PictureFile.Decode(bytes, limits);
            return true;
        }
        catch (ImageFormatException)
        {
            return false;
        }
    }
}
