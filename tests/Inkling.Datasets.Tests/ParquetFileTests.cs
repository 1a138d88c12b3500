using CsCheck;
using Inkling.Datasets.Parquet;
using Inkling.Imaging;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

public sealed class ParquetFileTests : IDisposable
{
    private static readonly DigitSet Seven = Digits(7);
    private static readonly DigitSet Two = Digits(2, seed: 2);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(100, "label")]
    [InlineData(3, "digit")]
    [InlineData(1, "Class")]
    public void Encoded_pictures_and_labels_are_read(int rowsAGroup, string label)
    {
        DigitSource source = Open(ParquetBytes.Hub(Seven, rowsAGroup, label));
        Assert.Equal((DigitSourceKind.Parquet, null), (source.Kind, source.Test));
        Same(Seven, source.Training);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(3, 1)]
    [InlineData(7, 1 / 255.0)]
    public void Columns_of_pixels_are_read(int rowsAGroup, double scale) =>
        Same(Seven, Open(ParquetBytes.Columns(Seven, rowsAGroup, scale)).Training);

    [Fact]
    public void A_column_of_lists_is_read() => Same(Seven, Open(ParquetBytes.Lists(Seven)).Training);

    [Theory]
    [InlineData("data/train-00-of-02.parquet", "data/train-01-of-02.parquet", "data/test-0.parquet")]
    [InlineData("mnist/train/0000.parquet", "mnist/train/0001.parquet", "mnist/test/0000.parquet")]
    [InlineData("a-2.parquet", "a-10.parquet", "validation.parquet")]
    public void A_folder_of_shards_has_two_splits(string first, string second, string test)
    {
        _folder.File(first, ParquetBytes.Hub(Seven.Subset([0, 1, 2, 3])));
        _folder.File(second, ParquetBytes.Columns(Seven.Subset([4, 5, 6]), 2));
        _folder.File(test, ParquetBytes.Hub(Two));
        Says("some of its files hold pictures and others pixels", FaultOf(DigitSource.Open(_folder.Root)));
        _folder.File(second, ParquetBytes.Hub(Seven.Subset([4, 5, 6])));
        DigitSource source = DigitSource.Open(_folder.Root);
        Same(Seven, source.Training);
        Same(Two, source.Test!);
    }

    [Fact]
    public void Pictures_of_any_size_are_prepared_and_rows_named()
    {
        GreyImage large = new(56, 56, Seven.Pixels.AsSpan(0, 56 * 56).ToArray());
        byte[] file = ParquetBytes.Hub([PictureFiles.Png(large)], [3]);
        Says("row 1 is 56 × 56, not 28 × 28. With --prepare", FaultOf(Open(file)));
        DigitSet read = Open(file).Training.Read(PictureForm.Prepare, null, Token);
        Assert.Equal([3], read.Labels);
        Assert.Equal(["row 1"], read.Names);
    }

    [Fact]
    public void What_is_wrong_is_told_in_a_sentence()
    {
        byte[] png = PictureFiles.Png(new GreyImage(28, 28, new byte[784]));
        Says("1 of 2 pictures can't be used: row 2", FaultOf(Open(ParquetBytes.Hub([png, [1, 2]], [1, 2]))));
        Says("image/bytes has 1 values where 2", FaultOf(Open(ParquetBytes.Hub([png, null], [1, 2]))));
        Says("row 2 has no picture", FaultOf(Open(ParquetBytes.Hub([png, []], [1, 2]))));
        Says("image/bytes has 1 values where 2", FaultOf(Open(ParquetBytes.Hub([null, png], [1, 2]))));
        Says("label has 1 values where 2", FaultOf(Open(ParquetBytes.Hub([png, png], [null, 2]))));
        Says("labels from 1 to 12; only", FaultOf(Open(ParquetBytes.Hub([png, png], [1, 12]))));
        Says("without its end", FaultOf(Open(ParquetBytes.Hub(Two)[..^40])));
        Says("without its end", FaultOf(Open("PAR1"u8.ToArray())));
        byte[] file = ParquetBytes.Hub(Two);
        file[^9] = 0xE6; // the footer's last field then never ends
        Says("has a damaged footer", FaultOf(Open(file)));
        Says("is gzipped: unzip it", FaultOf(Open(Zip(ParquetBytes.Hub(Two)))));
        Says("has no rows", FaultOf(Open(ParquetBytes.Hub([], []))));
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_and_nothing_else() =>
        Damage.To([ParquetBytes.Hub(Two), ParquetBytes.Hub(Seven, 3), ParquetBytes.Lists(Two)]).Sample(
            damaged =>
            {
                string path = _folder.File("d.parquet", damaged);
                ReadOrRefused(() => ParquetFile.Read([path], PictureForm.AsIs, null, Token));
            },
            iter: 2_000, threads: 1);

    [Fact]
    public void A_reading_can_be_called_off() => Assert.ThrowsAny<OperationCanceledException>(() =>
        Open(ParquetBytes.Hub(Two)).Training.Read(cancellation: new(canceled: true)));

    private static DigitSet Read(DatasetSplit split) => split.Read(PictureForm.AsIs, null, Token);

    private static void Same(DigitSet expected, DatasetSplit split) =>
        Assert.Equal(expected.ComputeFingerprint(), Read(split).ComputeFingerprint());

    private static string FaultOf(DigitSource source) => Fault(() => Read(source.Training));

    private DigitSource Open(byte[] file) => DigitSource.Open(_folder.File("digits.parquet", file));
}
