using System.Text;
using Inkling.Imaging;
using Inkling.Imaging.Files;
using Inkling.Recognition.Data;

namespace Inkling.Cli.Output;

/// <summary>
/// A file that a command was asked to write. It is known to be writable before the work begins, and the old
/// file stays until the new one is complete.
/// </summary>
internal sealed class OutputFile
{
    private OutputFile(string path)
    {
        AtomicFile.RequireWritable(path);
        Path = path;
    }

    /// <summary>The file's name.</summary>
    public string Path { get; }

    /// <summary>Reserves the file that an option names; null if the option is not given.</summary>
    /// <param name="option">The option.</param>
    /// <param name="path">Its value.</param>
    /// <param name="kept">Files that it must not overwrite, each with what it is; null for none.</param>
    /// <exception cref="ArgumentException">The name is empty, or one of a file that must be kept.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static OutputFile? At(
        string option, string? path, params ReadOnlySpan<(string What, string? Path)> kept)
    {
        if (path is null)
            return null;
        if (path.Length == 0)
            throw new ArgumentException($"{option}: the name is empty: name a file.");
        foreach ((string what, string? other) in kept)
        {
            if (other is not null && System.IO.Path.GetFullPath(path) == System.IO.Path.GetFullPath(other))
                throw new ArgumentException($"{path}: {option} would overwrite {what}: name another file.");
        }
        return new(path);
    }

    /// <summary>Reserves a PNG file.</summary>
    /// <exception cref="ArgumentException">The name does not end in .png.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static OutputFile AtPng(string path) => path.EndsWith(".png", StringComparison.OrdinalIgnoreCase)
        ? new(path)
        : throw new ArgumentException($"{path}: the sheet is a PNG file: give it a name that ends in .png.");

    /// <summary>Writes a text, whole or not at all, and reports its size.</summary>
    public void Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        AtomicFile.Write(Path, stream => stream.Write(bytes));
        Terminal.WriteLine($"{Path}: {Math.Max(1, bytes.Length / 1024):N0} KiB.");
    }

    /// <summary>Writes a picture, whole or not at all.</summary>
    public void Write(RasterImage image) => AtomicFile.Write(Path, stream => PngWriter.Write(stream, image));

    /// <inheritdoc cref="Write(RasterImage)"/>
    public void Write(GreyImage image) => AtomicFile.Write(Path, stream => PngWriter.Write(stream, image));
}
