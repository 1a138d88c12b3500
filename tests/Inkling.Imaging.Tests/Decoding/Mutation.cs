using System.Buffers.Binary;
using System.IO.Hashing;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>
/// Damaged and malicious files out of sound ones, each a function of its number alone: flipped bits, cuts, holes,
/// pieces that come twice, other files' ends, lying lengths, and bombs.
/// </summary>
internal sealed class Mutation(byte[][] seeds)
{
    /// <summary>Mutation number <paramref name="i"/>.</summary>
    public byte[] Make(int i)
    {
        var random = new Random(i);
        if (i % 50 == 0)
            return Bombs.Make(random);
        byte[] bytes = seeds[i % seeds.Length];
        for (int n = random.Next(1, 4); n > 0; n--)
            bytes = Change(random, bytes, seeds[random.Next(seeds.Length)]);
        return random.Next(4) == 0 ? bytes : WithChecksums(bytes);
    }

    private static byte[] Change(Random random, byte[] original, byte[] other)
    {
        if (original.Length == 0)
            return original;
        byte[] bytes = [.. original];
        int at = random.Next(bytes.Length);
        switch (random.Next(8))
        {
            case 0: // A few flipped bits.
                for (int n = random.Next(1, 8); n > 0; n--)
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1: // Flipped bits in the header, where most decisions are made.
                for (int n = random.Next(1, 4); n > 0; n--)
                    bytes[random.Next(Math.Min(bytes.Length, 64))] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2: // Cut short.
                return bytes[..at];
            case 3: // A piece comes twice.
                return [.. bytes[..at], .. bytes[random.Next(at + 1)..]];
            case 4: // A segment or chunk comes again, or before another.
                int from = Boundary(random, bytes);
                int to = Boundary(random, bytes);
                int place = Boundary(random, bytes);
                return [.. bytes[..place], .. bytes[Math.Min(from, to)..Math.Max(from, to)], .. bytes[place..]];
            case 5: // Another file's end.
                return [.. bytes[..at], .. other[random.Next(other.Length)..]];
            case 6: // Lying lengths and sizes: words of ones, of zeros, or of anything.
                Span<byte> word = bytes.AsSpan(at, Math.Min(random.Next(1, 5), bytes.Length - at));
                if (random.Next(2) == 0)
                    random.NextBytes(word);
                else
                    word.Fill((byte)(random.Next(2) * 255));
                return bytes;
            default: // A hole.
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 30))..]];
        }
    }

    /// <summary>The start of some JPEG marker or PNG chunk, or any place in a file without them.</summary>
    private static int Boundary(Random random, byte[] bytes)
    {
        int start = random.Next(bytes.Length);
        for (int at = start; at < bytes.Length - 8; at++)
        {
            bool isMarker = bytes[at] == 0xFF && bytes[at + 1] is > 0xBF and < 0xFF;
            bool isChunk = bytes.AsSpan(at + 4, 4) is var name
                && (name.SequenceEqual("IDAT"u8) || name.SequenceEqual("PLTE"u8) || name.SequenceEqual("tRNS"u8)
                    || name.SequenceEqual("IHDR"u8) || name.SequenceEqual("IEND"u8));
            if (isMarker || isChunk)
                return at;
        }

        return start;
    }

    /// <summary>
    /// Mends a PNG's checksums, or else nearly every mutation would end at the first of them.
    /// </summary>
    private static byte[] WithChecksums(byte[] bytes)
    {
        int at = PngBytes.Signature.Length;
        if (!bytes.AsSpan().StartsWith(PngBytes.Signature))
            return bytes;
        bytes = [.. bytes];
        while (at + 12 <= bytes.Length)
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
