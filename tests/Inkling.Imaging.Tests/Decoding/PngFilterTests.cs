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
        var random = new Random(type);
        foreach (int step in (int[])[1, 2, 3, 4, 6, 8])
        {
            byte[] row = new byte[41];
            byte[] above = new byte[41];
            random.NextBytes(row);
            random.NextBytes(above);
            byte[] filtered = new byte[41];
            for (int i = 0; i < row.Length; i++)
            {
                int a = i < step ? 0 : row[i - step];
                int c = i < step ? 0 : above[i - step];
                filtered[i] = (byte)(row[i] - Predict(type, a, above[i], c));
            }

            Assert.True(PngFilter.Undo(type, filtered, above, step));
            Assert.Equal(row, filtered);
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
        _ => new[] { a, b, c }.MinBy(candidate => Math.Abs(a + b - c - candidate)),
    };
}
