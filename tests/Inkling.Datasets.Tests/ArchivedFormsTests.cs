using Inkling.Recognition.Data;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

/// <summary>Every form of many digits in one file, in archives: what is read from disk is read there.</summary>
public sealed class ArchivedFormsTests : IDisposable
{
    private static readonly DigitSet Five = Digits(5, seed: 5);
    private static readonly DigitSet Two = Digits(2, seed: 2);
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _archives = new();

    public static TheoryData<string> Kinds => ["set.zip", "set.tgz", "set.tar", "download"];

    public void Dispose()
    {
        _folder.Dispose();
        _archives.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NumPys_arrays_are_read(string name)
    {
        _folder.File("data/x_train.npy", Images(Five));
        _folder.File("data/y_train.npy.gz", Zip(Labels(Five)));
        _folder.File("data/x_test.npy", Images(Two));
        _folder.File("data/y_test.npy", Labels(Two));
        _folder.File("__MACOSX/data/._x_train.npy", "litter");
        TwoSplits(name, DigitSourceKind.Numpy);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Keras_archive_is_read_in_another(string name)
    {
        _folder.File("mnist.npz", NumpyBytes.Npz(
            ("x_train", Images(Five)), ("y_train", Labels(Five)),
            ("x_test", Images(Two)), ("y_test", Labels(Two))));
        _folder.File("README.md", "hello");
        TwoSplits(name, DigitSourceKind.Numpy);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Parquet_is_read(string name)
    {
        _folder.File("mnist/train-00000-of-00002.parquet", ParquetBytes.Hub(Five.Subset([0, 1, 2])));
        _folder.File("mnist/train-00001-of-00002.parquet", ParquetBytes.Hub(Five.Subset([3, 4])));
        _folder.File("mnist/test-00000-of-00001.parquet", ParquetBytes.Hub(Two));
        TwoSplits(name, DigitSourceKind.Parquet);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void IDX_pairs_of_any_name_are_read(string name)
    {
        Write(Five, "sets/hands-train-images-idx3-ubyte.gz");
        Write(Two, "sets/hands-test-images-idx3-ubyte");
        TwoSplits(name, DigitSourceKind.Idx);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void CSVs_are_read(string name)
    {
        Write(Five, "mnist_train.csv.gz");
        Write(Two, "mnist_test.csv");
        TwoSplits(name, DigitSourceKind.Csv);
    }

    [Fact]
    public void EMNISTs_digits_are_set_upright_and_it_is_told()
    {
        Write(Five, "gzip/emnist-digits-train-images-idx3-ubyte.gz");
        DigitSet read = Read(Pack("gzip.zip").Training);
        Assert.Equal(Five.Transpose().ComputeFingerprint(), read.ComputeFingerprint());
        Says("set upright", Assert.Single(read.Notes));
    }

    [Fact]
    public void Several_sets_are_to_be_unpacked()
    {
        Write(Five, "gzip/emnist-digits-train-images-idx3-ubyte.gz");
        Write(Two, "gzip/emnist-letters-train-images-idx3-ubyte.gz");
        Says("and of emnist-letters-train-images-idx3-ubyte.gz: unpack it and name", Fault(() => Pack("a.zip")));
        Says("letters-train-images-idx3-ubyte.gz: name", Fault(() => DigitSource.Open(_folder.At("gzip"))));
    }

    [Theory]
    [InlineData("x_val", "y_val", DigitSourceKind.Numpy)]
    [InlineData("hands-validation-images-idx3-ubyte", "", DigitSourceKind.Idx)]
    [InlineData("data/validation.parquet", "", DigitSourceKind.Parquet)]
    public void Validation_beside_training_and_test_is_noted_in_every_form(
        string name, string labels, DigitSourceKind kind)
    {
        foreach ((string part, DigitSet digits) in ((string, DigitSet)[])
            [("train", Five), ("test", Two), (name.Contains("validation") ? "validation" : "val", Five)])
        {
            string file = name.Replace("validation", part).Replace("val", part);
            if (kind == DigitSourceKind.Idx)
                Write(digits, file);
            else if (kind == DigitSourceKind.Parquet)
                _folder.File(file, ParquetBytes.Hub(digits));
            else
                _folder.File(file + ".npy", Images(digits));
            if (labels.Length > 0)
                _folder.File(labels.Replace("val", part) + ".npy", Labels(digits));
        }
        string note = Assert.Single(Read(TwoSplits("set.zip", kind).Training).Notes);
        Says($"{name} in {_archives.At("set.zip")} was not read", note);
    }

    [Fact]
    public void Digits_in_an_archive_are_transposed_before_they_are_prepared()
    {
        Write(Five, "d.csv");
        DigitSet expected = Five.Transpose().Prepare(TestContext.Current.CancellationToken);
        foreach (DigitSource source in (DigitSource[])[Pack("d.zip"), DigitSource.Open(_folder.At("d.csv"))])
        {
            DigitSet read = source.Transpose().Training.Read(
                PictureForm.Prepare, null, TestContext.Current.CancellationToken);
            Assert.Equal(expected.ComputeFingerprint(), read.ComputeFingerprint());
        }
    }

    [Fact]
    public void A_model_beside_data_is_no_data()
    {
        _folder.File("x.npy", Images(Five));
        _folder.File("y.npy", Labels(Five));
        Recognition.Tests.Digits.Model().Save(_folder.At("network.npz"));
        Same(Five, DigitSource.Open(_folder.Root).Training);
        Same(Five, Pack("set.zip").Training);
    }

    [Fact]
    public void What_is_wrong_is_told_with_the_archive_and_the_file_in_it()
    {
        byte[] archive = NumpyBytes.Npz(("x", Images(Five)), ("y", Labels(Five)));
        FaultOf("d.npz", archive[..^30], "d.npz: its ZIP archive is damaged");
        FaultOf("d.parquet", ParquetBytes.Hub(Five)[..^9], "d.parquet: is a Parquet file without its end");
        FaultOf("d-images-idx3-ubyte", [0, 0, 8, 3], "its labels ");
        FaultOf("x.npy", Images(Five), ": its pictures x have no labels");
        FaultOf("d.csv", [.. "version https://git-lfs.github.com/spec/v1"u8], "d.csv: is a pointer of Git LFS");
        FaultOf("x.npy", [.. "<!DOCTYPE html>"u8], "x.npy: is a web page");
    }

    private void FaultOf(string name, byte[] file, string words)
    {
        string path = _folder.File(name, file);
        string fault = Fault(() => Read(Pack("set.zip").Training));
        Says(words, fault);
        Assert.StartsWith(_archives.At("set.zip"), fault, StringComparison.Ordinal);
        File.Delete(path);
    }

    private static byte[] Images(DigitSet digits) =>
        NumpyBytes.Npy("|u1", [digits.Count, 28, 28], [.. digits.Pixels.Select(pixel => (double)pixel)]);

    private static byte[] Labels(DigitSet digits) =>
        NumpyBytes.Npy("<i8", [digits.Count], [.. digits.Labels.Select(label => (double)label)]);

    private static DigitSet Read(DatasetSplit split) =>
        split.Read(PictureForm.AsIs, null, TestContext.Current.CancellationToken);

    private static void Same(DigitSet expected, DatasetSplit split) =>
        Assert.Equal(expected.ComputeFingerprint(), Read(split).ComputeFingerprint());

    private void Write(DigitSet digits, string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.At(name))!);
        DigitSetWriter.Write(digits, _folder.At(name), null, TestContext.Current.CancellationToken);
    }

    private DigitSource Pack(string name)
    {
        Archives.Pack(_folder.Root, _archives.At(name));
        return DigitSource.Open(_archives.At(name));
    }

    private DigitSource TwoSplits(string name, DigitSourceKind kind)
    {
        DigitSource source = Pack(name);
        Assert.Equal(kind, source.Kind);
        Same(Five, source.Training);
        Same(Two, source.Test!);
        Assert.StartsWith(_archives.At(name) + "/", source.Training.Name, StringComparison.Ordinal);
        return source;
    }
}
