using System.Globalization;
using System.Text;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

public sealed class CsvWritingTests
{
    [Fact]
    public void Every_pixel_value_is_written_as_the_number_it_is()
    {
        byte[] pixels = [.. Enumerable.Range(0, DigitSet.PixelCount).Select(i => (byte)i)];
        byte[] row = new byte[4_096];
        int length = CsvWriting.Format(label: 7, pixels, row);
        string expected =
            string.Concat(pixels.Select(pixel => "," + pixel.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal($"7{expected}\n", Encoding.ASCII.GetString(row, 0, length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(2_000)]
    public void The_number_of_threads_changes_no_byte_of_any_number_of_rows(int rows)
    {
        DigitSet digits = Digits(rows);
        byte[] one = Written(digits, threads: 1);
        Assert.Equal(rows, one.Count(letter => letter == '\n'));
        Assert.Equal(one, Written(digits, threads: 2));
        Assert.Equal(one, Written(digits, threads: 5));
    }

    [Fact]
    public void A_disk_that_fails_ends_the_writing_with_its_own_words()
    {
        using MemoryStream full = new(new byte[1 << 20]); // too small for the rows, and can't grow
        Assert.Throws<NotSupportedException>(() => Write(full, Digits(3_000), threads: 4));
    }

    [Fact]
    public void A_writing_that_is_called_off_writes_nothing_more()
    {
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        using MemoryStream stream = new();
        CsvWriting writing = new(stream, Digits(600), null, cancellation.Token);
        Assert.Throws<OperationCanceledException>(() => writing.Run(threads: 2));
        Assert.Equal(0, stream.Length);
    }

    private static byte[] Written(DigitSet digits, int threads) =>
        Bytes(stream => Write(stream, digits, threads));

    private static void Write(Stream stream, DigitSet digits, int threads) =>
        new CsvWriting(stream, digits, null, TestContext.Current.CancellationToken).Run(threads);
}
