using System.Diagnostics;
using System.Globalization;

namespace Inkling.Pictures.Tests.Hostile;

/// <summary>
/// Has hostile files decoded by child processes, one after another, each with a limit on its heap, and
/// gathers what they tell.
/// </summary>
internal sealed class HostileRun(int seed, int seconds)
{
    private const int FilesPerChild = 20_000;
    private const string HeapLimit = "0x10000000"; // 256 MiB

    private readonly SortedDictionary<string, (int Pictures, int Refused)> _counts = [];

    /// <summary>What went wrong, with the numbers of the files.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>How many files became pictures, and how many were refused.</summary>
    public (int Pictures, int Refused) Total =>
        (_counts.Values.Sum(count => count.Pictures), _counts.Values.Sum(count => count.Refused));

    /// <summary>The largest memory a child had, in MiB.</summary>
    public int PeakMemory { get; private set; }

    private (int Milliseconds, int File) Slowest { get; set; }

    /// <summary>Decodes files from a number on.</summary>
    public void Decode(int first, int count)
    {
        for (int start = first; start < first + count; start += FilesPerChild)
            RunChild(start, Math.Min(FilesPerChild, first + count - start));
    }

    /// <summary>The counts of each format, and the extremes.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        [
            .. Faults,
            .. _counts.Select(count =>
                $"{count.Key,6}: {count.Value.Pictures,9:N0} pictures, {count.Value.Refused,9:N0} refused"),
            $"slowest {Slowest.Milliseconds:N0} ms (file {Slowest.File}), most memory {PeakMemory:N0} MiB",
        ]);

    private void RunChild(int first, int count)
    {
        string[] arguments = [HostileProgram.Child, $"{seed}", $"{first}", $"{count}", $"{seconds}"];
        ProcessStartInfo start = new(Environment.ProcessPath!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Insert(0, typeof(HostileRun).Assembly.Location);
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        using Process child = Process.Start(start)!;
        string last = "before the first file";
        string error = string.Empty;
        child.ErrorDataReceived += (_, line) => error = line.Data ?? error; // Skia warns, too
        child.BeginErrorReadLine();
        bool isDone = false;
        while (child.StandardOutput.ReadLine() is { } line)
        {
            isDone |= line.StartsWith("done ", StringComparison.Ordinal);
            if (line.StartsWith("at ", StringComparison.Ordinal))
                last = line;
            else
                Take(line);
        }
        child.WaitForExit();
        if (!isDone)
            Faults.Add($"seed {seed}, {last}: the child ended with code {child.ExitCode}. {error}");
    }

    private void Take(string line)
    {
        string[] words = line.Split(' ');
        switch (words[0])
        {
            case "fault":
                Faults.Add($"seed {seed}, {line}");
                break;
            case "count":
                (int pictures, int refused) = _counts.GetValueOrDefault(words[1]);
                _counts[words[1]] = (pictures + Number(words[2]), refused + Number(words[3]));
                break;
            case "done":
                if (Number(words[1]) > Slowest.Milliseconds)
                    Slowest = (Number(words[1]), Number(words[2]));
                PeakMemory = Math.Max(PeakMemory, Number(words[3]));
                break;
        }
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
