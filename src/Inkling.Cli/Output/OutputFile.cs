using System.Text;
using Inkling.Imaging;
using Inkling.Pictures;
using Inkling.Recognition.Data;

namespace Inkling.Cli.Output;

/// <summary>A file that a command writes whole or not at all; known to be writable before the work.</summary>
internal sealed class OutputFile
{
    private OutputFile(string path)
    {
        AtomicFile.RequireWritable(path);
        Path = path;
    }

    public string Path { get; }

    /// <summary>Reserves an option's file, which must not be one that is kept; null if not given.</summary>
    public static OutputFile? At(
        string option, string? path, params ReadOnlySpan<(string What, string? Path)> kept)
    {
        if (path is null)
            return null;
        if (path.Length == 0)
            throw new UnwritableException(option, "the name is empty: name a file.");
        foreach ((string what, string? other) in kept)
        {
            if (other is not null && System.IO.Path.GetFullPath(path) == System.IO.Path.GetFullPath(other))
                throw new UnwritableException(path, $"{option} would overwrite {what}: name another file.");
        }
        return new(path);
    }

    public static OutputFile AtPng(string path) => path.EndsWith(".png", StringComparison.OrdinalIgnoreCase)
        ? new(path)
        : throw new UnwritableException(path, "the sheet is a PNG file: give it a name that ends in .png.");

    /// <summary>Writes a text and reports its size.</summary>
    public void Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        AtomicFile.Write(Path, stream => stream.Write(bytes));
        Terminal.WriteLine($"{Path}: {Math.Max(1, bytes.Length / 1024):N0} KiB.");
    }

    public void Write(RasterImage image) => AtomicFile.Write(Path, stream => PngWriter.Write(stream, image));
    public void Write(GreyImage image) => AtomicFile.Write(Path, stream => PngWriter.Write(stream, image));
}
