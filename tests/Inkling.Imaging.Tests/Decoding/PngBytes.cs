using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>PNG files in pieces, sound or not; with a checksum of their own, for the decoder's is under test.</summary>
internal static class PngBytes
{
    public static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n => CrcOf((uint)n))];

    /// <summary>A file of 8-bit grey whose header claims a size and whose data are those filtered rows.</summary>
    public static byte[] File(int width, int height, byte[] rows) =>
        [.. Signature, .. Header(width, height, depth: 8, colour: 0), .. Data(rows), .. Chunk("IEND", [])];

    public static byte[] Header(int width, int height, int depth, int colour, bool isInterlaced = false)
    {
        byte[] content = [0, 0, 0, 0, 0, 0, 0, 0, (byte)depth, (byte)colour, 0, 0, (byte)(isInterlaced ? 1 : 0)];
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
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4), Checksum(chunk.AsSpan(4..^4)));
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

    /// <summary>CRC-32 (ISO/IEC 15948, annex D), of a chunk's name and content.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte b in bytes)
            sum = CrcTable[(sum ^ b) & 0xFF] ^ (sum >> 8);
        return ~sum;
    }

    private static uint CrcOf(uint n)
    {
        for (int bit = 0; bit < 8; bit++)
            n = (n & 1) == 0 ? n >> 1 : 0xEDB88320 ^ (n >> 1);
        return n;
    }
}
