using System.Diagnostics;

namespace Inkling.Benchmarks;

/// <summary>
/// Takes paths from standard input up to an empty line, then decodes them all, on one thread, each time that
/// another line comes, so that rounds can take turns with another program's. Prints a round's seconds and the
/// bytes that it allocated for a file on average. With --loaded the files are read before, and only decoding
/// is timed.
/// </summary>
internal static class DecodeRun
{
    public static int Run(DecodeOptions options)
    {
        string[] files = [.. DecodeOptions.Files().TakeWhile(line => line.Length > 0)];
        byte[][]? contents = options.Loaded ? [.. files.Select(File.ReadAllBytes)] : null;
        while (Console.In.ReadLine() is not null)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            for (int i = 0; i < files.Length; i++)
            {
                if (contents is null)
                    options.Decode(files[i]);
                else
                    options.Decode(contents[i]);
            }

            double seconds = clock.Elapsed.TotalSeconds;
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Console.WriteLine($"{seconds:F6} {allocated / files.Length}");
        }

        return 0;
    }
}
