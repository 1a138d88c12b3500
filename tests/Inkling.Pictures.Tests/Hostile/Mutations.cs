using System.Buffers.Binary;
using System.IO.Hashing;

namespace Inkling.Pictures.Tests.Hostile;

/// <summary>
/// Damage to a file of any format: flipped bits, overwritten words, cuts, holes, pieces that are doubled or
/// swapped, another file's end, and directories and sizes that lie.
/// </summary>
internal static class Mutations
{
    private const int Header = 64;

    private static readonly uint[] Extremes =
    [
        0, 1, 2, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFF_FFFF, 0x8000_0000,
        0xFFFF_FFFE, 0xFFFF_FFFF,
    ];

    /// <summary>Changes a file once to three times; <paramref name="other"/> lends its end.</summary>
    public static byte[] Apply(Random random, byte[] file, byte[] other)
    {
        byte[] bytes = [.. file];
        for (int changes = random.Next(1, 4); changes > 0 && bytes.Length > Header / 4; changes--)
            bytes = Change(random, bytes, other);
        return random.Next(4) == 0 ? bytes : WithChecksums(bytes);
    }

    private static byte[] Change(Random random, byte[] bytes, byte[] other)
    {
        (int from, int to) = Piece(random, bytes.Length);
        switch (random.Next(10))
        {
            case 0:
                FlipBits(random, bytes, bytes.Length, random.Next(1, 8));
                return bytes;
            case 1:
                FlipBits(random, bytes, Math.Min(bytes.Length, Header), random.Next(1, 4));
                return bytes;
            case 2:
                bytes.AsSpan(from, Math.Min(to - from, 4)).Fill((byte)random.Next(256));
                return bytes;
            case 3:
                WriteExtreme(random, bytes, random.Next(random.Next(2) == 0 ? Header : bytes.Length));
                return bytes;
            case 4:
                return bytes[..from];
            case 5:
                return [.. bytes[..from], .. bytes[Math.Min(to, from + 30)..]];
            case 6:
                return [.. bytes[..to], .. bytes[from..]];
            case 7:
                return [.. bytes[..from], .. other[random.Next(other.Length)..]];
            case 8:
                return MoveSegment(random, bytes);
            default:
                ChangeTiffEntry(random, bytes);
                return bytes;
        }
    }

    private static (int From, int To) Piece(Random random, int length)
    {
        (int one, int two) = (random.Next(length), random.Next(length));
        return (Math.Min(one, two), Math.Max(one, two));
    }

    private static void FlipBits(Random random, byte[] bytes, int within, int bits)
    {
        for (; bits > 0; bits--)
            bytes[random.Next(within)] ^= (byte)(1 << random.Next(8));
    }

    /// <summary>Writes an extreme number of two or four bytes, in either order.</summary>
    private static void WriteExtreme(Random random, byte[] bytes, int at)
    {
        byte[] word = BitConverter.GetBytes(HostileFiles.Any(random, Extremes));
        word = random.Next(2) == 0 ? word : word[..2];
        if (random.Next(2) == 0)
            Array.Reverse(word);
        Span<byte> room = bytes.AsSpan(Math.Min(at, bytes.Length));
        word.AsSpan(0, Math.Min(word.Length, room.Length)).CopyTo(room);
    }

    /// <summary>A JPEG's marker segments or PNG's chunks again, or before others.</summary>
    private static byte[] MoveSegment(Random random, byte[] bytes)
    {
        int[] at = [.. Enumerable.Range(0, 3).Select(_ => Boundary(bytes, random.Next(bytes.Length)))];
        (int from, int to) = (Math.Min(at[0], at[1]), Math.Max(at[0], at[1]));
        return [.. bytes[..at[2]], .. bytes[from..to], .. bytes[at[2]..]];
    }

    private static int Boundary(byte[] bytes, int start)
    {
        for (int at = start; at < bytes.Length - 8; at++)
        {
            bool isMarker = bytes[at] == 0xFF && bytes[at + 1] is > 0xBF and < 0xFF;
            bool isChunk = bytes.AsSpan(at + 4, 4) is var name
                && (name.SequenceEqual("IDAT"u8) || name.SequenceEqual("PLTE"u8)
                    || name.SequenceEqual("IHDR"u8) || name.SequenceEqual("IEND"u8));
            if (isMarker || isChunk)
                return at;
        }
        return start;
    }

    /// <summary>Changes the tag, type, count or value of an entry in a TIFF's directory.</summary>
    private static void ChangeTiffEntry(Random random, byte[] bytes)
    {
        bool isBig = bytes[0] == 'M';
        uint directory = isBig
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4))
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        if (bytes[0] is not ((byte)'I' or (byte)'M') || directory > bytes.Length - 2)
        {
            FlipBits(random, bytes, Math.Min(bytes.Length, Header), 1);
            return;
        }
        int entry = (int)directory + 2 + (12 * random.Next(14));
        int field = entry + (random.Next(3) == 0 ? random.Next(12) : random.Next(2) == 0 ? 8 : 4);
        if (random.Next(2) == 0)
            WriteExtreme(random, bytes, field);
        else if (field < bytes.Length)
            bytes[field] = (byte)random.Next(random.Next(2) == 0 ? 20 : 256);
    }

    /// <summary>Mends a PNG's checksums: nearly every damaged one would end at the first.</summary>
    public static byte[] WithChecksums(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG"u8]))
            return bytes;
        for (int at = 8; at + 12 <= bytes.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length > bytes.Length - at - 12)
                break;
            uint sum = Crc32.HashToUInt32(bytes.AsSpan(at + 4, (int)length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at + 8 + (int)length), sum);
            at += (int)length + 12;
        }
        return bytes;
    }
}
