using System.Text;
using Inkling.Recognition.Data;

namespace Inkling.Cli.Output;

/// <summary>
/// A file that a command was asked to write its result into. That it can be written is known before the work, and the
/// old file stays until the new one is whole.
/// </summary>
internal sealed class ResultFile
{
    private readonly string _path;

    private ResultFile(string path) => _path = path;

    /// <summary>Makes sure of the places that options name; none of what was not asked for.</summary>
    /// <exception cref="ArgumentException">A name is empty, or two name the same file.</exception>
    /// <exception cref="IOException">A file can't be written.</exception>
    public static ResultFile?[] At(params ReadOnlySpan<(string Option, string? Path)> places)
    {
        ResultFile?[] files = new ResultFile?[places.Length];
        Dictionary<string, string> taken = [];
        for (int i = 0; i < places.Length; i++)
        {
            (string option, string? path) = places[i];
            if (path is null)
                continue;
            if (path.Length == 0)
                throw new ArgumentException($"{option}: the name is empty: name a file.");
            if (!taken.TryAdd(Path.GetFullPath(path), option))
            {
                throw new ArgumentException(
                    $"{path}: {taken[Path.GetFullPath(path)]} and {option} name the same file.");
            }
            AtomicFile.RequireWritable(path);
            files[i] = new(path);
        }
        return files;
    }

    /// <summary>Writes it, whole or not at all, and says so.</summary>
    public void Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        AtomicFile.Write(_path, stream => stream.Write(bytes));
        Terminal.Say($"{_path}: {Math.Max(1, bytes.Length / 1024):N0} KiB.");
    }
}
