using System.Text;
using Inkling.Imaging;
using Inkling.Pictures;

namespace Inkling.Benchmarks;

/// <summary>
/// Writes the pixels of each file named on standard input: width, height and channels as little-endian int32,
/// then the samples. A refused file has width 0, and for height the length of the message that follows.
/// </summary>
internal static class PixelDump
{
    public static int Run()
    {
        using BinaryWriter output = new(Console.OpenStandardOutput());
        while (Console.In.ReadLine() is { } file)
        {
            try
            {
                RasterImage image = PictureFile.Decode(File.ReadAllBytes(file));
                Write(image.Width, image.Height, image.Channels, image.Samples);
            }
            catch (ImageFormatException refusal)
            {
                byte[] message = Encoding.UTF8.GetBytes(refusal.Message);
                Write(0, message.Length, 0, message);
            }
            output.Flush();
        }
        return 0;

        void Write(int width, int height, int channels, byte[] content)
        {
            output.Write(width);
            output.Write(height);
            output.Write(channels);
            output.Write(content);
        }
    }
}
