using CsCheck;
using Inkling.Imaging.Decoding.Png;

namespace Inkling.Imaging.Tests.Decoding;

public class PngFilterTests
{
    // ISO/IEC 15948, 9.2, written down as it stands there, forwards.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Each_filter_is_undone(int type)
    {
        Gen<byte[]> rows = Gen.Byte.Array[41];
        Gen.Select(Gen.OneOf(1, 2, 3, 4, 6, 8), rows, rows).Sample((step, row, above) =>
        {
            byte[] filtered = new byte[row.Length];
            for (int i = 0; i < row.Length; i++)
            {
                int a = i < step ? 0 : row[i - step];
                int c = i < step ? 0 : above[i - step];
                filtered[i] = (byte)(row[i] - Predict(type, a, above[i], c));
            }

            Assert.True(PngFilter.Undo(type, filtered, above, step));
            Assert.Equal(row, filtered);
        });
    }

    [Fact]
    public void Paeth_chooses_by_its_definition_among_any_three_bytes()
    {
        // Pixels of eight bytes, two a row: the first is a beside nothing, below c; the second is guessed,
        // below b.
        byte[] above = new byte[16];
        byte[] row = new byte[16];
        byte[] expected = new byte[8];
        for (int b = 0; b < 256; b++)
        {
            for (int c = 0; c < 256; c++)
            {
                above.AsSpan(0, 8).Fill((byte)c);
                above.AsSpan(8).Fill((byte)b);
                for (int first = 0; first < 256; first += 8)
                {
                    row.AsSpan(8).Clear();
                    for (int i = 0; i < 8; i++)
                    {
                        row[i] = (byte)(first + i - c);
                        expected[i] = (byte)Paeth(first + i, b, c);
                    }

                    PngFilter.Undo(4, row, above, 8);
                    if (!expected.AsSpan().SequenceEqual(row.AsSpan(8)))
                        Assert.Fail($"a from {first}, b {b}, c {c}");
                }
            }
        }
    }

    [Fact]
    public void There_are_no_more_than_five_filters() =>
        Assert.False(PngFilter.Undo(5, new byte[3], new byte[3], 1));

    private static int Predict(int type, int a, int b, int c) => type switch
    {
        0 => 0,
        1 => a,
        2 => b,
        3 => (a + b) / 2,
        _ => Paeth(a, b, c),
    };

    private static int Paeth(int a, int b, int c)
    {
        (int toA, int toB, int toC) = (Math.Abs(b - c), Math.Abs(a - c), Math.Abs(a + b - c - c));
        return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
    }
}
