using Inkling.Imaging;
using Inkling.Imaging.Decoding;
using Inkling.Imaging.Files;

namespace Inkling.Benchmarks;

/// <summary>How a run decodes.</summary>
internal sealed record DecodeOptions(bool Grey, bool Loaded, DecodeScale Scale)
{
    /// <summary>Reads the options of the command line.</summary>
    public static DecodeOptions Parse(string[] options)
    {
        int scale = Array.IndexOf(options, "--scale");
        return new DecodeOptions(
            options.Contains("--grey"),
            options.Contains("--loaded"),
            scale < 0 ? DecodeScale.Full : (DecodeScale)int.Log2(int.Parse(options[scale + 1])));
    }

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
            return ImageFile.Decode(content, null, Scale);
        GreyImage image = ImageFile.DecodeGrey(content, null, Scale);
        return new RasterImage(image.Width, image.Height, 1, image.Pixels);
    }
}
