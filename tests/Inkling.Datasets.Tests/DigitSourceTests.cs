using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

public sealed class DigitSourceTests : IDisposable
{
    private static readonly DigitSet Five = Digits(5, seed: 5);
    private static readonly DigitSet Two = Digits(2, seed: 2);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train-images-idx3-ubyte", "t10k-images-idx3-ubyte")]
    [InlineData("train-images.idx3-ubyte", "t10k-images.idx3-ubyte.gz")]
    public void A_folder_with_MNISTs_files_has_two_parts(string training, string test)
    {
        Write(Five, training);
        Write(Two, test);
        TwoParts(DigitSourceKind.Idx);
    }

    [Theory]
    [InlineData("train_images.csv", "test_images.csv")]
    [InlineData("mnist_train.csv.gz", "mnist_test.csv")]
    public void A_folder_with_two_CSVs_has_two_parts(string training, string test)
    {
        Write(Five, training);
        Write(Two, test);
        TwoParts(DigitSourceKind.Csv);
    }

    [Fact]
    public void No_argument_is_the_callers_mistake() =>
        Assert.Throws<ArgumentNullException>("argument", () => DigitSource.Open(null!));

    [Fact]
    public void The_originals_two_folders_of_pictures_are_two_parts()
    {
        _folder.Png("MNIST - JPG - training/3/1.png", 1);
        _folder.Png("MNIST - JPG - testing/4/1.png", 2);
        DigitSource source = DigitSource.Open(_folder.Root);
        Assert.Equal(DigitSourceKind.Pictures, source.Kind);
        Assert.Equal([3], Read(source.Training).Labels);
        Assert.Equal([4], Read(source.Evaluation).Labels);
        _folder.Png("train/3/1.png", 1);
        Says("name the one that is meant", FaultOf());
    }

    [Fact]
    public void A_folder_with_one_part_says_that_it_has_no_test_part()
    {
        Write(Two, "t10k-images-idx3-ubyte");
        DigitSource source = DigitSource.Open(_folder.Root);
        Assert.Null(source.Test);
        Assert.Same(source.Training, source.Evaluation);
        Same(Two, source.Training);
    }

    [Theory]
    [InlineData("d.csv", DigitSourceKind.Csv)]
    [InlineData("d.csv.gz", DigitSourceKind.Csv)]
    [InlineData("d-images-idx3-ubyte", DigitSourceKind.Idx)]
    [InlineData("d.idx3-ubyte.gz", DigitSourceKind.Idx)]
    [InlineData("d-images.idx", DigitSourceKind.Idx)]
    public void A_file_is_one_part(string name, DigitSourceKind kind)
    {
        Write(Five, name);
        DigitSource source = DigitSource.Open(_folder.At(name));
        Assert.Equal((kind, false), (source.Kind, source.Test is not null));
        Same(Five, source.Training);
    }

    [Fact]
    public void Labels_may_be_zipped_where_images_are_not()
    {
        Write(Five, "a-images-idx3-ubyte");
        byte[] labels = File.ReadAllBytes(_folder.At("a-labels-idx1-ubyte"));
        _folder.File("a-labels-idx1-ubyte.gz", Zip(labels));
        File.Delete(_folder.At("a-labels-idx1-ubyte"));
        Same(Five, DigitSource.Open(_folder.At("a-images-idx3-ubyte")).Training);
    }

    [Theory]
    [InlineData("3,0,0,0\n", true)]
    [InlineData("label,pixel0\n", true)]
    [InlineData("3.000000e+00,0.0", true)]
    [InlineData("3;0;0;0\n", true)]
    [InlineData("\"3\"\t\"0\"", true)]
    [InlineData("\"label\",\"pixel0\"\n", true)]
    [InlineData("hello", false)]
    public void A_CSV_without_its_ending_is_told_by_its_content(string content, bool isCsv)
    {
        string path = _folder.File("digits", content);
        if (isCsv)
            Assert.Equal(DigitSourceKind.Csv, DigitSource.Open(path).Kind);
        else
            Says("is no file of digits that Inkling knows. Inkling reads: mnist;", FaultOf("digits"));
    }

    [Fact]
    public void Class_folders_and_lists_are_one_part()
    {
        _folder.Png("classes/3/a.png", 1);
        _folder.Png("list/a.png", 1);
        _folder.File("list/labels.csv", "file,label\na.png,8\n");
        Assert.Equal([3], Read(DigitSource.Open(_folder.At("classes")).Training).Labels);
        Assert.Equal([8], Read(DigitSource.Open(_folder.At("list")).Training).Labels);
    }

    [Fact]
    public void Halves_of_pairs_are_refused_with_what_is_missing()
    {
        Write(Five, "train-images-idx3-ubyte");
        string labels = _folder.At("train-labels-idx1-ubyte");
        Says("is the labels of a pair: name the file of pictures", FaultOf("train-labels-idx1-ubyte"));
        File.Delete(labels);
        Says("train-labels-idx1-ubyte.gz, its other half, is not there", FaultOf());
        string images = _folder.At("train-images-idx3-ubyte");
        Says($"its labels {labels} are not there", FaultOf("train-images-idx3-ubyte"));
        File.Move(images, _folder.At("digits.bin"));
        Says("its labels can't be told from its name", FaultOf("digits.bin"));
    }

    [Fact]
    public void What_is_not_there_or_not_known_is_answered_with_what_is_read()
    {
        Says("there is no such file or folder. Inkling reads: ", FaultOf("none"));
        Says("holds no digits that Inkling knows. Inkling reads: ", FaultOf());
    }

    private static DigitSet Read(DatasetSplit part) =>
        part.Read(PictureForm.AsIs, null, TestContext.Current.CancellationToken);

    private static void Same(DigitSet expected, DatasetSplit part) =>
        Assert.Equal(expected.ComputeFingerprint(), Read(part).ComputeFingerprint());

    private string FaultOf(params string[] names) => Fault(() => DigitSource.Open(_folder.At(names)));

    private void TwoParts(DigitSourceKind kind)
    {
        DigitSource source = DigitSource.Open(_folder.Root);
        Assert.Equal((kind, true), (source.Kind, source.Test is not null));
        Same(Five, source.Training);
        Same(Two, source.Test!);
        Assert.Same(source.Test, source.Evaluation);
    }

    private void Write(DigitSet digits, string name) =>
        DigitSetWriter.Write(digits, _folder.At(name), null, TestContext.Current.CancellationToken);
}
