using CsCheck;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;
using static Inkling.Datasets.Tests.NumpyBytes;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

public sealed class NumpyFileTests : IDisposable
{
    private static readonly DigitSet Five = Digits(5);
    private static readonly DigitSet Two = Digits(2, seed: 2);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, bool> Pictures => new(
        from type in (string[])["|u1", "<u2", ">i2", "<i4", ">u4", "<i8", ">u8", "<f4", ">f4", "<f8", ">f8"]
        from shape in (string[])["5,28,28", "5,784", "5,28,28,1", "5,1,28,28"]
        from fortran in (bool[])[false, true]
        select (type, shape, fortran));

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Pictures_are_read_in_any_type_shape_and_order(string type, string shape, bool fortran)
    {
        int[] sizes = [.. shape.Split(',').Select(int.Parse)];
        byte[] images = Npy(type, sizes, Numbers(Five.Pixels), fortran);
        Same(Five, Open(Npz(("x", images), ("y", Labels(Five)))).Training);
    }

    [Theory]
    [InlineData("<f2")]
    [InlineData("<f4")]
    [InlineData(">f8")]
    public void Floats_from_0_to_1_are_scaled(string type)
    {
        double[] scaled = [.. Five.Pixels.Select(pixel => pixel / 255.0)];
        Same(Five, Open(Npz(("x", Npy(type, [5, 784], scaled)), ("y", Labels(Five)))).Training);
    }

    [Theory]
    [InlineData("|b1")]
    [InlineData("|u1")]
    [InlineData("<i8")]
    public void Zeros_and_ones_are_black_and_white(string type)
    {
        double[] bits = [.. Five.Pixels.Select(pixel => pixel > 127 ? 1.0 : 0)];
        DigitSet read = Read(Open(Npz(("x", Npy(type, [5, 784], bits)), ("y", Labels(Five)))).Training);
        Assert.Equal(bits.Select(bit => (byte)(bit * 255)), read.Pixels);
    }

    [Theory]
    [InlineData("|u1", false, false)]
    [InlineData("<i4", false, true)]
    [InlineData(">i8", true, false)]
    [InlineData("<f8", true, true)]
    [InlineData("|b1", true, true)]
    public void Labels_are_numbers_or_rows_of_ten(string type, bool oneHot, bool fortran)
    {
        double[] values = oneHot
            ? [.. Five.Labels.SelectMany(label => Enumerable.Range(0, 10).Select(i => i == label ? 1.0 : 0))]
            : Numbers(Five.Labels);
        int[] shape = oneHot ? [5, 10] : [5, 1];
        Same(Five, Open(Npz(("x", Images(Five)), ("y", Npy(type, shape, values, fortran)))).Training);
    }

    [Theory]
    [InlineData("x_train", "y_train", "x_test", "y_test")]
    [InlineData("train_images", "train_labels", "test_images", "test_labels")]
    [InlineData("Xtrain", "Ytrain", "Xtest", "Ytest")]
    [InlineData("trainX", "trainy", "testX", "testy")]
    [InlineData("training_data", "training_target", "test_data", "test_target")]
    [InlineData("a_train", "b_train", "a_t10k", "b_t10k")]
    [InlineData("X", "y", "X_val", "y_val")]
    [InlineData("arr_0", "arr_1", "arr_2", "arr_3")]
    public void Two_pairs_of_an_archive_are_its_two_splits(string x, string y, string testX, string testY)
    {
        DigitSource source = Open(Npz(
            (testX, Images(Two)), (testY, Labels(Two)), (x, Images(Five)), (y, Labels(Five))));
        Assert.Equal(DigitSourceKind.Numpy, source.Kind);
        Same(Five, source.Training);
        Same(Two, source.Test!);
        bool isGuessed = x == "arr_0";
        Assert.Equal(isGuessed ? 1 : 0, Read(source.Training).Notes.Count);
    }

    [Theory]
    [InlineData("images", "labels")]
    [InlineData("foo", "bar")]
    [InlineData("latest_x", "latest_y")]
    public void One_pair_of_an_archive_is_one_split(string x, string y)
    {
        DigitSource source = Open(Npz((y, Labels(Five)), (x, Images(Five)), ("note", Npy("<f8", [], [3]))));
        Assert.Null(source.Test);
        Same(Five, source.Training);
    }

