using Inkling.Imaging;
using Inkling.Imaging.Decoding;
using Inkling.Recognition.Data;

namespace Inkling.Cli.Output;

/// <summary>
/// A sheet of digits for people, in a PNG file. That it can be written is known before the work, and that a slip does not put a picture in
/// the place of a network or of a set of digits.
/// </summary>
internal sealed class SheetFile
{
    private SheetFile(string path) => Path = path;

    /// <summary>Its name.</summary>
    public string Path { get; }

    /// <summary>Makes sure of its place.</summary>
    /// <exception cref="ArgumentException">The name does not end in .png.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static SheetFile At(string path)
    {
        if (!path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"{path}: the sheet is a PNG file: give it a name that ends in .png.");
        AtomicFile.RequireWritable(path);
        return new(path);
    }

    /// <summary>Writes it, whole or not at all.</summary>
    public void Write(GreyImage sheet) => AtomicFile.Write(Path, stream => PngWriter.Write(stream, sheet));

    /// <inheritdoc cref="Write(GreyImage)"/>
    public void Write(RasterImage sheet) => AtomicFile.Write(Path, stream => PngWriter.Write(stream, sheet));
}
