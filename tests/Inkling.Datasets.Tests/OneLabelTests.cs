using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

/// <summary>A set whose labels are all the same is read, and refused where a network learns.</summary>
public sealed class OneLabelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("d.csv")]
    [InlineData("d.csv.gz")]
    [InlineData("d-images-idx3-ubyte")]
    public void Columns_and_arrays_of_one_label_are_refused(string name)
    {
        DigitSet sevens = new(Digits(20).Pixels, [.. Enumerable.Repeat((byte)7, 20)]);
        DigitSetWriter.Write(sevens, _folder.At(name), null, TestContext.Current.CancellationToken);
        DatasetSplit split = DigitSource.Open(_folder.At(name)).Training;
        Assert.Equal(20, split.Read(cancellation: TestContext.Current.CancellationToken).Count);
        Says("all 20 labels are 7: give it digits of two classes at least", Fault(() => ToTrain(split)));
        Says("all 20 labels are 7: give it digits of two classes at least", Fault(() => ToEvaluate(split)));
    }

    [Fact]
    public void Pictures_of_one_class_are_evaluated_and_teach_nothing()
    {
        _folder.Png("set/3/a.png", 1);
        _folder.Png("set/3/b.png", 2);
        DatasetSplit split = DigitSource.Open(_folder.At("set")).Training;
        Assert.Equal([3, 3], ToEvaluate(split).Labels);
        Says("all 2 labels are 3", Fault(() => ToTrain(split)));
    }

    [Fact]
    public void A_single_digit_is_evaluated()
    {
        DigitSetWriter.Write(
            Digits(1), _folder.At("one-images.idx"), null, TestContext.Current.CancellationToken);
        DatasetSplit split = DigitSource.Open(_folder.At("one-images.idx")).Training;
        Assert.Equal(1, ToEvaluate(split).Count);
        Says("has one digit, labelled 0", Fault(() => ToTrain(split)));
    }

    private static DigitSet ToTrain(DatasetSplit split) =>
        split.ReadToTrain(PictureForm.AsIs, null, TestContext.Current.CancellationToken);

    private static DigitSet ToEvaluate(DatasetSplit split) =>
        split.ReadToEvaluate(PictureForm.AsIs, null, TestContext.Current.CancellationToken);
}
