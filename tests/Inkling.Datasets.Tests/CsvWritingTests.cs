using System.Text;
using Inkling.Datasets.Csv;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

public sealed class CsvWritingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(2_000)]
    public void A_row_is_the_label_and_the_pixels_as_numbers(int rows)
    {
        DigitSet digits = Digits(rows);
        IEnumerable<string> expected = Enumerable.Range(0, rows)
            .Select(i => $"{digits.Labels[i]},{string.Join(',', digits.Image(i).ToArray())}\n");
        byte[] written =
            Bytes(stream => CsvFile.Write(stream, digits, null, TestContext.Current.CancellationToken));
        Assert.Equal(string.Concat(expected), Encoding.ASCII.GetString(written));
    }

    [Fact]
    public void A_disk_that_fails_ends_the_writing_with_its_own_words()
    {
        using MemoryStream full = new(new byte[1 << 20]); // too small for the rows, and can't grow
        Assert.Throws<NotSupportedException>(
            () => CsvFile.Write(full, Digits(3_000), null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_writing_that_is_called_off_writes_nothing_more()
    {
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        using MemoryStream stream = new();
        Assert.Throws<OperationCanceledException>(
            () => CsvFile.Write(stream, Digits(600), null, cancellation.Token));
        Assert.Equal(0, stream.Length);
    }
}
