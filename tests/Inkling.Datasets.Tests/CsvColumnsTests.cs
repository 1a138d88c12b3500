using System.Globalization;
using System.Text;
using Inkling.Datasets.Csv;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

/// <summary>Where the label and the pixels stand: by a heading, or by what the columns hold.</summary>
public sealed class CsvColumnsTests : IDisposable
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 784).Select(i => $"pixel{i}")];
    private static readonly DigitSet Thirty = Framed(30);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("label")]
    [InlineData("Labels")]
    [InlineData("CLASS")]
    [InlineData("y")]
    [InlineData("\"digit\"")]
    [InlineData("target")]
    [InlineData("Number")]
    [InlineData("# label")]
    [InlineData("Ziffer")]
    [InlineData("what_it_is")]
    public void A_heading_tells_the_label_wherever_it_is(string name)
    {
        foreach (int place in (int[])[0, 1, 300, 783, 784])
        {
            Reads(Thirty, Text(Row(Names, name, place), i => Row(Inks(i), Label(i), place)));
        }
    }

    [Theory]
    [InlineData("1x1,1x2")]
    [InlineData("x.1,x.2")]
    [InlineData("1,2")]
    public void Pixels_may_be_named_as_they_like(string two)
    {
        string[] names = [.. two.Split(','), .. Enumerable.Range(3, 782).Select(i => $"{two[..^1]}{i}")];
        Reads(Thirty, Text(Row(names, "label", 784), i => Row(Inks(i), Label(i), 784)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("id")]
    [InlineData("Index")]
    [InlineData("Unnamed: 0")]
    [InlineData("ImageId")]
    [InlineData("file_name")]
    public void A_named_index_is_passed_over(string name)
    {
        string[] shuffled = [.. Enumerable.Range(0, 30).Select(i => $"{i * 7919 % 30}")];
        Reads(Thirty, Text([name, "label", .. Names], i => [shuffled[i], Label(i), .. Inks(i)]));
        Reads(Thirty, Text([name, .. Names, "y"], i => [shuffled[i], .. Inks(i), Label(i)]));
        Reads(Thirty, Text(["y", name, .. Names], i => [Label(i), shuffled[i], .. Inks(i)]));
    }

    [Fact]
    public void Other_columns_are_passed_over() => Reads(Thirty, Text(
        ["id", "split", "label", .. Names, "source"],
        i => [$"{i}", "train", Label(i), .. Inks(i), "\"a,b\""]));

    [Theory]
    [InlineData(0)]
    [InlineData(784)]
    public void Without_heading_the_column_that_varies_from_0_to_9_is_the_label(int place)
    {
        Reads(Thirty, Text([], i => Row(Inks(i), Label(i), place)));
        Reads(Framed(300), Text([], i => Row(Pixels(Framed(300), i), Label(Framed(300), i), place), 300));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(784)]
    public void A_little_noise_in_the_corner_is_no_label(int place)
    {
        DigitSet noisy = Framed(100);
        for (int i = 0; i < 100; i += 25)
            noisy.Pixels[i * 784] = noisy.Pixels[(i * 784) + 783] = (byte)(1 + (i / 25));
        Reads(noisy, Text([], i => Row(Pixels(noisy, i), Label(noisy, i), place), 100));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 784)]
    [InlineData(1, 0)]
    [InlineData(1, 784)]
    public void Without_heading_a_column_that_counts_is_an_index(int first, int place) => Reads(
        Thirty, Text([], i => [$"{first + i}", .. Row(Inks(i), Label(i), place)]));

    [Theory]
    [InlineData(0)]
    [InlineData(784)]
    public void Names_that_only_count_are_no_names(int place)
    {
        string[] count = [.. Enumerable.Range(0, 785).Select(i => $"{i}")];
        Reads(Thirty, Text(count, i => Row(Inks(i), Label(i), place)));
        Reads(Thirty, Text(["", .. count], i => [$"{i}", .. Row(Inks(i), Label(i), place)]));
        string[] taken = ["5", "0", .. Enumerable.Range(1, 783).Select(i => $"0.{i}")];
        Reads(Thirty, Text(taken, i => Row(Inks(i), Label(i), place)));
    }

    [Fact]
    public void R_names_no_index_and_Excel_names_the_separator()
    {
        Reads(Thirty, Text(["label", .. Names], i => [$"\"{i + 1}\"", Label(i), .. Inks(i)]));
        string text = Text(["label", .. Names], i => [Label(i), .. Inks(i)]);
        Reads(Thirty, "sep=;\r\n" + text.Replace(',', ';'));
        Reads(Thirty, text + string.Concat(Enumerable.Repeat(new string(',', 784) + "\n", 3)));
    }

    [Fact]
    public void Rows_may_end_on_a_separator()
    {
        Reads(Thirty, Text([], i => [Label(i), .. Inks(i), ""]));
        Reads(Thirty, Text(["label", .. Names, ""], i => [Label(i), .. Inks(i), ""]));
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    [InlineData(' ')]
    public void Separators_are_found(char separator)
    {
        foreach (string form in (string[])["0", "0.0", "0.000000e+00", "0.000000000000000000e+00"])
        {
            string text = Text(["label", .. Names], i => [Label(i), .. Inks(i, form)]);
            Reads(Thirty, text.Replace(',', separator));
            Reads(Thirty, text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..].Replace(',', separator));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(784)]
    public void Pixels_of_0_to_1_are_stretched(int place)
    {
        string[] forms = ["0.0###", "0.000000000000000000e+00", "0.#########"];
        foreach (string form in forms)
        {
            string Scaled(int i, int pixel) =>
                (Thirty.Image(i)[pixel] / 255.0).ToString(form, CultureInfo.InvariantCulture);
            string[] Pixels(int i) => [.. Enumerable.Range(0, 784).Select(pixel => Scaled(i, pixel))];
            Reads(Thirty, Text([], i => Row(Pixels(i), Label(i), place)));
            Reads(Thirty, Text(Row(Names, "label", place), i => Row(Pixels(i), Label(i), place)));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.0")]
    [InlineData("0.000000e+00")]
    public void Pixels_of_0_and_1_are_paper_and_ink(string form)
    {
        byte[] levels = [.. Thirty.Pixels.Select(pixel => (byte)(pixel / 128))];
        DigitSet ones = new(levels, Thirty.Labels);
        DigitSet expected = new([.. levels.Select(level => (byte)(255 * level))], Thirty.Labels);
        Reads(expected, Text([], i => [Label(ones, i), .. Pixels(ones, i, form)]));
        Reads(expected, Text([], i => [.. Pixels(ones, i, form), Label(ones, i)]));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Encodings_and_line_ends_do_not_matter(string encoding)
    {
        Encoding bytes = Encoding.GetEncoding(encoding);
        string text = Text([.. Names, "Étiquette"], i => [.. Inks(i), Label(i)]);
        foreach (string end in (string[])["\n", "\r\n", "\r"])
            Reads(Thirty, [.. bytes.GetPreamble(), .. bytes.GetBytes(text.ReplaceLineEndings(end))]);
    }

    [Fact]
    public void Digits_of_one_class_are_read_where_the_label_is_certain()
    {
        DigitSet sevens = new(Thirty.Pixels, [.. Enumerable.Repeat((byte)7, 30)]);
        Reads(sevens, Text([], i => ["7", .. Inks(i)]));
        Reads(sevens, Text([], i => [.. Inks(i), "7"]));
        DigitSet zeros = new(Thirty.Pixels, new byte[30]);
        Reads(zeros, Text(["label", .. Names], i => ["0", .. Inks(i)]));
    }

    [Fact]
    public void A_label_that_no_column_can_be_is_refused() => Says(
        "field 1 is 0 in all 30 rows, so it is no label. So is field 785: name the columns in a first row: ",
        Fault(() => Read(Text([], i => ["0", .. Inks(i)]))));

    private static string Label(DigitSet digits, int digit) => $"{digits.Labels[digit]}";

    private static string Label(int digit) => Label(Thirty, digit);

    private static string[] Inks(int digit, string form = "0") => Pixels(Thirty, digit, form);

    private static string[] Pixels(DigitSet digits, int digit, string form = "0") =>
        [.. digits.Image(digit).ToArray().Select(ink => ink.ToString(form, CultureInfo.InvariantCulture))];

    private static string[] Row(string[] others, string one, int place) =>
        [.. others[..place], one, .. others[place..]];

    private static string Text(string[] heading, Func<int, string[]> row, int rows = 30)
    {
        IEnumerable<string> lines = Enumerable.Range(0, rows).Select(i => string.Join(',', row(i)));
        if (heading.Length > 0)
            lines = lines.Prepend(string.Join(',', heading));
        return string.Join('\n', lines) + "\n";
    }

    // Digits as MNIST's: labels in no order, the first and the last row of pixels are 0.
    private static DigitSet Framed(int count)
    {
        Random random = new(count);
        byte[] pixels = new byte[count * 784], labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            random.NextBytes(pixels.AsSpan((i * 784) + 28, 784 - 56));
            labels[i] = (byte)random.Next(10);
        }
        return new(pixels, labels);
    }

    private void Reads(DigitSet expected, string text) => Reads(expected, Encoding.UTF8.GetBytes(text));

    private void Reads(DigitSet expected, byte[] bytes)
    {
        string path = _folder.File("d.csv", bytes);
        DigitSet read = CsvFile.Read(path, null, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Labels, read.Labels);
        Assert.Equal(expected.Pixels, read.Pixels);
        Assert.Equal(expected.Pixels, CsvFile.ReadPixels(path, null, TestContext.Current.CancellationToken));
    }

    private DigitSet Read(string text) =>
        CsvFile.Read(_folder.File("d.csv", text), null, TestContext.Current.CancellationToken);
}
