using System.Diagnostics;
using Inkling.Datasets;
using Inkling.Datasets.Csv;
using Inkling.Pictures;
using Inkling.Recognition.Data;

namespace Inkling.Benchmarks;

/// <summary>
/// The parts of a conversion without the disk, so that rounds can take turns with another program's: a line
/// "read" parses the CSV file, which the system has in memory, "write" formats its digits into nothing, and
/// "decode" decodes the folder's JPEGs, on one thread. Answers with seconds.
/// </summary>
internal static class ConversionRun
{
    public static int Run(string csv, string? folder)
    {
        DigitSet digits = CsvFile.Read(csv);
        string[] files =
            folder is null ? [] : Directory.GetFiles(folder, "*.jp*g", SearchOption.AllDirectories);
        byte[][] pictures = [.. files.Select(File.ReadAllBytes)];
        Console.WriteLine($"{digits.Count}");
        while (Console.In.ReadLine() is { } part)
        {
            var clock = Stopwatch.StartNew();
            switch (part)
            {
                case "read":
                    digits = CsvFile.Read(csv);
                    break;
                case "write":
                    CsvFile.Write(Stream.Null, digits);
                    break;
                default:
                    foreach (byte[] picture in pictures)
                        PictureFile.DecodeGrey(picture);
                    break;
            }
            Console.WriteLine($"{clock.Elapsed.TotalSeconds:F6}");
        }
        return 0;
    }
}
