using Inkling.Datasets;
using System.Diagnostics;
using Inkling.Recognition.Data;

namespace Inkling.Benchmarks;

/// <summary>
/// A CSV file's rows without the disk, so that rounds can take turns with another program's: each line "read"
/// parses the file, which the system has in memory, and each line "write" formats its digits into nothing.
/// Answers with seconds.
/// </summary>
internal static class CsvRun
{
    public static int Run(string path)
    {
        DigitSet digits = CsvFile.Read(path);
        Console.WriteLine($"{digits.Count}");
        while (Console.In.ReadLine() is { } what)
        {
            var clock = Stopwatch.StartNew();
            if (what == "read")
                digits = CsvFile.Read(path);
            else
                CsvFile.Write(Stream.Null, digits);
            Console.WriteLine($"{clock.Elapsed.TotalSeconds:F6}");
        }

        return 0;
    }
}
