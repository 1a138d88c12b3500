using System.Diagnostics;
using Inkling.Imaging.Decoding;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>
/// Whatever the bytes, a picture or an ImageFormatException comes back, and soon. Here are 20,000 mutations; the
/// benchmarks' "hostile" runs as many as one likes, of which these are the first.
/// </summary>
public class HostileBytes
{
    private const int Mutations = 20_000;
    private const double SlowSeconds = 2;

    private static readonly DecodeLimits Limits = new() { MaxPixels = 1_000_000 };

    [Fact]
    public void Mutated_files_throw_nothing_but_ImageFormatException()
    {
        var mutation = new Mutation([.. Fixture.Names.Select(Fixture.Bytes)]);
        int refused = 0;
        for (int i = 0; i < Mutations; i++)
            refused += IsRefused(mutation.Make(i), $"mutation {i}") ? 1 : 0;

        // If nearly all were refused at the door, the decoders would not have been tried.
        Assert.InRange(refused, Mutations / 4, Mutations * 19 / 20);
    }

    [Fact]
    public void Every_truncation_of_a_small_file_is_refused_or_read()
    {
        string[] names =
        [
            "grey-8x8-q75.jpg", "colour-420-7x5.jpg", "grey-progressive-q95.jpg", "palette-alpha.png", "runs-8.bmp",
            "text-15.ppm", "interlaced.gif",
        ];
        foreach (string name in names)
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
        byte[][] starts = [.. Fixture.Names.Select(name => Fixture.Bytes(name)[..8]), "<"u8.ToArray(), []];
        for (int i = 0; i < 2_000; i++)
        {
            byte[] rest = new byte[random.Next(200)];
            random.NextBytes(rest);
            IsRefused([.. starts[i % starts.Length], .. rest], $"random file {i}");
        }
    }

    private static bool IsRefused(byte[] bytes, string what)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            Fixture.Decode(bytes, Limits);
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
        finally
        {
            Assert.True(clock.Elapsed.TotalSeconds < SlowSeconds, $"{what} took {clock.Elapsed}");
        }
    }
}