    [Fact]
    public void A_validation_split_beside_a_test_split_is_told()
    {
        DigitSource source = Open(Npz(
            ("train_images", Images(Five)), ("train_labels", Labels(Five)),
            ("val_images", Images(Two)), ("val_labels", Labels(Two)),
            ("test_images", Images(Two)), ("test_labels", Labels(Two))));
        Says("val_images in ", Assert.Single(Read(source.Training).Notes));
        Same(Two, source.Test!);
    }

    [Theory]
    [InlineData("x.npy", "y.npy")]
    [InlineData("images.npy", "labels.npy")]
    [InlineData("mnist_data.npy", "mnist_targets.npy")]
    [InlineData("Xtrain.npy", "ytrain.npy")]
    [InlineData("train-images.npy.gz", "train-labels.npy")]
    [InlineData("kmnist-train-imgs.npz", "kmnist-train-labels.npz")]
    public void Two_arrays_beside_each_other_are_a_pair_whichever_is_named(string x, string y)
    {
        Put(x, Images(Five));
        Put(y, Labels(Five));
        Put("test-images.npy", Images(Two)); // others in the folder do not matter
        Put("test-labels.npy", Labels(Two));
        Same(Five, DigitSource.Open(_folder.At(x)).Training);
        Same(Five, DigitSource.Open(_folder.At(y)).Training);
    }

    [Fact]
    public void A_folder_of_arrays_has_their_splits()
    {
        Put("x_train.npy", Images(Five));
        Put("y_train.npy", Labels(Five));
        Put("x_test.npy", Images(Two));
        Put("y_test.npy", Labels(Two));
        DigitSource source = DigitSource.Open(_folder.Root);
        Same(Five, source.Training);
        Same(Two, source.Test!);
    }

    [Fact]
    public void What_is_wrong_with_values_is_told_in_a_sentence()
    {
        Says("pixels from -1 to 1; pixels are 0 to 255, or 0 to 1", FaultOfImages(Npy(
            "<f4", [5, 784], [.. Five.Pixels.Select(pixel => (pixel / 127.5) - 1)])));
        Says("from 0 to 510", FaultOfImages(Npy("<i4", [5, 784], [.. Five.Pixels.Select(p => p * 2.0)])));
        Says("NaN", FaultOfImages(Npy(
            "<f4", [5, 784], [.. Five.Pixels.Select(p => p == 7 ? double.NaN : p)])));
        Says("holds signed bytes (int8)", FaultOfImages(Npy("|i1", [5, 784], Numbers(new byte[3920]))));
        Says("labels from 0 to 25; only the digits 0 to 9", FaultOfLabels(Npy("|u1", [5], [0, 1, 25, 3, 4])));
        Says("from -1 to 4", FaultOfLabels(Npy("<i8", [5], [0, -1, 2, 3, 4])));
        Says("not all whole", FaultOfLabels(Npy("<f4", [5], [0, 1.5, 2, 3, 4])));
        Says("row 1 of its labels has 0 ones", FaultOfLabels(Npy("|u1", [5, 10], new double[50])));
    }

    [Fact]
    public void What_is_wrong_with_arrays_is_told_in_a_sentence()
    {
        Says("x (5, 8, 8)", FaultOfImages(Npy("|u1", [5, 8, 8], new double[320])));
        Says("has 5 images, but", FaultOfLabels(Npy("|u1", [4], [0, 1, 2, 3])));
        Says("pickled Python objects", FaultOfImages(Npy("|O", "(5, 28, 28)", false, [1, 2, 3])));
        Says("values of the type <U1", FaultOfLabels(Npy("<U1", "(5,)", false, new byte[20])));
        Says("have no labels", Fault(() => Open(Npz(("x", Images(Five)), ("z", Npy("<f8", [], [1]))))));
        Says("can't be told which", Fault(() => Open(Npz(
            ("a", Images(Five)), ("b", Labels(Five)), ("c", Images(Five)), ("d", Labels(Five))))));
        Says("is a ZIP archive without any array", Fault(() => Open(Npz())));
        Put("x.npy", Images(Five));
        Says("labels are not beside it", Fault(() =>
        {
            Put("y.npy", Labels(Two));
            Put("z.npy", Labels(Two));
            return DigitSource.Open(_folder.At("x.npy"));
        }));
    }

