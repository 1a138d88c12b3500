using Inkling.Imaging.Decoding;
using Inkling.Imaging.Files;

namespace Inkling.Imaging.Tests.Decoding;

public class DecodeLimitsTests
{
    private const int Side = 1_000;

    // What a decoder may have beside the picture: buffers, tables, strips of rows.
    private const int Constant = 200_000;

    // The bytes a pixel: of the picture, and where it cannot be made as it comes, of what must be held until
    // then.
    private static readonly Dictionary<string, (byte[] File, int BytesPerPixel)> Large = new()
    {
        { "grey JPEG", (LargePicture.Jpeg(Side, [0x11]), 1) },
        { "JPEG 4:2:0", (LargePicture.Jpeg(Side, [0x22, 0x11, 0x11]), 3) },
        { "JPEG 4:4:4", (LargePicture.Jpeg(Side, [0x11, 0x11, 0x11]), 3) },
        { "JPEG 4:4:4 in three scans",
            (LargePicture.Jpeg(Side, [0x11, 0x11, 0x11], isInterleaved: false), 6) },
        { "CMYK JPEG in four scans",
            (LargePicture.Jpeg(Side, [0x11, 0x11, 0x11, 0x11], isInterleaved: false), 7) },
        { "grey progressive JPEG", (LargePicture.Jpeg(Side, [0x11], isProgressive: true), 3) },
        { "progressive JPEG 4:4:4", (LargePicture.Jpeg(Side, [0x11, 0x11, 0x11], isProgressive: true), 7) },
        { "progressive CMYK JPEG",
            (LargePicture.Jpeg(Side, [0x11, 0x11, 0x11, 0x11], isProgressive: true), 8) },
        { "PNG", (LargePicture.Png(Side), 3) },
        { "PBM", (LargePicture.Pbm(Side), 1) },
        { "BMP of runs", (LargePicture.Bmp(Side), 4) },
        { "GIF", (LargePicture.Gif(Side), 4) },
    };

    public static TheoryData<string> LargeKinds => [.. Large.Keys];

    [Fact]
    public void A_picture_larger_than_the_limit_is_refused_before_it_is_decoded()
    {
        var limits = new DecodeLimits { MaxPixels = 20 };
        string[] names =
            ["grey-28x28-q95.jpg", "grey-progressive-q30.jpg", "rgb-8-21x13.png", "rgb-565.bmp", "plain.gif",
                "bits-text.pbm"];
        foreach (string name in names)
        {
            string message = Assert.Throws<ImageFormatException>(
                () => Fixture.Decode(Fixture.Bytes(name), limits)).Message;
            Assert.Matches(
                "^is [0-9]+ × [0-9]+ pixels, and the limit is 20 in all: make it smaller$", message);
        }
    }

    [Fact]
    public void A_file_larger_than_the_limit_is_refused_before_it_is_decoded() => Assert.Equal(
        "has more than 1,499 bytes, which is the limit: make it smaller",
        Assert.Throws<ImageFormatException>(
            () => Fixture.Decode(new byte[1_500], new DecodeLimits { MaxBytes = 1_499 })).Message);

    [Fact]
    public void A_cancelled_token_ends_the_decoding_of_every_format()
    {
        string[] names =
        [
            "grey-28x28-q95.jpg", "grey-progressive-q30.jpg", "rgb-8-21x13.png", "rgb-565.bmp", "runs-8.bmp",
            "plain.gif", "binary-255.pgm",
        ];
        foreach (string name in names)
        {
            CancellationToken cancelled = new(canceled: true);
            Assert.Throws<OperationCanceledException>(
                () => ImageFile.Decode(Fixture.Bytes(name), cancellation: cancelled));
        }
    }

    [Theory]
    [MemberData(nameof(LargeKinds))]
    public void Decoding_allocates_at_most_eight_bytes_a_pixel_and_a_bounded_scratch(string kind)
    {
        (byte[] file, int bytesPerPixel) = Large[kind];
        Fixture.Decode(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RasterImage image = Fixture.Decode(file);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((Side, Side), (image.Width, image.Height));
        Assert.InRange(allocated, image.Samples.Length, ((long)bytesPerPixel * Side * Side) + Constant);
        Assert.InRange(bytesPerPixel, 1, 8);
    }

    [Theory]
    [InlineData("JPEG 4:2:0", 1)]
    [InlineData("PNG", 1)]
    [InlineData("BMP of runs", 2)]
    [InlineData("GIF", 2)]
    public void Grey_alone_takes_a_byte_a_pixel_and_no_colours(string kind, int bytesPerPixel)
    {
        byte[] file = Large[kind].File;
        Fixture.DecodeGrey(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fixture.DecodeGrey(file);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, Side * Side, (bytesPerPixel * Side * Side) + Constant);
    }
}
