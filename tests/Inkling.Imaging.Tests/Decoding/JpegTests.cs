using Inkling.Imaging.Decoding;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>What no other program was asked about: JPEGs that libjpeg refuses, and errors.</summary>
public class JpegTests
{
    [Fact]
    public void A_component_sampled_at_a_fraction_repeats_its_samples()
    {
        // Luma 3 × 1, chroma 2 × 1: two samples of chroma for three pixels. libjpeg has no such upsampling.
        byte[] bytes = LargePicture.Jpeg(50, [0x31, 0x21, 0x11]);
        RasterImage image = Fixture.Decode(bytes);
        Assert.Equal((50, 50, 3), (image.Width, image.Height, image.Channels));
        Assert.All(image.Samples, sample => Assert.Equal(128, sample));
    }

    [Fact]
    public void A_height_that_nothing_tells_is_an_error()
    {
        byte[] bytes = Fixture.Bytes("grey-height-behind.jpg");
        bytes[bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDC]) + 1] = 0xFE;
        Assert.StartsWith("is damaged: its header says 40 × 0 pixels; ", MessageOf(bytes));
    }

    [Theory]
    [InlineData(5, "codes places 1 to 63, bits 5 to 0, which may not come there")]
    [InlineData(1, "codes places 1 to 63, bits 1 to 0, which may not come there")]
    public void Scans_that_leave_bits_out_are_refused(int high, string message)
    {
        byte[] bytes = LargePicture.Jpeg(64, [0x11], isProgressive: true);
        bytes[LastScan(bytes) + 9] = (byte)(high << 4);
        Assert.Contains(message, MessageOf(bytes));
    }

    [Fact]
    public void A_progressive_jpeg_without_its_last_scans_is_read_if_it_says_that_it_ends()
    {
        byte[] bytes = LargePicture.Jpeg(64, [0x11], isProgressive: true);
        byte[] means = bytes[..LastScan(bytes)];
        Assert.All(
            Fixture.Decode((byte[])[.. means, 0xFF, 0xD9]).Samples, sample => Assert.Equal(128, sample));
        Assert.StartsWith("is cut short: a JPEG scan is missing at byte ", MessageOf(means));
    }

    [Fact]
    public void A_component_without_a_scan_is_missing()
    {
        byte[] bytes = LargePicture.Jpeg(64, [0x11, 0x11, 0x11], isInterleaved: false);
        byte[] two = [.. bytes[..LastScan(bytes)], 0xFF, 0xD9];
        Assert.StartsWith("is cut short: JPEG component 3 is missing; ", MessageOf(two));
        Assert.Equal(64, Fixture.DecodeGrey(two).Width);
    }

    [Fact]
    public void A_component_may_not_be_coded_twice()
    {
        byte[] bytes = LargePicture.Jpeg(64, [0x11, 0x11, 0x11], isInterleaved: false);
        int last = LastScan(bytes);
        bytes[last + 5] = 2;
        Assert.StartsWith("is damaged: JPEG component 2 is coded twice; ", MessageOf(bytes));
    }

    [Fact]
    public void A_huffman_table_with_too_many_codes_is_an_error_where_a_scan_reads_with_it()
    {
        byte[] bytes = Fixture.Bytes("grey-28x28-q95.jpg");
        int table = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC4]);
        byte[] broken = [0xFF, 0xC4, 0, 22, 0, 3, .. new byte[15], 1, 2, 3];
        Assert.Equal(
            Fixture.Decode(bytes).Samples,
            Fixture.Decode((byte[])[.. bytes[..table], .. broken, .. bytes[table..]]).Samples);
        int scan = LastScan(bytes);
        Assert.StartsWith(
            "is damaged: a JPEG Huffman table has too many codes of 1 bits; ",
            MessageOf([.. bytes[..scan], .. broken, .. bytes[scan..]]));
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(10_000, true)]
    public void Many_scans_of_a_large_picture_are_refused_and_of_a_small_one_read(int side, bool isRefused)
    {
        byte[] bytes = LargePicture.Jpeg(side, [0x11], isProgressive: true);
        byte[] start = bytes[..LastScan(bytes)];
        byte[] scans =
        [
            .. Enumerable.Range(1, 63).SelectMany(place => Enumerable.Range(0, 6).SelectMany(bit =>
                Scan(place, bit == 0 ? 0 : 6 - bit, 5 - bit, 1_000))),
        ];
        byte[] file = [.. start, .. scans, 0xFF, 0xD9];
        if (isRefused)
            Assert.StartsWith(
                "is a JPEG whose 65 scans go through more than 100,000,000 blocks, which ", MessageOf(file));
        else
            Assert.Equal(side, Fixture.Decode(file).Width);

        static byte[] Scan(int place, int high, int low, int dataBytes) =>
            [0xFF, 0xDA, 0, 8, 1, 1, 0, (byte)place, (byte)place, (byte)((high << 4) | low),
                .. new byte[dataBytes]];
    }

    private static int LastScan(byte[] bytes) => bytes.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);

    private static string MessageOf(byte[] bytes) =>
        Assert.Throws<ImageFormatException>(() => Fixture.Decode(bytes)).Message;
}
