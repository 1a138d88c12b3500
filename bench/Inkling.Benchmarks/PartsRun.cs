using System.Diagnostics;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Pictures;
using Inkling.Recognition;

namespace Inkling.Benchmarks;

/// <summary>
/// What reading a folder can't do without, on one thread and without the disk. Answers each line with the
/// seconds of decoding all pictures, of preparing them, and of reading them in the command's batches.
/// </summary>
internal static class PartsRun
{
    private const int BatchSize = 64;

    public static int Run(string folder)
    {
        byte[][] files = [.. Directory.GetFiles(folder).Select(File.ReadAllBytes)];
        DigitReader reader = new();
        Console.WriteLine($"{files.Length}");
        while (Console.In.ReadLine() is not null)
        {
            long start = Stopwatch.GetTimestamp();
            GreyImage[] pictures = [.. files.Select(file => PictureFile.DecodeGrey(file))];
            long decoded = Stopwatch.GetTimestamp();
            PreparedDigit[] digits = [.. pictures.Select(picture => reader.Prepare(picture, folder))];
            long prepared = Stopwatch.GetTimestamp();
            foreach (PreparedDigit[] batch in digits.Chunk(BatchSize))
                reader.Read(batch);
            Console.WriteLine($"{Seconds(start, decoded)} {Seconds(decoded, prepared)} "
                + $"{Seconds(prepared, Stopwatch.GetTimestamp())}");
        }
        return 0;
    }

    private static string Seconds(long from, long to) =>
        $"{Stopwatch.GetElapsedTime(from, to).TotalSeconds:F6}";
}
