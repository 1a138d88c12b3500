using System.Buffers.Binary;
using Inkling.Imaging;

namespace Inkling.Pictures.Tests;

/// <summary>The TIFFs of Fixtures/make_tiffs.py, and beside each what Pillow reads from it.</summary>
public class TiffTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "tiff");

    public static TheoryData<string> Names { get; } =
    [
        .. Directory.GetFiles(Folder, "*.tif")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_pixel_differs_from_Pillows(string name)
    {
        RasterImage picture = PictureFile.Decode(Bytes($"{name}.tif"));
        RasterImage expected = PictureFile.Decode(Bytes($"{name}.png"));
        Assert.Equal((expected.Width, expected.Height), (picture.Width, picture.Height));
        Assert.Equal(Rgba(expected), Rgba(picture));
    }

    [Theory]
    [InlineData("bits-g4", 1)]
    [InlineData("grey-alpha", 2)]
    [InlineData("palette-8", 3)]
    [InlineData("cmyk", 3)]
    [InlineData("rgba", 4)]
    public void Grey_stays_grey_and_alpha_stays(string name, int channels) =>
        Assert.Equal(channels, PictureFile.Decode(Bytes($"{name}.tif")).Channels);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_truncation_is_refused_or_read(string name)
    {
        byte[] bytes = Bytes($"{name}.tif");
        for (int length = 8; length < bytes.Length; length++)
        {
            try
            {
                PictureFile.Decode(bytes.AsMemory(0, length));
            }
            catch (ImageFormatException refusal)
            {
                Assert.StartsWith("is ", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_picture_above_the_limit_is_refused_before_a_strip_is_read()
    {
        byte[] bytes = Changed(Bytes("rgb-planes.tif"), tag: 256, count: 1, value: 60_000 << 16);
        ImageFormatException refusal = Refusal(bytes, new DecodeLimits { MaxPixels = 1_000_000 });
        Assert.Equal(ImageFault.TooLarge, refusal.Fault);
        Assert.Equal(
            "is 60,000 × 17 pixels, and the limit is 1,000,000 in all: make it smaller", refusal.Message);
    }

    [Theory]
    [InlineData(258, 12, "1 × 12 bits a pixel (colours MINISWHITE, compression ADOBE_DEFLATE)")]
    [InlineData(259, 6, "1 × 2 bits a pixel (colours MINISWHITE, compression OJPEG)")]
    [InlineData(262, 8, "1 × 2 bits a pixel (colours CIELAB, compression ADOBE_DEFLATE)")]
    public void A_kind_that_is_not_read_is_named(int tag, int value, string kind)
    {
        ImageFormatException refusal = Refusal(Changed(Bytes("grey-2-white-is-0.tif"), tag, 1, value << 16));
        Assert.Equal(ImageFault.UnsupportedFormat, refusal.Fault);
        Assert.Equal(
            $"is a TIFF picture of {kind}, which Inkling can't read: save it as JPEG or PNG",
            refusal.Message);
    }

    [Theory]
    [InlineData(262, 1, 2 << 16, "damaged: a pixel has 1 of 3 colours")]
    [InlineData(273, 1, 0x7FFF_FFFF, "cut short: strip 1 of 1 is missing")]
    [InlineData(258, 1_000_000, 8, "cut short: the values of its tag 258 are missing")]
    [InlineData(278, 1, 0, "damaged: its header says 19 × 0 pixels")]
    [InlineData(278, 2, 17 << 16, "damaged: its tag 278 is not one number")]
    public void Claims_beyond_the_file_are_refused(int tag, int count, int value, string message) =>
        Assert.StartsWith(
            $"is {message};",
            Refusal(Changed(Bytes("grey-2-white-is-0.tif"), tag, count, value)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_progressive_JPEG_above_16_megapixels_is_refused_before_it_is_read()
    {
        byte[] bytes = Bytes("grey-2-white-is-0.tif");
        ((ReadOnlySpan<byte>)[0xFF, 0xDA, 0xFF, 0xDA]).CopyTo(bytes.AsSpan(8)); // two scans in its strip
        foreach ((int tag, int value) in ((int, int)[])[(256, 5000), (257, 5000), (278, 5000), (259, 7)])
            Changed(bytes, tag, 1, value << 16);
        ImageFormatException refusal = Refusal(bytes);
        Assert.Equal(ImageFault.TooLarge, refusal.Fault);
        Assert.Equal("has a progressive JPEG of 5,000 × 5,000 pixels: make it smaller", refusal.Message);
    }

    [Fact]
    public void What_LibTiff_says_of_damage_is_told_and_not_printed()
    {
        byte[] bytes = Bytes("grey-2-white-is-0.tif");
        bytes[20] ^= 0xFF;
        Assert.Contains("LibTiff says \"", Refusal(bytes).Message, StringComparison.Ordinal);
    }

    private static (byte Red, byte Green, byte Blue, byte Alpha)[] Rgba(RasterImage picture) =>
    [
        .. picture.Samples.Chunk(picture.Channels).Select(pixel => pixel switch
        {
            [var grey] => (grey, grey, grey, byte.MaxValue),
            [var grey, var alpha] => (grey, grey, grey, alpha),
            [var red, var green, var blue] => (red, green, blue, byte.MaxValue),
            _ => (pixel[0], pixel[1], pixel[2], pixel[3]),
        }),
    ];

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    private static ImageFormatException Refusal(byte[] bytes, DecodeLimits? limits = null) =>
        Assert.Throws<ImageFormatException>(() => PictureFile.Decode(bytes, limits));

    // A big-endian file with another count and value in the entry of a tag.
    private static byte[] Changed(byte[] bytes, int tag, int count, int value)
    {
        int at = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4)) + 2;
        while (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at)) != tag)
            at += 12;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at + 4), count);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at + 8), value);
        return bytes;
    }
}
