using System.Buffers.Binary;
using System.Diagnostics;
using Inkling.Imaging.Decoding;
using Inkling.Imaging.Decoding.Png;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>Whatever the bytes, a picture or an ImageFormatException comes back, and soon.</summary>
public class HostileBytes
{
    private const int Mutations = 3_000;

    [Fact]
    public void Mutated_files_throw_nothing_but_ImageFormatException()
    {
        byte[][] originals = [.. Fixture.Names.Select(Fixture.Bytes)];
        var random = new Random(1994);
        int refused = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] original = originals[i % originals.Length];
            byte[] bytes = Mutate(random, original, originals[random.Next(originals.Length)]);
            var clock = Stopwatch.StartNew();
            refused += IsRefused(bytes, $"mutation {i} of {Fixture.Names[i % originals.Length]}") ? 1 : 0;
            Assert.True(clock.Elapsed.TotalSeconds < 2, $"mutation {i} took {clock.Elapsed}");
        }

        // If nearly all were refused at the door, the decoders would not have been tried.
        Assert.InRange(refused, Mutations / 4, Mutations * 19 / 20);
    }

    [Fact]
    public void Every_truncation_of_a_small_file_is_refused_or_read()
    {
        foreach (string name in (string[])["grey-8x8-q75.jpg", "colour-420-7x5.jpg", "palette-alpha.png"])
        {
            byte[] bytes = Fixture.Bytes(name);
            for (int length = 0; length < bytes.Length; length++)
                IsRefused(bytes[..length], $"{name} cut at {length}");
        }
    }

    [Fact]
    public void Random_bytes_behind_each_signature_are_refused()
    {
        var random = new Random(7);
        byte[][] starts = [[0xFF, 0xD8], [.. PngDecoder.Signature], "BM"u8.ToArray(), "<"u8.ToArray(), []];
        for (int i = 0; i < 500; i++)
        {
            byte[] rest = new byte[random.Next(200)];
            random.NextBytes(rest);
            IsRefused([.. starts[i % starts.Length], .. rest], $"random file {i}");
        }
    }

    private static bool IsRefused(byte[] bytes, string what)
    {
        try
        {
            Fixture.Decode(bytes);
            return false;
        }
        catch (ImageFormatException exception)
        {
            Assert.NotEmpty(exception.Message);
            return true;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{what} threw {exception.GetType().Name}", exception);
        }
    }

    private static byte[] Mutate(Random random, byte[] original, byte[] other)
    {
        byte[] bytes = [.. original];
        int kind = random.Next(6);
        int at = random.Next(bytes.Length);
        switch (kind)
        {
            case 0: // A few flipped bits.
                for (int n = random.Next(1, 8); n > 0; n--)
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                break;
            case 1: // Cut short.
                bytes = bytes[..at];
                break;
            case 2: // A piece comes twice.
                bytes = [.. bytes[..at], .. bytes[random.Next(at + 1)..]];
                break;
            case 3: // Another file's end.
                bytes = [.. bytes[..at], .. other[random.Next(other.Length)..]];
                break;
            case 4: // Lying lengths and sizes: big-endian words of ones or zeros.
                int count = Math.Min(random.Next(1, 5), bytes.Length - at);
                bytes.AsSpan(at, count).Fill((byte)(random.Next(2) * 255));
                break;
            default: // A hole.
                bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 30))..]];
                break;
        }

        return random.Next(2) == 0 ? bytes : WithChecksums(bytes);
    }

    /// <summary>
    /// Mends a PNG's checksums, or else nearly every mutation would end at the first of them.
    /// </summary>
    private static byte[] WithChecksums(byte[] bytes)
    {
        int at = PngDecoder.Signature.Length;
        if (!bytes.AsSpan().StartsWith(PngDecoder.Signature))
            return bytes;
        while (at + 12 <= bytes.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length > bytes.Length - at - 12)
                break;
            uint sum = Crc32.Of(bytes.AsSpan(at + 4, (int)length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at + 8 + (int)length), sum);
            at += (int)length + 12;
        }

        return bytes;
    }
}
