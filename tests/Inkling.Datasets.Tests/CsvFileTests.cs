using System.Globalization;
using System.Text;
using CsCheck;
using Inkling.Datasets.Csv;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

public sealed class CsvFileTests : IDisposable
{
    private const string NumPys = "0.000000000000000000e+00";
    private static readonly string Good = Row("3", "200");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_again(bool zipped)
    {
        DigitSet digits = Digits(50);
        byte[] bytes = Written(digits);
        DigitSet read = Read(zipped ? Zip(bytes) : bytes);
        Assert.Equal(digits.ComputeFingerprint(), read.ComputeFingerprint());
    }

    [Fact]
    public void Rows_longer_and_shorter_than_the_buffer_fit_together()
    {
        DigitSet digits = Digits(3_000);
        byte[] bytes = Written(digits);
        Assert.True(bytes.Length > 3 << 20);
        Assert.Equal(digits.ComputeFingerprint(), Read(bytes).ComputeFingerprint());
        byte[] zipped = Zip([.. "label,p\n\n"u8, .. bytes]);
        Assert.Equal(digits.ComputeFingerprint(), Read(zipped).ComputeFingerprint());
    }

    [Fact]
    public void Whatever_the_form_the_same_digits_are_read() => Gen.Select(
        Gen.Select(Gen.OneOf(",", ";", "\t"), Gen.OneOf("", "\""), Gen.OneOf("0", NumPys)),
        Gen.Select(Gen.OneOf("\n", "\r\n"), Gen.OneOf("", "label,pixel0", "\"# Label\",1x1"), Gen.Bool),
        Gen.Select(Gen.OneOf("utf-8", "utf-16", "utf-16BE"), Gen.Bool),
        Gen.Select(Gen.Int[1, 12], Gen.Int)).Sample(
            (fields, lines, file, set) =>
            {
                (string separator, string quote, string form) = fields;
                (string end, string heading, bool ended) = lines;
                DigitSet digits = Digits(set.Item1, set.Item2);
                IEnumerable<string> rows = Enumerable.Range(0, digits.Count).Select(RowOf);
                string text = string.Join(end, rows.Prepend(heading.Replace(",", separator)));
                Encoding encoding = Encoding.GetEncoding(file.Item1);
                byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(ended ? text + end : text)];
                DigitSet read = Read(file.Item2 ? Zip(bytes) : bytes);
                Assert.Equal(digits.ComputeFingerprint(), read.ComputeFingerprint());

                string RowOf(int row) => string.Join(separator,
                    digits.Image(row).ToArray().Prepend(digits.Labels[row]).Select(value =>
                        quote + value.ToString(form, CultureInfo.InvariantCulture) + quote));
            },
            iter: 200,
            threads: 1); // all are written to one file

    [Fact]
    public void NumPys_form_reads_as_the_same_numbers()
    {
        StringBuilder text = new("7.000000000000000000e+00");
        for (int i = 0; i < DigitSet.PixelCount; i++)
            text.Append(CultureInfo.InvariantCulture, $",{i % 256:0.000000000000000000e+00}");
        DigitSet read = Read(text.Append('\n').ToString());
        Assert.Equal(7, read.Labels[0]);
        Assert.Equal(Enumerable.Range(0, DigitSet.PixelCount).Select(i => (byte)(i % 256)), read.Pixels);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0}\n")]
    [InlineData("{0}\r\n")]
    [InlineData("\uFEFF{0}\n")]
    [InlineData("{0}\n\n")]
    [InlineData("{0}\r\n\r\n")]
    [InlineData("label,pixel0,pixel1\n{0}\n")]
    [InlineData("\uFEFF\"Label\",1x1\r\n{0}\r\n")]
    [InlineData(" \t\n\n{0}\n \n")]
    public void Headings_marks_and_line_ends_do_not_matter(string form)
    {
        DigitSet read = Read(string.Format(CultureInfo.InvariantCulture, form, Good));
        Assert.Equal([3], read.Labels);
        Assert.All(read.Pixels, pixel => Assert.Equal(200, pixel));
    }

    [Theory]
    [InlineData("2x")]
    [InlineData("256")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("1e400")]
    [InlineData("12.5")]
    [InlineData("999999999999")]
    public void A_field_that_is_no_pixel_is_named_with_row_and_field(string field)
    {
        string bad = $"5,0,{field}{Row(string.Empty, "0", DigitSet.PixelCount - 2)}";
        string fault = FaultOf($"{Good}\n{bad}\n");
        Says($"d.csv: row 2, field 3: \"{field}\" is not a pixel value 0 to 255.", fault);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("x")]
    [InlineData("-1")]
    public void A_label_out_of_range_is_named(string label) => Says(
        $"d.csv: row 2, field 1: \"{label}\" is not a label 0 to 9.", FaultOf($"{Good}\n{Row(label, "0")}"));

    [Fact]
    public void A_row_with_783_pixels_is_named_with_its_number()
    {
        string fault = FaultOf($"label,p\n{Good}\n{Row("1", "0", 783)}\n");
        Says("row 3 has 784 fields; a row is a label and 784 pixels, 785 fields: the labels seem", fault);
        Says("row 1 has 786 fields", FaultOf(Row("1", "0", 785)));
        Says("row 1 has 1 field;", FaultOf("hello"));
    }

    [Fact]
    public void Of_many_wrong_rows_the_first_is_named()
    {
        string[] right = [.. Enumerable.Range(0, 2_000).Select(i => Row($"{i % 10}", "0"))];
        Gen.Int[0, right.Length - 1].Array[1, 4].Sample(
            wrong =>
            {
                string[] rows = [.. right];
                foreach (int row in wrong)
                    rows[row] = Row("1", "256");
                string fault = FaultOf(string.Join('\n', rows));
                Says($"row {wrong.Min() + 1:N0}, field 2: \"256\"", fault);
            },
            iter: 20,
            threads: 1); // all are written to one file
    }

    [Fact]
    public void Commas_in_a_file_with_semicolons_are_part_of_a_field()
    {
        string commas = string.Concat(Enumerable.Repeat("1,", 900));
        string good = Good.Replace(',', ';');
        Says("d.csv: row 2, field 1: \"1,1,1", FaultOf($"{good}\n{commas}{good}\n"));
    }

    [Fact]
    public void A_quote_that_is_not_closed_is_named_with_its_row() =>
        Says("d.csv: row 2 has ", FaultOf($"{Good}\n\"{Good}\n{Good}\n"));

    [Theory]
    [InlineData("1:2:3:4", "row 1 has 1 field; a row is a label and 784 pixels, 785 fields: they seem to be "
        + "separated by \":\"; use commas, semicolons, tabs, bars or blanks.")]
    [InlineData("{0}\n1;2;3", "row 2 has 1 field; a row is a label and 784 pixels, 785 fields: it is "
        + "separated by semicolons, the first row by commas; use one for all rows.")]
    [InlineData("{0}\n1,2,3", "row 2 has 3 fields; a row is a label and 784 pixels, 785 fields. It is the "
        + "last row: if the file was cut short, copy or download it again.")]
    public void What_separates_and_ends_the_rows_is_told(string text, string fault) =>
        Says(fault, FaultOf(string.Format(CultureInfo.InvariantCulture, text, Good)));

    [Theory]
    [InlineData(64, 8)]
    [InlineData(1_024, 32)]
    public void Pictures_of_another_size_are_told(int pixels, int side)
    {
        string row = Row("1", "9", pixels);
        Says($"the pictures seem to be {side} × {side}; scale them to 28 × 28.", FaultOf(row));
        Says($"the pictures seem to be {side} × {side}", FaultOf($"label,p\n{row}"));
    }

    [Theory]
    [InlineData("-0.4242", "the pixels seem to be normalised; write them as 0 to 255.")]
    [InlineData("\"0,5\"", "write decimals with a point.")]
    [InlineData("0.5", "\"0.5\" is not a pixel value 0 to 255.")]
    public void A_field_of_another_form_is_told(string field, string hint) =>
        Says(hint, FaultOf($"{Good}\n5,0,{field}{Row(string.Empty, "0", 782)}\n"));

    [Fact]
    public void A_file_without_labels_has_pixels_only()
    {
        byte[] pixels = Digits(20).Pixels;
        string[] rows = [.. pixels.Chunk(DigitSet.PixelCount).Select(row => string.Join(',', row))];
        string names = string.Join(',', Enumerable.Range(0, 784).Select(i => $"pixel{i}"));
        string[] counted = [.. rows.Select((row, i) => $"{i},{row}")];
        string[][] files = [rows, [names, .. rows], [$"ImageId,{names}", .. counted], counted];
        foreach (string[] file in files)
        {
            string path = _folder.File("d.csv", string.Join('\n', file));
            Assert.Equal(pixels, CsvFile.ReadPixels(path, null, TestContext.Current.CancellationToken));
            Says("d.csv: has no column of labels, only 784 pixels a row", Fault(() => CsvFile.Read(path)));
        }
    }

    [Fact]
    public void Files_without_rows_are_refused()
    {
        Says("d.csv: is empty: download it again.", FaultOf(string.Empty));
        Says("has no rows", FaultOf("label,pixel0\n"));
        Says("a row of more than 16,777,216 characters", FaultOf(new string('1', 20 << 20)));
    }

    [Fact]
    public void A_file_without_end_is_refused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there is no such file here");
        Says("/dev/zero: begins with zeros only", Fault(() => CsvFile.Read("/dev/zero")));
    }

    [Fact]
    public void Empty_lines_take_no_room_for_rows()
    {
        byte[] bytes = Encoding.ASCII.GetBytes(new string('\n', 8 << 20) + Good);
        long before = GC.GetAllocatedBytesForCurrentThread(); // other tests run beside it
        Assert.Equal([3], Read(bytes).Labels);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Fact]
    public void A_zip_that_ends_early_is_refused()
    {
        byte[] zipped = Zip(Written(Digits(20)));
        Says("gzip", Fault(() => Read(zipped[..^100])));
    }

    [Fact]
    public void Reading_can_be_called_off()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => CsvFile.Read(_folder.File("d.csv", Good), null, source.Token));
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_and_nothing_else()
    {
        byte[] good = Written(Digits(2));
        byte[] quoted = Encoding.Unicode.GetBytes($"\uFEFF\"label\";p\n{Good.Replace(',', ';')}\n");
        Damage.To([good, Zip(good), quoted]).Sample(
            damaged => ReadOrRefused(() => Read(damaged)),
            iter: 1_000,
            threads: 1); // all are written to one file
    }

    private DigitSet Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private DigitSet Read(byte[] bytes) =>
        CsvFile.Read(_folder.File("d.csv", bytes), null, TestContext.Current.CancellationToken);

    private static byte[] Written(DigitSet digits) =>
        Bytes(stream => CsvFile.Write(stream, digits, null, TestContext.Current.CancellationToken));

    private string FaultOf(string text) => Fault(() => Read(text));
}
