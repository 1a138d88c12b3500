using System.Diagnostics;
using Inkling.Imaging;

namespace Inkling.Pictures.Tests.Hostile;

/// <summary>
/// Decodes hostile files in a process of its own, which a fault in native code may end, and tells on standard
/// output: "at N" before each file, "fault …" for one that does what it should not, "count …" at the end.
/// </summary>
internal static class HostileChild
{
    private const int MaxPixels = 1_000_000;

    private static readonly DecodeLimits Limits = new() { MaxPixels = MaxPixels };

    // Of the file at hand, for the timer.
    private static readonly Stopwatch Clock = Stopwatch.StartNew();
    private static int _number;

    /// <summary>Decodes files from <paramref name="first"/> on, none longer than some seconds.</summary>
    public static void Run(int seed, int first, int count, int seconds)
    {
        HostileFiles files = new(seed);
        SortedDictionary<string, (int Pictures, int Refused)> counts = [];
        (double slowest, int slowestNumber) = (0, first);
        using Timer watchdog = new(_ => EndIfSlow(seconds), null, 1_000, 1_000);
        for (int number = first; number < first + count; number++)
        {
            (string format, byte[] bytes) = files.Make(number);
            Console.WriteLine($"at {number}");
            (_number, (int pictures, int refused)) = (number, counts.GetValueOrDefault(format));
            Clock.Restart();
            bool isPicture = IsPicture(bytes, number);
            double taken = Clock.Elapsed.TotalSeconds;
            counts[format] = isPicture ? (pictures + 1, refused) : (pictures, refused + 1);
            if (taken > slowest)
                (slowest, slowestNumber) = (taken, number);
            if (taken > seconds)
                Fault($"took {taken:F1} s");
        }
        foreach ((string format, (int pictures, int refused)) in counts)
            Console.WriteLine($"count {format} {pictures} {refused}");
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine($"done {slowest * 1000:F0} {slowestNumber} {self.PeakWorkingSet64 >> 20}");
    }

    private static bool IsPicture(byte[] bytes, int number)
    {
        try
        {
            if (number % 4 == 0)
                PictureFile.DecodeGrey(bytes, Limits, enoughSide: 8);
            else
                PictureFile.Decode(bytes, Limits);
            return true;
        }
        catch (ImageFormatException exception)
        {
            if (exception.Message.Length == 0 || exception.Message.Length > 300)
                Fault($"is refused with \"{exception.Message}\"");
            return false;
        }
#pragma warning disable CA1031 // what it catches is what is looked for
        catch (Exception exception)
        {
            Fault($"threw {exception.ToString().ReplaceLineEndings(" ")}");
            return false;
        }
#pragma warning restore CA1031
    }

    private static void EndIfSlow(int seconds)
    {
        if (Clock.Elapsed.TotalSeconds < seconds)
            return;
        Fault($"still runs after {seconds} s");
        Environment.Exit(1);
    }

    private static void Fault(string text) => Console.WriteLine($"fault {_number} {text}");
}
