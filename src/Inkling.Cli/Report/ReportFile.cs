using System.Text;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Report;

/// <summary>
/// Where a report goes. That it can be written is known before the training, and it never costs the model.
/// </summary>
internal sealed class ReportFile
{
    private readonly string _path;

    private ReportFile(string path) => _path = path;

    /// <summary>Makes sure of the place.</summary>
    /// <param name="path">Where the report goes.</param>
    /// <param name="modelPath">Where the network goes, and with it its checkpoint.</param>
    /// <exception cref="ArgumentException">They are the same file.</exception>
    /// <exception cref="IOException">It can't be written to.</exception>
    public static ReportFile At(string path, string modelPath)
    {
        if (path.Length == 0)
            throw new ArgumentException("--report: the name is empty: name a file.");
        string full = Path.GetFullPath(path);
        if (full == Path.GetFullPath(modelPath) || full == Path.GetFullPath(CheckpointFile.PathFor(modelPath)))
        {
            throw new ArgumentException(
                $"{path}: --report would overwrite what --out keeps there: name another file.");
        }
        Guard(path, "the report cannot be written there", () => AtomicFile.RequireWritable(path));
        return new(path);
    }

    /// <summary>Draws the report and puts it there, whole or not at all.</summary>
    /// <exception cref="IOException">It can't be written; the message says that the network is safe.</exception>
    public void Write(TrainingRun run)
    {
        byte[] page = Encoding.UTF8.GetBytes(ReportPage.Draw(run));
        Guard(_path, "the network is saved, but not the report",
            () => AtomicFile.Write(_path, stream => stream.Write(page)));
        Console.Error.WriteLine($"{_path}: the report, {page.Length / 1024:N0} KiB.");
    }

    private static void Guard(string path, string what, Action write)
    {
        try
        {
            write();
        }
        catch (UnwritableException failure)
        {
            throw new IOException($"{path}: {what}: {failure.Reason}", failure);
        }
    }
}
