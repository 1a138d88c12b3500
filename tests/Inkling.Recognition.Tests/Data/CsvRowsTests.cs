using System.Globalization;
using System.Text;
using Inkling.Recognition.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Recognition.Tests.Data;

/// <summary>Rows read in blocks by several threads are those that one careful reader finds; so are faults.</summary>
public sealed class CsvRowsTests
{
    private const int LongestRow = 4096; // in whole numbers

    [Fact]
    public void Rows_keep_their_order_at_any_block_size_and_number_of_threads()
    {
        DigitSet digits = Digits(300);
        byte[] text = Bytes(stream => CsvFile.Write(stream, digits, null, TestContext.Current.CancellationToken));
        Random random = new(5);
        for (int round = 0; round < 60; round++)
        {
            int size = random.Next(LongestRow, round % 2 == 0 ? 2 * LongestRow : text.Length + 10);
            // Expectations that are right, too low, too high, and none.
            CsvCount expected = new(round % 4 * 150, Headings: 0);
            (byte[] pixels, byte[] labels) = Read(text, size, 1 + (round % 4), expected);
            Assert.Equal(digits.ComputeFingerprint(), new DigitSet(pixels, labels).ComputeFingerprint());
        }
    }

    [Fact]
    public void A_block_may_end_at_any_byte_of_a_row()
    {
        byte[] text = Encoding.ASCII.GetBytes($"label,p\r\n{Row("1", "20")}\r\n\n{Row("2", "0")}\n{Row("3", "7")}");
        for (int size = 2400; size < text.Length + 2; size++)
        {
            (byte[] pixels, byte[] labels) = Read(text, size, threads: 2, new(3, Headings: 1));
            Assert.Equal([1, 2, 3], labels);
            Assert.Equal(20 * 784 + (7 * 784), pixels.Sum(pixel => pixel));
        }
    }

    [Fact]
    public void Of_many_wrong_rows_the_first_is_named()
    {
        Random random = new(7);
        for (int round = 0; round < 40; round++)
        {
            string[] rows = [.. Enumerable.Range(0, 200).Select(i => Row($"{i % 10}", "0"))];
            int[] wrong = [.. Enumerable.Range(0, 4).Select(_ => random.Next(200))];
            foreach (int row in wrong)
                rows[row] = Row("1", "256");
            byte[] text = Encoding.ASCII.GetBytes(string.Join('\n', rows));
            string fault = Fault(() => Read(text, random.Next(LongestRow, 40_000), threads: 4));
            Says($"row {wrong.Min() + 1:N0}, field 2: \"256\"", fault);
        }
    }

    [Fact]
    public void What_the_reading_fails_with_comes_after_the_rows_that_were_read()
    {
        byte[] text = Encoding.ASCII.GetBytes($"{Row("1", "0")}\n{Row("1", "0")}\n{new string('1', 9_000)}");
        Says("row 3 is longer than 4,096 bytes", Fault(() => Read(text, LongestRow, threads: 3)));
        text[4] = (byte)'x';
        Says("row 1, field", Fault(() => Read(text, LongestRow, threads: 3)));
    }

    [Fact]
    public void A_megabyte_of_empty_lines_takes_no_room_for_rows()
    {
        byte[] text = Encoding.ASCII.GetBytes(new string('\n', 1 << 20) + Row("4", "9"));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal([4], Read(text, 1 << 20, threads: 1).Labels);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 8 << 20);
    }

    [Fact]
    public void The_fast_way_takes_what_the_careful_way_takes_and_finds_the_same()
    {
        Random random = new(11);
        int taken = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] row = RandomRow(random);
            byte[] pixels = new byte[DigitSet.PixelCount], expected = new byte[DigitSet.PixelCount];
            int length = CsvDigits.Read([.. row, .. new byte[CsvBlocks.Margin]], pixels, out byte label);
            if (length == 0)
                continue;
            taken++;
            ReadOnlySpan<byte> line = CsvLines.First(row, number: 2, out int lineLength);
            Assert.Equal(lineLength, length);
            Assert.Equal(CsvRow.Read(line, expected, "x", 2), label);
            Assert.Equal(expected, pixels);
        }
        Assert.InRange(taken, 5_000, 15_000);
    }

    // Whole numbers with many noughts, then perhaps one to three letters changed, lost or doubled.
    private static byte[] RandomRow(Random random)
    {
        StringBuilder text = new(random.Next(10).ToString(CultureInfo.InvariantCulture));
        for (int i = 0; i < DigitSet.PixelCount; i++)
            text.Append(CultureInfo.InvariantCulture, $",{(random.Next(3) == 0 ? random.Next(256) : 0)}");
        byte[] row = Encoding.ASCII.GetBytes(text.Append(random.Next(2) == 0 ? "\n" : "\r\n").ToString());
        const string Letters = "0123456789,,,\r -.:/";
        for (int i = random.Next(5) - 1; i > 0; i--)
            row[random.Next(row.Length - 1)] = (byte)Letters[random.Next(Letters.Length)];
        return row;
    }

    private static (byte[] Pixels, byte[] Labels) Read(byte[] text, int size, int threads, CsvCount expected = default)
    {
        using MemoryStream content = new(text);
        return new CsvRows(new CsvBlocks(content, "d.csv", size), "d.csv", expected).Read(threads);
    }
}
