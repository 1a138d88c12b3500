using Inkling.Datasets.Csv;
using Inkling.Datasets.Idx;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

/// <summary>Digits without labels in every form of file.</summary>
public sealed class DigitPixelsTests : IDisposable
{
    private static readonly DigitSet Five = Digits(5);
    private static readonly DigitSet Two = Digits(2, seed: 2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("test-images-idx3-ubyte", false)]
    [InlineData("anything", true)]
    public void Pictures_of_IDX_need_no_labels(string name, bool zipped)
    {
        byte[] images = Bytes(stream => IdxFile.WriteImages(stream, Five));
        DigitPixels read = Open(name, zipped ? Zip(images) : images)!;
        Assert.Equal(Five.Pixels, read.Pixels);
        Assert.Equal((5, _folder.At(name), 0), (read.Count, read.Name, read.Notes.Count));
    }

    [Fact]
    public void EMNISTs_pictures_are_set_upright()
    {
        DigitPixels read = Open(
            "emnist-digits-test-images-idx3-ubyte",
            Bytes(stream => IdxFile.WriteImages(stream, Five.Transpose())))!;
        Assert.Equal(Five.Pixels, read.Pixels);
        Says("set upright", Assert.Single(read.Notes));
    }

    [Theory]
    [InlineData("x_train", "x_test")]
    [InlineData("x_train", "test_images")]
    [InlineData("labels", "images")]
    public void Of_an_archive_the_test_split_is_read_or_the_only_pictures(string other, string test)
    {
        byte[] first =
            other == "labels" ? Array("|u1", Five.Labels, 5) : Array("|u1", Five.Pixels, 5, 28, 28);
        byte[] second = Array("<f4", Two.Pixels, 2, 784);
        DigitPixels read = Open("d.npz", NumpyBytes.Npz((other, first), (test, second)))!;
        Assert.Equal(Two.Pixels, read.Pixels);
        Assert.EndsWith($"d.npz: {test}", read.Name);
    }

    [Fact]
    public void An_array_is_read() =>
        Assert.Equal(Two.Pixels, Open("x.npy", Array("<i8", Two.Pixels, 2, 28, 28))!.Pixels);

    [Fact]
    public void Parquet_needs_no_labels()
    {
        Assert.Equal(Five.Pixels, Open("d.parquet", ParquetBytes.Hub(Five, 2))!.Pixels);
        Assert.Equal(Five.Pixels, Open("d.parquet", ParquetBytes.Lists(Five))!.Pixels);
    }

    [Fact]
    public void CSV_is_read() => Assert.Equal(
        Five.Pixels, Open("d.csv", Bytes(stream => CsvFile.Write(stream, Five)))!.Pixels);

    [Fact]
    public void What_is_no_such_file_is_left_to_others()
    {
        Assert.Null(Open("a.png", PictureFiles.Png(new(28, 28, new byte[784]))));
        Assert.Null(Open("a.pgm", PictureFiles.Pgm));
        Assert.Null(Open("empty", []));
        Assert.Null(Open("a.zip", NumpyBytes.Npz()));
    }

    [Fact]
    public void What_is_such_a_file_and_wrong_is_told()
    {
        Says("is the labels", FaultOf("l", Bytes(stream => IdxFile.WriteLabels(stream, Five))));
        Says("several arrays of pictures: call the one to read x_test", FaultOf("d.npz", NumpyBytes.Npz(
            ("a", Array("|u1", Two.Pixels, 2, 784)), ("b", Array("|u1", Two.Pixels, 2, 784)))));
        Says("has no pictures of 28 × 28", FaultOf("d.npy", Array("|u1", Five.Labels, 5)));
    }

    private static byte[] Array(string type, byte[] values, params int[] shape) =>
        NumpyBytes.Npy(type, shape, [.. values.Select(value => (double)value)]);

    private DigitPixels? Open(string name, byte[] content) =>
        DigitPixels.Open(_folder.File(name, content), null, TestContext.Current.CancellationToken);

    private string FaultOf(string name, byte[] content) => Fault(() => Open(name, content)!);
}
