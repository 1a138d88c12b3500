using System.Buffers.Binary;
using System.Text;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Recognition.Data;
using SkiaSharp;

namespace Inkling.Pictures.Tests;

/// <summary>Files whose ink luma over white does not show, and files that are to be turned first.</summary>
public class InkTests
{
    private const int Width = 60;
    private const int Height = 70;

    // A 7: two bars that meet.
    private static bool IsInk(int x, int y) =>
        y is >= 12 and < 58 && (Math.Abs(x - 47 + (y / 2)) < 5 || (y < 18 && x is >= 15 and < 45));

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(1023)]
    [InlineData(4095)]
    [InlineData(65535)]
    public void A_png_of_16_bits_is_read_though_it_uses_fewer(int most) =>
        AssertSeven(Png(depth: 16, colour: 0, (x, y) => Big(IsInk(x, y) ? most : 0)));

    [Theory]
    [InlineData(255, 3)]
    [InlineData(1023, 12)]
    public void Grey_between_survives_in_a_png_of_few_of_16_bits(int most, int grain)
    {
        Random random = new(4);
        AssertSeven(Png(depth: 16, colour: 2, (x, y) =>
        {
            byte[] level = Big((IsInk(x, y) ? most / 5 : most * 4 / 5) + random.Next(grain));
            return [.. level, .. level, .. level];
        }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(1023)]
    [InlineData(4095)]
    public void A_tiff_of_16_bits_is_read_though_it_uses_fewer(int most) =>
        AssertSeven(Tiff((x, y) => IsInk(x, y) ? most : 0));

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(1023)]
    [InlineData(4095)]
    public void A_pgm_of_16_bits_is_read_though_it_uses_fewer(int most) => AssertSeven(
        [.. Encoding.ASCII.GetBytes($"P5 {Width} {Height} 65535\n"), .. Samples((x, y) =>
            Big(IsInk(x, y) ? most : 0))]);

    [Fact]
    public void A_png_of_zeros_and_ones_is_read() =>
        AssertSeven(Png(depth: 8, colour: 0, (x, y) => [(byte)(IsInk(x, y) ? 1 : 0)]));

    [Fact]
    public void A_palette_of_two_near_blacks_is_read() => AssertSeven(Png(depth: 8, colour: 3,
        (x, y) => [(byte)(IsInk(x, y) ? 1 : 0)], PngBytes.Chunk("PLTE", [2, 2, 2, 9, 9, 9])));

    [Fact]
    public void White_ink_on_clear_is_read_from_grey_and_alpha() =>
        AssertSeven(Png(depth: 8, colour: 4, (x, y) => [255, (byte)(IsInk(x, y) ? 255 : 0)]));

    [Fact]
    public void White_ink_on_clear_is_read_from_16_bits() => AssertSeven(Png(depth: 16, colour: 6,
        (x, y) => [255, 255, 255, 255, 255, 255, .. Big(IsInk(x, y) ? 65535 : 0)]));

    [Fact]
    public void White_ink_on_clear_is_read_from_a_palette() => AssertSeven(Png(depth: 8, colour: 3,
        (x, y) => [(byte)(IsInk(x, y) ? 1 : 0)],
        [.. PngBytes.Chunk("PLTE", [255, 255, 255, 255, 255, 255]), .. PngBytes.Chunk("tRNS", [0])]));

    [Fact]
    public void White_ink_on_clear_is_read_from_a_webp() => AssertSeven(
        Encoded(SKEncodedImageFormat.Webp, new(255, 255, 255), SKColors.Transparent));

    [Fact]
    public void Ink_as_light_as_its_paper_is_read_from_a_jpeg() => AssertSeven(
        Encoded(SKEncodedImageFormat.Jpeg, new(255, 150, 180), new(185, 185, 185)));

    [Fact]
    public void Pictures_that_are_not_prepared_stay_as_they_are()
    {
        byte[] png = Png(depth: 8, colour: 0, (x, y) => [(byte)(IsInk(x, y) ? 1 : 0)]);
        foreach (PictureForm form in (PictureForm[])[PictureForm.AsIs, PictureForm.Resize])
        {
            GreyImage grey = PictureFile.DecodeFor(form, png, DecodeLimits.Default, out _);
            Assert.Equal(PictureFile.DecodeGrey(png).Pixels, grey.Pixels);
        }
    }

    [Fact]
    public void A_webp_whose_exif_begins_as_a_jpegs_is_turned()
    {
        byte[] plain = Fixture.Bytes("lossy-orientation-6.webp");
        int at = plain.AsSpan().IndexOf("EXIF"u8) + 8;
        byte[] prefixed = [.. plain[..at], .. "Exif\0\0"u8, .. plain[at..]];
        foreach (int length in (int[])[4, at - 4])
        {
            Span<byte> word = prefixed.AsSpan(length);
            BinaryPrimitives.WriteInt32LittleEndian(word, BinaryPrimitives.ReadInt32LittleEndian(word) + 6);
        }
        Assert.Equal(PictureFile.DecodeGrey(plain).Pixels, PictureFile.DecodeGrey(prefixed).Pixels);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Exif\0\0")]
    public void A_png_is_turned_by_its_exif(string prefix)
    {
        byte[] exif = [.. Encoding.ASCII.GetBytes(prefix), .. "MM\0*"u8,
            0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        byte[] png = Png(depth: 8, colour: 0,
            (x, y) => [(byte)(IsInk(Width - 1 - y, x) ? 0 : 255)], PngBytes.Chunk("eXIf", exif),
            Height, Width);
        GreyImage grey =
            PictureFile.DecodeFor(PictureForm.Prepare, png, DecodeLimits.Default, out (int, int) size);
        Assert.Equal((Width, Height), size);
        Assert.Equal(Samples((x, y) => [(byte)(IsInk(x, y) ? 0 : 255)]), grey.Pixels);
    }

    private static void AssertSeven(byte[] content)
    {
        GreyImage grey =
            PictureFile.DecodeFor(PictureForm.Prepare, content, DecodeLimits.Default, out _);
        PreparedDigit digit = DigitPreparation.Prepare(grey);
        Assert.True(digit.Found, $"{digit.Reason}, contrast {digit.Contrast}");
        byte[] usual = DigitPreparation.Prepare(
            new(Width, Height, Samples((x, y) => [(byte)(IsInk(x, y) ? 0 : 255)]))).Pixels;
        double difference = usual.Zip(digit.Pixels, (one, other) => Math.Abs(one - other)).Average();
        Assert.InRange(difference, 0, 8);
    }

    private static byte[] Big(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Samples(Func<int, int, byte[]> pixel, int width = Width, int height = Height) =>
        [.. Enumerable.Range(0, width * height).SelectMany(i => pixel(i % width, i / width))];

    private static byte[] Png(
        int depth, int colour, Func<int, int, byte[]> pixel, byte[]? chunks = null,
        int width = Width, int height = Height) =>
    [
        .. PngBytes.Signature, .. PngBytes.Header(width, height, depth, colour), .. chunks ?? [],
        .. PngBytes.Data([.. Enumerable.Range(0, height).SelectMany(y =>
            (byte[])[0, .. Enumerable.Range(0, width).SelectMany(x => pixel(x, y))])]),
        .. PngBytes.Chunk("IEND", []),
    ];

    private static byte[] Encoded(SKEncodedImageFormat format, SKColor ink, SKColor paper)
    {
        using SKBitmap bitmap = new(Width, Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        for (int i = 0; i < Width * Height; i++)
            bitmap.SetPixel(i % Width, i / Width, IsInk(i % Width, i / Width) ? ink : paper);
        using SKData data = bitmap.Encode(format, quality: 85)!;
        return data.ToArray();
    }

    // A grey TIFF of one strip: width, height, bits, compression, photometric, offset, samples, rows, bytes.
    private static byte[] Tiff(Func<int, int, int> level)
    {
        (int Tag, int Value)[] entries =
        [
            (256, Width), (257, Height), (258, 16), (259, 1), (262, 1), (273, 122), (277, 1), (278, Height),
            (279, 2 * Width * Height),
        ];
        byte[] directory = [.. entries.SelectMany(entry => (byte[])
            [.. Big(entry.Tag), 0, 4, 0, 0, 0, 1, 0, 0, .. Big(entry.Value)])];
        return [.. "MM\0*"u8, 0, 0, 0, 8, 0, 9, .. directory, 0, 0, 0, 0,
            .. Samples((x, y) => Big(level(x, y)))];
    }
}
