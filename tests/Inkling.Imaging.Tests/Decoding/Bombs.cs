using System.Buffers.Binary;
using System.Text;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>
/// Small files that ask for much work or memory: data that inflate a thousandfold, codes of one bit, scans
/// without end, jumps, strings of strings, and headers that promise more than comes.
/// </summary>
internal static class Bombs
{
    /// <summary>A bomb of any kind, of any size.</summary>
    public static byte[] Make(Random random) => random.Next(8) switch
    {
        0 => Png(Side(random), Side(random), dataBytes: random.Next(2_000_000), pieces: 1),
        1 => Png(Side(random), Side(random), dataBytes: random.Next(20_000), pieces: random.Next(1, 2_000)),
        2 => Jpeg(random, 0xC0, [(0, 63, 0, 0)], random.Next(100_000)),
        3 => Jpeg(random, 0xC2, Scans(random), random.Next(2_000)),
        4 => Segments(random),
        5 => Gif(random),
        6 => Bmp(random),
        _ => Pnm(random),
    };

    private static int Side(Random random) => 1 + (int)Math.Pow(65_534, random.NextDouble());

    private static byte[] Png(int width, int height, int dataBytes, int pieces) =>
    [
        .. PngBytes.Signature, .. PngBytes.Header(width, height, depth: 8, colour: 0),
        .. PngBytes.Data(new byte[dataBytes], pieces), .. PngBytes.Chunk("IEND", []),
    ];

    /// <summary>
    /// A JPEG of one, three or four components, each with scans of its own, whose every code is one bit long
    /// and whose data are zeros: DC and "end of block" of each block are two bits, an "end of band" may cover
    /// 32,767 blocks.
    /// </summary>
    private static byte[] Jpeg(
        Random random, byte frame, (int First, int Last, int High, int Low)[] scans, int dataBytes)
    {
        int width = Side(random);
        int height = Side(random);
        int count = random.GetItems((int[])[1, 3, 4], 1)[0];
        using var file = new MemoryStream();
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
        var scans = new List<(int, int, int, int)> { (0, 0, 0, 0) };
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

    /// <summary>A JPEG of thousands of tables and comments before nothing.</summary>
    private static byte[] Segments(Random random)
    {
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8]);
        for (int n = random.Next(5_000); n > 0; n--)
        {
            if (n % 2 == 0)
                file.Write([0xFF, 0xFE, 0, 2]);
            else
                file.Write([0xFF, 0xC4, 0, 20, (byte)((n & 1) << 4), 1, .. new byte[16]]);
        }

        return file.ToArray();
    }

    private static byte[] Gif(Random random)
    {
        int width = Side(random);
        int height = Side(random);
        byte[] sizes = [(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)];
        using var file = new MemoryStream();
        file.Write([.. "GIF89a"u8, .. sizes, 0x80, 0, 0, .. new byte[6], 0x2C, 0, 0, 0, 0, .. sizes, 0, 2]);
        byte[] block = new byte[255];
        for (int n = random.Next(100); n > 0; n--)
        {
            if (random.Next(2) == 0)
                block.AsSpan().Fill(0xFF);
            else
                random.NextBytes(block);
            file.WriteByte(255);
            file.Write(block);
        }

        file.WriteByte(0);
        return file.ToArray();
    }

    private static byte[] Bmp(Random random)
    {
        byte[] file = new byte[1078 + random.Next(3_000)];
        "BM"u8.CopyTo(file);
        Word(10, 1078);
        Word(14, 40);
        Word(18, Side(random));
        Word(22, random.Next(2) == 0 ? Side(random) : -Side(random));
        Word(26, 1 | (8 << 16));
        Word(30, 1);
        for (int at = 1078; at + 4 <= file.Length; at += 4)
            Word(at, random.Next(4) == 0 ? 0x0101FFFF : unchecked((int)0xFFFF0200));
        return file;

        void Word(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
    }

    private static byte[] Pnm(Random random)
    {
        string header = $"P{random.Next(1, 7)} {Side(random)} {Side(random)} {random.Next(70_000)}\n";
        return [.. Encoding.ASCII.GetBytes(header),
            .. Enumerable.Repeat((byte)(random.Next(2) == 0 ? '1' : ' '), random.Next(50_000))];
    }
}
