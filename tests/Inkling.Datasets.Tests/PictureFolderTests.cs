using System.Text;
using Inkling.Datasets.Files;
using Inkling.Datasets.Folders;
using Inkling.Imaging;
using Inkling.Pictures;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

public sealed class PictureFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("img_2.jpg", "img_10.jpg")]
    [InlineData("2", "10")]
    [InlineData("a1b9", "a1b10")]
    [InlineData("99999999999999999999998", "99999999999999999999999")]
    [InlineData("img_007", "img_7")]
    [InlineData("a", "a1")]
    [InlineData("a", "b")]
    public void Natural_order_counts_like_people(string first, string second)
    {
        Assert.True(NaturalOrder.Instance.Compare(first, second) < 0);
        Assert.True(NaturalOrder.Instance.Compare(second, first) > 0);
        Assert.Equal(0, NaturalOrder.Instance.Compare(first, first));
    }

    [Fact]
    public void Class_by_class_and_in_natural_order_pixels_are_taken_as_they_are()
    {
        _folder.Png("7/img_10.png", 30);
        _folder.Png("7/img_2.png", 20);
        _folder.Png("0/z.png", 10);
        _folder.File("7/.DS_Store", "hidden");
        _folder.File("7/Thumbs.db", "litter");
        _folder.File("README.txt", "not a picture");
        DigitSet digits = Read();
        Assert.Equal(["0/z.png", "7/img_2.png", "7/img_10.png"], digits.Names);
        Assert.Equal([0, 7, 7], digits.Labels);
        Assert.Equal([10, 20, 30], new[] { digits.Image(0)[0], digits.Image(1)[783], digits.Image(2)[400] });
        Assert.Empty(digits.NotFound);
    }

    [Fact]
    public void A_list_gives_order_and_labels()
    {
        _folder.Png("images/a.png", 1);
        _folder.Png("images/b, c.png", 2);
        _folder.File("labels.csv", "\uFEFFfile,label\r\n\"images/b, c.png\",4\r\nimages/a.png,3\r\n\r\n");
        DigitSet digits = Read();
        Assert.Equal(["images/b, c.png", "images/a.png"], digits.Names);
        Assert.Equal([4, 3], digits.Labels);
        Assert.Equal(2, digits.Image(0)[0]);
    }

    [Theory]
    [InlineData("file,label\n\"b, c.png\",4\n")]
    [InlineData("file,label\nb, c.png,4\n")]
    [InlineData(" file,label \n\n \"b, c.png\" , 4 \n")]
    [InlineData("\"file\";\"label\"\r\n\"b, c.png\";\"4\"\r\n")]
    [InlineData("file\tlabel\nb, c.png\t4")]
    public void A_list_may_be_quoted_and_have_other_separators(string list)
    {
        _folder.Png("b, c.png", 2);
        _folder.File("labels.csv", list);
        Assert.Equal(["b, c.png"], Read().Names);
    }

    [Fact]
    public void A_list_may_name_files_with_quotes_and_be_in_UTF_16()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no file there has a quote in its name");
        _folder.Png("a\"ä\".png", 2);
        string list = "\uFEFFfile,label\n\"a\"\"ä\"\".png\",4\n";
        _folder.File("labels.csv", Encoding.Unicode.GetBytes(list));
        Assert.Equal(["a\"ä\".png"], Read().Names);
    }

    [Theory]
    [InlineData("file,label\na.png,3\nb.png,4\n", "labels.csv: row 3: there is no file \"b.png\" in ")]
    [InlineData("file,label\na.png,12\n", "labels.csv: row 2, field 2: \"12\" is not a label 0 to 9.")]
    [InlineData("file,label\na.png\n", "labels.csv: row 2 has no comma; a row is file,label.")]
    [InlineData("file,label\n,3\n", "labels.csv: row 2, field 1: the file's name is missing.")]
    [InlineData("b.png,3\n", "labels.csv: row 1 is not the heading \"file,label\"")]
    [InlineData("", "labels.csv: is empty: download it again")]
    [InlineData("file,label\n", "has 0 pictures")]
    public void A_list_that_is_wrong_is_named_with_its_row(string list, string words)
    {
        _folder.Png("a.png", 1);
        _folder.File("labels.csv", list);
        Says(words, FaultOf());
    }

    [Fact]
    public void Other_sizes_are_counted_and_the_first_five_named()
    {
        _folder.Png("3/good.png", 1);
        for (int i = 1; i <= 12; i++)
            _folder.Png($"3/{i}.png", 1, width: 30, height: 20 + i);
        string fault = FaultOf();
        Says("12 of 13 pictures can't be used: 3/1.png is 30 × 21, not 28 × 28; 3/2.png is 30 × 22", fault);
        Says("3/5.png is 30 × 25, not 28 × 28; and 7 more. With --prepare, pictures of any size", fault);
    }

    [Fact]
    public void What_is_no_picture_is_named_and_preparing_is_not_advised()
    {
        _folder.Png("3/a.png", 1);
        _folder.File("3/b.png", "hello");
        string fault = FaultOf();
        Says("1 of 2 pictures can't be used: 3/b.png is a text, not a picture", fault);
        Assert.DoesNotContain("--prepare", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_passed_over_in_silence()
    {
        _folder.Png("3/a.png", 1);
        _folder.Png("3/more/b.png", 1);
        Says("3/more in ", FaultOf());
        Directory.Delete(_folder.At("3", "more"), recursive: true);
        _folder.Png("letters/b.png", 1);
        Says("letters in ", FaultOf());
        Directory.Delete(_folder.At("letters"), recursive: true);
        _folder.Png("stray.PNG", 1);
        Says("stray.PNG in ", FaultOf());
    }

    [Fact]
    public void Folders_without_pictures_are_refused()
    {
        Says("has neither class folders 0 … 9 nor labels.csv", FaultOf());
        Directory.CreateDirectory(_folder.At("4"));
        Says("has 0 pictures", FaultOf());
    }

    [Fact]
    public void Prepared_pictures_may_have_any_size_and_blank_ones_stay_in_the_set()
    {
        byte[] ink = new byte[100 * 60];
        Array.Fill(ink, (byte)255);
        for (int y = 20; y < 80; y++)
            ink.AsSpan((y * 60) + 28, 5).Clear();
        _folder.File("1/a.png", Bytes(stream => PngWriter.Write(stream, new GreyImage(60, 100, ink))));
        _folder.Png("1/b.png", 255, width: 50, height: 50);
        DigitSet digits = Read(PictureForm.Prepare);
        Assert.Equal([1], digits.NotFound);
        Assert.Equal(255, digits.Image(0).ToArray().Max());
        Assert.Equal(0, digits.Image(1).ToArray().Max());
    }

    [Fact]
    public void Reading_many_tells_how_far_it_is_and_can_be_called_off()
    {
        for (int i = 0; i < 300; i++)
            _folder.Png($"5/{i}.png", (byte)i);
        Reports reports = new();
        DigitSet digits = PictureFolder.Read(
            _folder.Root, null, PictureForm.AsIs, reports, TestContext.Current.CancellationToken);
        Assert.All(Enumerable.Range(0, 300), i => Assert.Equal((byte)i, digits.Image(i)[9]));
        Assert.Contains(reports.All, report => report is { Done: 300, Total: 300 });
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => PictureFolder.Read(_folder.Root, null, PictureForm.AsIs, null, source.Token));
    }

    private DigitSet Read(PictureForm form = PictureForm.AsIs) =>
        PictureFolder.Read(_folder.Root, null, form, null, TestContext.Current.CancellationToken);

    private string FaultOf() => Fault(() => Read());
}
