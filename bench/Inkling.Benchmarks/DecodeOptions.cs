using Inkling.Imaging;
using Inkling.Pictures;

namespace Inkling.Benchmarks;

/// <summary>How a run decodes.</summary>
internal sealed record DecodeOptions(bool Grey, bool Loaded)
{
    /// <summary>Reads the options of the command line.</summary>
    public static DecodeOptions Parse(string[] options) =>
        new(options.Contains("--grey"), options.Contains("--loaded"));

    /// <summary>The files named on standard input.</summary>
    public static IEnumerable<string> Files()
    {
        while (Console.In.ReadLine() is { } line)
            yield return line;
    }

    /// <summary>Decodes one file, read from the disk.</summary>
    public RasterImage Decode(string file) => Decode(File.ReadAllBytes(file));

    /// <summary>Decodes a file's content.</summary>
    public RasterImage Decode(byte[] content)
    {
        if (!Grey)
            return PictureFile.Decode(content);
        GreyImage image = PictureFile.DecodeGrey(content);
        return new RasterImage(image.Width, image.Height, 1, image.Pixels);
    }
}
