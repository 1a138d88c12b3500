using System.Buffers.Binary;
using System.IO.Hashing;
using CsCheck;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>
/// Damaged and malicious pictures out of sound ones: what can happen to any file, segments out of order, and
/// bombs.
/// </summary>
internal static class DamagedPictures
{
    public static Gen<byte[]> Of(byte[][] sound)
    {
        Gen<Change> change = Gen.Frequency((7, Damage.AnyChange(sound)), (1, SegmentOutOfOrder()));
        Gen<byte[]> damaged = Gen.Select(Damage.To(sound, change), Gen.Int[0, 3],
            (bytes, chance) => chance == 0 ? bytes : WithChecksums(bytes));
        return Gen.Frequency((49, damaged), (1, Gen.Int.Select(seed => Bombs.Make(new Random(seed)))));
    }

    /// <summary>A segment or chunk comes again, or before another.</summary>
    private static Gen<Change> SegmentOutOfOrder() => Gen.Double.Unit.Array[3].Select(
        shares => new Change(bytes =>
        {
            int[] at = [.. shares.Select(share => Boundary(bytes, (int)(share * bytes.Length)))];
            (int from, int to, int place) = (Math.Min(at[0], at[1]), Math.Max(at[0], at[1]), at[2]);
            return [.. bytes[..place], .. bytes[from..to], .. bytes[place..]];
        }));

    /// <summary>The next JPEG marker or PNG chunk, or the same place in a file without them.</summary>
    private static int Boundary(byte[] bytes, int start)
    {
        for (int at = start; at < bytes.Length - 8; at++)
        {
            bool isMarker = bytes[at] == 0xFF && bytes[at + 1] is > 0xBF and < 0xFF;
            bool isChunk = bytes.AsSpan(at + 4, 4) is var name
                && (name.SequenceEqual("IDAT"u8) || name.SequenceEqual("PLTE"u8)
                    || name.SequenceEqual("tRNS"u8) || name.SequenceEqual("IHDR"u8)
                    || name.SequenceEqual("IEND"u8));
            if (isMarker || isChunk)
                return at;
        }

        return start;
    }

    /// <summary>Mends a PNG's checksums: nearly every damaged one would end at the first.</summary>
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
