using System.Buffers.Binary;
using System.IO.Compression;

namespace Inkling.Pictures.Tests.Hostile;

/// <summary>
/// Small files that ask for much work or memory: data that inflate a thousandfold, codes of one bit, scans
/// without end, and headers that promise more than comes.
/// </summary>
internal static class Bombs
{
    /// <summary>A bomb of any kind, of any size.</summary>
    public static byte[] Make(Random random) => random.Next(6) switch
    {
        0 => Png(random),
        1 => Jpeg(random, 0xC0, [(0, 63, 0, 0)], random.Next(100_000)),
        2 => Jpeg(random, 0xC2, Scans(random), random.Next(2_000)),
        3 => Gif(random),
        4 => Bmp(random),
        _ => Tiff(random),
    };

    private static int Side(Random random) => 1 + (int)Math.Pow(65_534, random.NextDouble());

    private static byte[] Png(Random random)
    {
        byte[] data = Inflatable(random.Next(2_000_000));
        int pieces = random.Next(3) == 0 ? random.Next(1, 2_000) : 1;
        using MemoryStream file = new();
        file.Write([0x89, .. "PNG\r\n\x1A\n"u8]);
        byte[] size = [.. BigEndian(Side(random)), .. BigEndian(Side(random))];
        Chunk("IHDR"u8, [.. size, 8, 0, 0, 0, (byte)random.Next(2)]);
        for (int piece = 0; piece < pieces; piece++)
            Chunk("IDAT"u8, data[(data.Length * piece / pieces)..(data.Length * (piece + 1) / pieces)]);
        Chunk("IEND"u8, []);
        return Mutations.WithChecksums(file.ToArray());

        void Chunk(ReadOnlySpan<byte> name, byte[] content) =>
            file.Write([.. BigEndian(content.Length), .. name, .. content, 0, 0, 0, 0]);
    }

    private static byte[] BigEndian(int value) =>
        [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Inflatable(int length)
    {
        using MemoryStream compressed = new();
        using (ZLibStream deflate = new(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(new byte[length]);
        return compressed.ToArray();
    }

    /// <summary>
    /// A JPEG of one, three or four components, each with scans of its own, whose every code is one bit long
    /// and whose data are zeros: DC and "end of block" of each block are two bits, an "end of band" may cover
    /// 32,767 blocks.
    /// </summary>
    private static byte[] Jpeg(
        Random random, byte frame, (int First, int Last, int High, int Low)[] scans, int dataBytes)
    {
        (int width, int height) = (Side(random), Side(random));
        int count = HostileFiles.Any(random, [1, 3, 4]);
        using MemoryStream file = new();
        file.Write([0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)9, 64)]);
        file.Write([0xFF, frame, 0, (byte)(8 + (3 * count)), 8, (byte)(height >> 8), (byte)height]);
        file.Write([(byte)(width >> 8), (byte)width, (byte)count]);
        for (int component = 1; component <= count; component++)
            file.Write([(byte)component, (byte)((random.Next(1, 5) << 4) | random.Next(1, 5)), 0]);
        byte[] oneCode = [1, .. new byte[15]];
        file.Write([0xFF, 0xC4, 0, 20, 0x00, .. oneCode, 0]);
        file.Write([0xFF, 0xC4, 0, 20, 0x10, .. oneCode, (byte)(frame == 0xC2 ? 0xE0 : 0)]);
        for (int component = 1; component <= count; component++)
        {
            foreach ((int first, int last, int high, int low) in scans)
            {
                file.Write([0xFF, 0xDA, 0, 8, 1, (byte)component, 0]);
                file.Write([(byte)first, (byte)last, (byte)((high << 4) | low)]);
                file.Write(new byte[first == 0 ? dataBytes : dataBytes / 100]);
            }
        }
        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }

    /// <summary>As many scans as the order of bits allows, and more.</summary>
    private static (int First, int Last, int High, int Low)[] Scans(Random random)
    {
        List<(int, int, int, int)> scans = [(0, 0, 0, 0)];
        int width = random.Next(1, 64);
        for (int first = 1; first < 64; first += width)
        {
            int last = Math.Min(63, first + width - 1);
            scans.Add((first, last, 0, 13));
            for (int low = 12; low >= 0; low--)
                scans.Add((first, last, low + 1, low));
        }
        return [.. scans];
    }

    private static byte[] Gif(Random random)
    {
        (int width, int height) = (Side(random), Side(random));
        byte[] sizes = [(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)];
        using MemoryStream file = new();
        file.Write([.. "GIF89a"u8, .. sizes, 0x80, 0, 0, .. new byte[6], 0x2C, 0, 0, 0, 0, .. sizes, 0, 2]);
        byte[] block = new byte[255];
        for (int n = random.Next(100); n > 0; n--)
        {
            if (random.Next(2) == 0)
                block.AsSpan().Fill(0xFF);
            else
                random.NextBytes(block);
            file.Write([255, .. block]);
        }
        file.WriteByte(0);
        return file.ToArray();
    }

    /// <summary>A BMP of 256 colours in runs, with jumps and line ends.</summary>
    private static byte[] Bmp(Random random)
    {
        byte[] file = new byte[1078 + random.Next(3_000)];
        "BM"u8.CopyTo(file);
        int height = random.Next(2) == 0 ? Side(random) : -Side(random);
        int[] header = [40, Side(random), height, 1 | (8 << 16), 1];
        Word(10, 1078);
        for (int i = 0; i < header.Length; i++)
            Word(14 + (4 * i), header[i]);
        for (int at = 1078; at + 4 <= file.Length; at += 4)
            Word(at, random.Next(4) == 0 ? 0x0101FFFF : unchecked((int)0xFFFF0200));
        return file;

        void Word(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
    }

    /// <summary>A TIFF of one strip of zeros, of ones, or of what inflates, in any compression.</summary>
    private static byte[] Tiff(Random random)
    {
        int length = random.Next(2_000_000);
        byte[] data = random.Next(3) == 0 ? Inflatable(length) : new byte[length / 100];
        if (random.Next(3) == 0)
            data.AsSpan().Fill(0xFF);
        int compression = HostileFiles.Any(random, [1, 2, 3, 4, 5, 6, 7, 8, 32773, 32809, 34676]);
        int colours = random.Next(7);
        int samples = colours switch { 2 or 6 => 3, 5 => 4, _ => 1 };
        int bits = HostileFiles.Any(random, [1, 2, 4, 8, 16]);
        int rows = random.Next(2) == 0 ? 1 : Side(random);
        int[] tags =
        [
            256, Side(random), 257, Side(random), 258, bits, 259, compression, 262, colours, 273, 8,
            277, samples, 278, rows, 279, data.Length, 284, random.Next(1, 3),
        ];
        using MemoryStream file = new();
        file.Write([.. "MM\0*"u8, .. BigEndian(8 + data.Length), .. data, 0, (byte)(tags.Length / 2)]);
        for (int i = 0; i < tags.Length; i += 2)
            file.Write([.. BigEndian(tags[i])[2..], 0, 4, 0, 0, 0, 1, .. BigEndian(tags[i + 1])]);
        file.Write([0, 0, 0, 0]);
        return file.ToArray();
    }
}
