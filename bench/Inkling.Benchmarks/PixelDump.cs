using System.Buffers.Binary;
using Inkling.Imaging;

namespace Inkling.Benchmarks;

/// <summary>
/// Writes each picture to standard output: width, height and channels as little-endian int32, then the
/// samples. A refused one has width 0, and for height the length of the message that follows.
/// </summary>
internal static class PixelDump
{
    public static int Run(DecodeOptions options)
    {
        using Stream output = Console.OpenStandardOutput();
        byte[] head = new byte[12];
        foreach (string file in DecodeOptions.Files())
        {
            try
            {
                RasterImage image = options.Decode(file);
                Write(image.Width, image.Height, image.Channels, image.Samples);
            }
            catch (ImageFormatException refusal)
            {
                byte[] message = System.Text.Encoding.UTF8.GetBytes(refusal.Message);
                Write(0, message.Length, 0, message);
            }

            output.Flush();
        }

        return 0;

        void Write(int width, int height, int channels, byte[] content)
        {
            BinaryPrimitives.WriteInt32LittleEndian(head, width);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), height);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), channels);
            output.Write(head);
            output.Write(content);
        }
    }
}
