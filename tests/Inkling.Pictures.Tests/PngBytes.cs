using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Inkling.Pictures.Tests;

/// <summary>PNG files in pieces, sound or not.</summary>
internal static class PngBytes
{
    public static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>
    /// A file of 8-bit grey whose header claims a size and whose data are those filtered rows.
    /// </summary>
    public static byte[] File(int width, int height, byte[] rows) =>
        [.. Signature, .. Header(width, height, depth: 8, colour: 0), .. Data(rows), .. Chunk("IEND", [])];

    public static byte[] Header(int width, int height, int depth, int colour, bool isInterlaced = false)
    {
        byte[] content =
            [0, 0, 0, 0, 0, 0, 0, 0, (byte)depth, (byte)colour, 0, 0, (byte)(isInterlaced ? 1 : 0)];
        BinaryPrimitives.WriteInt32BigEndian(content, width);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(4), height);
        return Chunk("IHDR", content);
    }

    public static byte[] Chunk(string name, byte[] content)
    {
        byte[] chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(name, chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4), Crc32.HashToUInt32(chunk.AsSpan(4..^4)));
        return chunk;
    }

    /// <summary>Filtered rows as chunks of compressed data, of about the same length.</summary>
    public static byte[] Data(byte[] rows, int pieces = 1)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(rows);
        byte[] data = packed.ToArray();
        return [.. data.Chunk((data.Length + pieces - 1) / pieces).SelectMany(piece => Chunk("IDAT", piece))];
    }
}
