using System.Text;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

/// <summary>Lists as people and their tools write them.</summary>
public sealed class PictureListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("filename,label\n1.png,7\nb.png,2\n")]
    [InlineData("Label,FileName\n7,1.png\n2,b.png\n")]
    [InlineData("\"path\",\"class\"\n\"1.png\",\"7\"\n\"b.png\",\"2\"\n")]
    [InlineData(",image_path,width,Digit\n0,1.png,28,7\n1,b.png,28,2\n")]
    [InlineData("id;target\n1;7\nb;2\n")]
    [InlineData("name\ty\n1.png\t7.0\nb.png\t2.0\n")]
    [InlineData("IMAGE , CATEGORY\n 1.png , seven \n b.png , TWO \n")]
    [InlineData("file label\n1.png 7\nb.png 2\n")]
    [InlineData("1.png 7\nb.png 2\n")]
    [InlineData("1.png,7\nb.png,2\n")]
    [InlineData("7,1.png\n2,b.png\n")]
    [InlineData("0;1.png;7\n1;b.png;2\n")]
    [InlineData("img,text,gt\n./1.png,hello,digit_7\nb.png,\"a, b\",2\n")]
    [InlineData("file,label\nC:\\Users\\me\\digits\\1.png,7\n/content/b.png,2\n")]
    [InlineData("file|label\r1.png|7\rb.png|2\r")]
    [InlineData("Datei;Ziffer\n1.png;7\nb.png;2\n")]
    public void Columns_are_found_by_their_names_or_by_what_they_hold(string list)
    {
        _folder.Png("1.png", 10);
        _folder.Png("b.png", 20);
        _folder.File("labels.csv", list);
        DigitSet digits = Read();
        Assert.Equal(["1.png", "b.png"], digits.Names);
        Assert.Equal([7, 2], digits.Labels);
        Assert.Equal([10, 20], new[] { digits.Image(0)[0], digits.Image(1)[0] });
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void Encodings_with_a_byte_order_mark_are_read(string encoding)
    {
        _folder.Png("ziffer ü.png", 10);
        Encoding writer = Encoding.GetEncoding(encoding);
        const string List = "Datei,Label\r\nziffer ü.png,7\r\n";
        _folder.File("labels.csv", [.. writer.GetPreamble(), .. writer.GetBytes(List)]);
        Assert.Equal([7], Read().Labels);
    }

    [Theory]
    [InlineData("Labels.CSV")]
    [InlineData("labels.tsv")]
    [InlineData("labels.txt")]
    [InlineData("metadata.csv")]
    [InlineData("annotations.csv")]
    [InlineData("train.csv")]
    public void A_list_may_have_other_names(string name)
    {
        _folder.Png("a.png", 10);
        _folder.File("README.txt", "Digits of my class, and what they are.");
        _folder.File(name, "file_name,label\na.png,4\n");
        Assert.Equal([4], Read().Labels);
    }

    [Theory]
    [InlineData("images/3/a.png", "3\\a.png")]
    [InlineData("images/a.png", "a.png")]
    [InlineData("scans/a.png", "a")]
    [InlineData("a.png", "set/a.png")]
    [InlineData("3/a.jpg.png", "/home/me/set/3/a.jpg.png")]
    public void Pictures_are_found_where_the_list_is_a_little_off(string file, string written)
    {
        _folder.Png($"set/{file}", 10);
        _folder.Png("set/other/b.png", 10);
        _folder.File("set/labels.csv", $"file,label\n{written},4\nother/b.png,5\n");
        DigitSet digits = Read("set");
        Assert.Equal([file, "other/b.png"], digits.Names);
        Assert.Equal([4, 5], digits.Labels);
    }

    [Fact]
    public void A_number_may_be_a_label_or_a_picture_and_what_counts_is_the_picture()
    {
        for (int i = 1; i <= 4; i++)
            _folder.Png($"images/{i}.png", (byte)i);
        _folder.File("labels.csv", "2,1\n2,2\n1,3\n1,4\n");
        Assert.Equal(["images/1.png", "images/2.png", "images/3.png", "images/4.png"], Read().Names);
    }

    [Fact]
    public void A_picture_that_may_be_any_of_two_is_not_guessed()
    {
        _folder.Png("one/a.png", 1);
        _folder.Png("two/a.png", 2);
        _folder.File("labels.csv", "file,label\na.png,4\n");
        Says("labels.csv: row 2: \"a.png\" may be one/a.png or two/a.png", Fault(() => Read()));
    }

    [Fact]
    public void Lists_called_like_splits_are_splits_and_others_stay_out()
    {
        _folder.Png("train/1.png", 1);
        _folder.Png("train/2.png", 2);
        _folder.Png("test/1.png", 3);
        _folder.File("train.csv", "id,label\n1,4\n2,5\n");
        _folder.File("test.csv", "id,label\n1,6\n");
        _folder.File("sample_submission.csv", "id,label\n1,0\n");
        DigitSource source = DigitSource.Open(_folder.Root);
        Assert.Equal(["train/1.png", "train/2.png"], Read(source.Training).Names);
        Assert.Equal(["test/1.png"], Read(source.Test!).Names);
        Assert.Equal([6], Read(source.Test!).Labels);
    }

    [Theory]
    [InlineData("file,label\na.png,3,9\n", "row 2: there is no file \"a.png,3\" in ")]
    [InlineData("id,file,label\n1,a.png\n", "row 2 has 2 fields, and the first row has 3")]
    [InlineData("a.png,x\n", "row 1, field 2: \"x\" is not a label 0 to 9.")]
    [InlineData("label,file\n03,a.png\n", "row 2, field 1: \"03\" is not a label 0 to 9.")]
    [InlineData("file,label\na.png,null\n", "field 2: \"null\" is not a label 0 to 9.")]
    [InlineData("file,label\nimages/a.png,3\n", "row 2: there is no file \"images/a.png\" in ")]
    [InlineData("label\n3\n", "row 1 is not the heading \"file,label\", and names no picture that is there")]
    public void A_wrong_row_is_named_by_its_columns(string list, string words)
    {
        _folder.Png("a.png", 10);
        _folder.File("labels.csv", list);
        Says(words, Fault(() => Read()));
    }

    private DigitSet Read(params string[] names) => Read(DigitSource.Open(_folder.At(names)).Training);

    private static DigitSet Read(DatasetSplit split) =>
        split.Read(cancellation: TestContext.Current.CancellationToken);
}
