using Inkling.Imaging;

namespace Inkling.Pictures.Tests;

public class DecodeLimitsTests
{
    /// <summary>A picture, the bytes before its size, and others instead of its size.</summary>
    public static TheoryData<string, string, string> Claims => new()
    {
        { "grey.jpg", "FFC0000B08", "FDE8FDE8" },
        { "progressive.jpg", "FFC2001108", "FDE8FDE8" },
        { "grey-1.png", "49484452", "0000FDE80000FDE801000000008A2CE4A7" },
        { "clear-interlaced.gif", "474946383961", "E8FDE8FD" },
        { "rgb-32.bmp", "28000000", "E8FD0000E8FD0000" },
        { "animated.webp", "565038580A00000012000000", "FF3F00FF3F00" }, // 16,384: Skia's most
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_header_that_claims_too_many_pixels_is_refused(string name, string before, string size)
    {
        byte[] bytes = Fixture.Bytes(name);
        byte[] start = Convert.FromHexString(before);
        Convert.FromHexString(size).CopyTo(bytes, bytes.AsSpan().IndexOf(start) + start.Length);
        AssertTooLarge("^is [0-9,]+ × [0-9,]+ pixels, and the limit is 70,000,000 in all: make it ", bytes);
    }

    [Fact]
    public void A_netpbm_header_that_claims_too_many_pixels_is_refused() => AssertTooLarge(
        "^is 65,000 × 65,000 pixels, and the limit is 70,000,000 in all: make it smaller$",
        [.. "P5 65000 65000 255\n"u8]);

    [Fact]
    public void A_picture_is_refused_by_the_callers_limits()
    {
        AssertTooLarge(
            "^is 29 × 19 pixels, and the limit is 550 in all: make it smaller$",
            Fixture.Bytes("grey.jpg"), new DecodeLimits { MaxPixels = 550 });
        AssertTooLarge(
            "^has more than 1,499 bytes, which is the limit: make it smaller$",
            new byte[1_500], new DecodeLimits { MaxBytes = 1_499 });
        Assert.Equal(
            29, PictureFile.Decode(Fixture.Bytes("grey.jpg"), new DecodeLimits { MaxPixels = 551 }).Width);
    }

    private static void AssertTooLarge(string pattern, byte[] bytes, DecodeLimits? limits = null)
    {
        var refusal = Assert.Throws<ImageFormatException>(() => PictureFile.Decode(bytes, limits));
        Assert.Matches(pattern, refusal.Message);
        Assert.Equal(ImageFault.TooLarge, refusal.Fault);
        Assert.Throws<ImageFormatException>(() => PictureFile.DecodeGrey(bytes, limits));
    }
}
