using System.IO.Hashing;
using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>Where a chunk of a PNG file lies (ISO/IEC 15948, 5.3); Start is that of its content.</summary>
internal readonly record struct PngChunk(string Type, int Start, int Length)
{
    /// <summary>What stands around a chunk's content: length and name before it, checksum behind.</summary>
    public const int Overhead = 12;

    /// <summary>The offset behind the chunk's checksum, where the next one begins.</summary>
    public int End => Start + Length + 4;

    /// <summary>Whether a reader may skip it unknown: a small first letter (5.4).</summary>
    public bool IsAncillary => char.IsAsciiLetterLower(Type[0]);

    public ReadOnlySpan<byte> Content(ReadOnlySpan<byte> file) => file.Slice(Start, Length);

    /// <summary>Reads the chunk at an offset, and checks its checksum.</summary>
    public static PngChunk Read(ReadOnlySpan<byte> file, int offset)
    {
        var reader = new ByteReader(file) { Position = offset };
        uint length = reader.UInt32("a PNG chunk");
        ReadOnlySpan<byte> name = reader.Take(4, "a PNG chunk");
        string type = Name(name);
        if (length > reader.Remaining)
        {
            throw CutShort(
                $"PNG chunk {type} at byte {offset:N0} has {reader.Remaining:N0} of its {length:N0} bytes");
        }
        ReadOnlySpan<byte> content = reader.Take((int)length, "a PNG chunk");
        if (Crc32.HashToUInt32(file.Slice(offset + 4, 4 + content.Length)) != reader.UInt32("a PNG checksum"))
            throw Damaged($"PNG chunk {type} at byte {offset:N0} fails its checksum");
        return new PngChunk(type, offset + 8, (int)length);
    }

    // The four names that every file has are given without an allocation; others hold letters alone.
    private static string Name(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("IDAT"u8))
            return "IDAT";
        if (name.SequenceEqual("IHDR"u8))
            return "IHDR";
        if (name.SequenceEqual("IEND"u8))
            return "IEND";
        foreach (byte letter in name)
        {
            if (!char.IsAsciiLetter((char)letter))
                throw Damaged($"a PNG chunk has the name 0x{Convert.ToHexString(name)}");
        }
        return System.Text.Encoding.ASCII.GetString(name);
    }
}
