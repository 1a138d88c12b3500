using System.Text;
using CsCheck;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

/// <summary>
/// Rows read in blocks by several threads are those that one careful reader finds; so are faults.
/// </summary>
public sealed class CsvRowsTests
{
    private const int LongestRow = 4096; // in whole numbers

    [Fact]
    public void Rows_keep_their_order_at_any_block_size_and_number_of_threads()
    {
        DigitSet digits = Digits(300);
        byte[] text =
            Bytes(stream => CsvFile.Write(stream, digits, null, TestContext.Current.CancellationToken));
        Gen<int> sizes =
            Gen.OneOf(Gen.Int[LongestRow, 2 * LongestRow], Gen.Int[LongestRow, text.Length + 10]);
        // Expectations that are none, too low, right, and too high.
        Gen.Select(sizes, Gen.OneOf(0, 150, 300, 450), Gen.Int[1, 4]).Sample((size, expected, threads) =>
        {
            (byte[] pixels, byte[] labels) = Read(text, size, threads, new(expected, Headings: 0));
            Assert.Equal(digits.ComputeFingerprint(), new DigitSet(pixels, labels).ComputeFingerprint());
        });
    }

    [Fact]
    public void A_block_may_end_at_any_byte_of_a_row()
    {
        byte[] text =
            Encoding.ASCII.GetBytes($"label,p\r\n{Row("1", "20")}\r\n\n{Row("2", "0")}\n{Row("3", "7")}");
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
        string[] right = [.. Enumerable.Range(0, 200).Select(i => Row($"{i % 10}", "0"))];
        Gen.Select(Gen.Int[0, 199].Array[1, 4], Gen.Int[LongestRow, 40_000]).Sample((wrong, size) =>
        {
            string[] rows = [.. right];
            foreach (int row in wrong)
                rows[row] = Row("1", "256");
            byte[] text = Encoding.ASCII.GetBytes(string.Join('\n', rows));
            Says($"row {wrong.Min() + 1:N0}, field 2: \"256\"", Fault(() => Read(text, size, threads: 4)));
        });
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
        int taken = 0;
        Rows().Sample(
            row =>
            {
                byte[] pixels = new byte[DigitSet.PixelCount], expected = new byte[DigitSet.PixelCount];
                int length = CsvDigits.Read([.. row, .. new byte[CsvBlocks.Margin]], pixels, out byte label);
                if (length == 0)
                    return;
                Interlocked.Increment(ref taken);
                ReadOnlySpan<byte> line = CsvLines.First(row, number: 2, out int lineLength);
                Assert.Equal(lineLength, length);
                Assert.Equal(CsvRow.Read(line, expected, "x", 2), label);
                Assert.Equal(expected, pixels);
            },
            iter: 20_000,
            print: Encoding.ASCII.GetString);
        Assert.InRange(taken, 5_000, 15_000);
    }

    // Whole numbers with many noughts, of which up to three letters are then others.
    private static Gen<byte[]> Rows()
    {
        Gen<int[]> pixels = Gen.Int[0, 3 * byte.MaxValue].Array[DigitSet.PixelCount];
        Gen<string> row = Gen.Select(Gen.Int[0, 9], pixels, Gen.OneOf("\n", "\r\n"), (label, levels, end) =>
            $"{label},{string.Join(',', levels.Select(level => level > byte.MaxValue ? 0 : level))}{end}");
        Gen<(double Place, char Letter)> other =
            Gen.Select(Gen.Double.Unit, Gen.Char["0123456789,,,\r -.:/"]);
        return Gen.Select(row, Gen.Frequency((2, other.Array[0]), (3, other.Array[1, 3])), (text, others) =>
        {
            byte[] bytes = Encoding.ASCII.GetBytes(text);
            foreach ((double place, char letter) in others)
                bytes[(int)(place * (bytes.Length - 1))] = (byte)letter;
            return bytes;
        });
    }

    private static (byte[] Pixels, byte[] Labels) Read(
        byte[] text, int size, int threads, CsvCount expected = default)
    {
        using MemoryStream content = new(text);
        return new CsvRows(new CsvBlocks(content, "d.csv", size), "d.csv", expected).Read(threads);
    }
}
