using Inkling.Imaging.Decoding;
using Inkling.Imaging.Decoding.Jpeg;

namespace Inkling.Imaging.Tests.Decoding;

public class HuffmanTableTests
{
    [Fact]
    public void Codes_of_every_length_are_found()
    {
        // One code of each length: 0, 10, 110, and so on.
        byte[] counts = [.. Enumerable.Repeat((byte)1, 16)];
        byte[] symbols = [.. Enumerable.Range(100, 16).Select(symbol => (byte)symbol)];
        var table = new HuffmanTable(counts, symbols);
        for (int expected = 1; expected <= 16; expected++)
        {
            int code = (1 << expected) - 2;
            int rest = 16 - expected;
            Assert.Equal(99 + expected, table.Find(code << rest, out int length));
            Assert.Equal(expected, length);
            Assert.Equal(99 + expected, table.Find((code << rest) | ((1 << rest) - 1), out _));
        }
    }

    [Fact]
    public void Bits_that_are_no_code_are_not_found()
    {
        byte[] counts = [0, 1, .. new byte[14]];
        var table = new HuffmanTable(counts, [7]);
        _ = table.Find(0xFFFF, out int length);
        Assert.Equal(0, length);
    }

    [Fact]
    public void More_codes_than_there_are_is_an_error() =>
        Assert.Throws<ImageFormatException>(() => new HuffmanTable([3, .. new byte[15]], [1, 2, 3]));
}