    [Fact]
    public void A_model_is_no_data()
    {
        string path = _folder.At("model.npz");
        Recognition.Tests.Digits.Model().Save(path);
        Says("is a model and holds no digits", Fault(() => DigitSource.Open(path)));
    }

    [Theory]
    [InlineData("(2000000, 28, 28)", "needs 1,568,000,000 values; there are 2:")]
    [InlineData("(2147483647, 28, 28)", "claims more than 2,147,483,591 values")]
    [InlineData("(99999999999999999999, 28, 28)", "which is none")]
    [InlineData("(-1, 28, 28)", "which is none")]
    [InlineData("(0, 28, 28)", "nothing to read")]
    public void A_header_that_claims_too_much_costs_no_memory(string shape, string words)
    {
        byte[] hostile = Npz(("x", Npy("|u1", shape, false, [1, 2])), ("y", Labels(Five)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        string fault = Fault(() => DigitPixels.Open(_folder.File("d.npz", hostile), null, Token)!);
        Says(words, fault);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 23);
    }

    [Fact]
    public void Bytes_that_are_missing_or_too_many_are_counted()
    {
        Says("needs 3,920 values; there are 3,919:", FaultOfImages(Images(Five)[..^1]));
        Says("more bytes follow the 3,920 values", FaultOfImages([.. Images(Five), 0]));
        Says("ZIP archive is damaged or cut short", Fault(() => Open(Npz(("x", Images(Five)))[..^30])));
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_and_nothing_else()
    {
        byte[][] files =
        [
            Npz(("x", Images(Two)), ("y", Labels(Two))),
            Npz(("x", Npy("<f4", [2, 28, 28], Numbers(Two.Pixels), fortran: true)), ("y", Labels(Two))),
        ];
        Damage.To(files).Sample(
            damaged => ReadOrRefused(() => Read(NumpyFile.Open(_folder.File("d.npz", damaged)).Training)),
            iter: 500, threads: 1);
        Put("y.npy", Labels(Two));
        Damage.To([Images(Two)]).Sample(
            damaged => ReadOrRefused(() => Read(NumpyFile.Open(_folder.File("x.npy", damaged)).Training)),
            iter: 500, threads: 1);
    }

    [Fact]
    public void A_reading_can_be_called_off() => Assert.ThrowsAny<OperationCanceledException>(() =>
        Open(Npz(("x", Images(Five)), ("y", Labels(Five)))).Training.Read(cancellation: new(canceled: true)));

    private static double[] Numbers(byte[] bytes) => [.. bytes.Select(value => (double)value)];

    private static byte[] Images(DigitSet digits) =>
        Npy("|u1", [digits.Count, 28, 28], Numbers(digits.Pixels));

    private static byte[] Labels(DigitSet digits) => Npy("|u1", [digits.Count], Numbers(digits.Labels));

    private static DigitSet Read(DatasetSplit split) => split.Read(PictureForm.AsIs, null, Token);

    private static void Same(DigitSet expected, DatasetSplit split) =>
        Assert.Equal(expected.ComputeFingerprint(), Read(split).ComputeFingerprint());

    private DigitSource Open(byte[] archive) => DigitSource.Open(_folder.File("digits.npz", archive));

    private string FaultOfImages(byte[] images) =>
        Fault(() => Read(Open(Npz(("x", images), ("y", Labels(Five)))).Training));

    private string FaultOfLabels(byte[] labels) =>
        Fault(() => Read(Open(Npz(("x", Images(Five)), ("y", labels))).Training));

    private void Put(string name, byte[] array) => _folder.File(
        name,
        name.EndsWith(".npz", StringComparison.Ordinal) ? Npz(("arr_0", array))
        : name.EndsWith(".gz", StringComparison.Ordinal) ? Zip(array)
        : array);
}
