using System.Buffers.Binary;
using System.Text;
using Inkling.Imaging.Files;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>Large, plain, square pictures of each format, most of them as small files.</summary>
internal static class LargePicture
{
    /// <summary>
    /// A JPEG of equal blocks, each of them codes of one bit, all of them zeros.
    /// </summary>
    /// <param name="side">Pixels across and down.</param>
    /// <param name="samplings">H · 16 + V of each component.</param>
    /// <param name="isProgressive">True for a scan of means and one of values for each component.</param>
    /// <param name="isInterleaved">False for one scan per component.</param>
    public static byte[] Jpeg(
        int side, byte[] samplings, bool isProgressive = false, bool isInterleaved = true)
    {
        using var file = new MemoryStream();
        int count = samplings.Length;
        byte[] size = [(byte)(side >> 8), (byte)side, (byte)(side >> 8), (byte)side];
        byte[] oneCode = [1, .. new byte[15], 0];
        file.Write([0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)9, 64)]);
        file.Write([0xFF, 0xC4, 0, 20, 0x00, .. oneCode, 0xFF, 0xC4, 0, 20, 0x10, .. oneCode]);
        file.Write(
            [0xFF, (byte)(isProgressive ? 0xC2 : 0xC0), 0, (byte)(8 + (3 * count)), 8, .. size, (byte)count]);
        for (int i = 0; i < count; i++)
            file.Write([(byte)(i + 1), samplings[i], 0]);

        // Two bits a block and component, whole MCUs; what is too much is passed over.
        byte[] data = new byte[(side + 32) * (side + 32) * count / 64 / 4];
        int[][] scans = isInterleaved
            ? [[.. Enumerable.Range(1, count)]]
            : [.. Enumerable.Range(1, count).Select(i => (int[])[i])];
        foreach (int[] scan in scans)
            WriteScan(scan, 0, isProgressive ? 0 : 63);
        for (int i = 1; isProgressive && i <= count; i++)
            WriteScan([i], 1, 63);
        file.Write([0xFF, 0xD9]);
        return file.ToArray();

        void WriteScan(int[] components, int first, int last)
        {
            file.Write([0xFF, 0xDA, 0, (byte)(6 + (2 * components.Length)), (byte)components.Length]);
            foreach (int component in components)
                file.Write([(byte)component, 0]);
            file.Write([(byte)first, (byte)last, 0, .. data]);
        }
    }

    /// <summary>A colour PNG.</summary>
    public static byte[] Png(int side)
    {
        using var stream = new MemoryStream();
        PngWriter.Write(stream, new RasterImage(side, side, 3, new byte[side * side * 3]));
        return stream.ToArray();
    }

    /// <summary>A binary PBM.</summary>
    public static byte[] Pbm(int side) =>
        [.. Encoding.ASCII.GetBytes($"P4 {side} {side}\n"), .. new byte[(side + 7) / 8 * side]];

    /// <summary>A bitmap whose runs jump over every pixel.</summary>
    public static byte[] Bmp(int side)
    {
        byte[] file = new byte[1080];
        "BM"u8.CopyTo(file);
        (int, int)[] words = [(10, 1078), (14, 40), (18, side), (22, side), (26, 1 | (8 << 16)), (30, 1)];
        foreach ((int at, int word) in words)
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), word);
        file[1079] = 1;
        return file;
    }

    /// <summary>A GIF with a clear code before every pixel, so that codes stay three bits long.</summary>
    public static byte[] Gif(int side)
    {
        byte[] size = [(byte)side, (byte)(side >> 8), (byte)side, (byte)(side >> 8)];
        using var file = new MemoryStream();
        file.Write([.. "GIF89a"u8, .. size, 0x80, 0, 0, .. new byte[6], 0x2C, 0, 0, 0, 0, .. size, 0, 2]);
        byte[] fourPixels = [0x04, 0x41, 0x10]; // 4, 0, 4, 0, 4, 0, 4, 0
        for (int left = side * side; left > 0; left -= 4 * 85)
            file.Write([255, .. Enumerable.Repeat(fourPixels, 85).SelectMany(bytes => bytes)]);
        file.WriteByte(0);
        return file.ToArray();
    }
}
