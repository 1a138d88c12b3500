using CsCheck;
using Inkling.Imaging.Decoding;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>
/// Whatever the bytes, a picture or an ImageFormatException comes back, for little memory. The benchmarks'
/// "hostile" tries as many files as one likes, and looks at the clock too.
/// </summary>
public class DamagedPicturesTests
{
    private const int Files = 20_000;
    private const int MaxPixels = 1_000_000;

    // 8 bytes for a pixel, and what tables, buffers and a message need.
    private const long MaxBytes = (8 * MaxPixels) + (1 << 20);

    private static readonly DecodeLimits Limits = new() { MaxPixels = MaxPixels };

    [Fact]
    public void Damaged_files_throw_nothing_but_ImageFormatException()
    {
        int refused = 0;
        DamagedPictures.Of([.. Fixture.Names.Select(Fixture.Bytes)]).Sample(
            bytes =>
            {
                if (IsRefused(bytes))
                    Interlocked.Increment(ref refused);
            },
            iter: Files,
            print: bytes => $"{bytes.Length:N0} bytes: {Convert.ToHexString([.. bytes.Take(200)])} …");

        // If nearly all were refused at the door, the decoders would not have been tried.
        Assert.InRange(refused, Files / 4, Files * 19 / 20);
    }

    [Fact]
    public void Every_truncation_of_a_small_file_is_refused_or_read()
    {
        string[] names =
        [
            "grey-8x8-q75.jpg", "colour-420-7x5.jpg", "grey-progressive-q95.jpg", "palette-alpha.png",
            "runs-8.bmp", "text-15.ppm", "interlaced.gif",
        ];
        foreach (string name in names)
        {
            byte[] bytes = Fixture.Bytes(name);
            for (int length = 0; length < bytes.Length; length++)
                IsRefused(bytes[..length]);
        }
    }

    [Fact]
    public void Random_bytes_behind_each_signature_are_refused() => Gen.Select(
        Gen.OneOf([.. Fixture.Names.Select(name => Fixture.Bytes(name)[..8]), "<"u8.ToArray(), []]),
        Gen.Byte.Array[0, 200]).Sample((start, rest) => { IsRefused([.. start, .. rest]); }, iter: 2_000);

    private static bool IsRefused(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isRefused = false;
        try
        {
            Fixture.Decode(bytes, Limits);
        }
        catch (ImageFormatException exception)
        {
            isRefused = true;
            Assert.NotEmpty(exception.Message);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxBytes);
        return isRefused;
    }
}
