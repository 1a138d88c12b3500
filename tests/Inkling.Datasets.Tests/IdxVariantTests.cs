using System.Buffers.Binary;
using Inkling.Datasets.Idx;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

/// <summary>IDX files as others than MNIST write them.</summary>
public sealed class IdxVariantTests : IDisposable
{
    private static readonly DigitSet Five = Digits(5);
    private static readonly DigitSet Two = Digits(2, seed: 2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("qmnist-train-images-idx3-ubyte", "qmnist-train-labels-idx2-int", 0x0C, 8)]
    [InlineData("qmnist-test-images-idx3-ubyte.gz", "qmnist-test-labels-idx2-int.gz", 0x0C, 8)]
    [InlineData("a-images-idx3-ubyte", "a-labels-idx1-int.gz", 0x0C, 0)]
    [InlineData("a.idx3-ubyte", "a.idx1-ubyte", 0x0B, 0)]
    [InlineData("a-images.idx", "a-labels.idx", 0x09, 1)]
    public void Labels_are_integers_of_any_size_the_first_of_a_row(
        string images, string labels, byte type, int columns)
    {
        Put(images, Images(Five));
        Put(labels, Labels(Five, type, columns));
        Same(Five, DigitSource.Open(_folder.At(images)).Training);
    }

    [Fact]
    public void Labels_in_rows_are_checked_too()
    {
        Put("d-images-idx3-ubyte", Images(Five));
        Put("d-labels-idx2-int", Labels(new(Five.Pixels, [1, 2, 3, 4, 5]), 0x0C, 8, first: 12));
        Says("byte 12, label 1, is 12, not 0 to 9", FaultOf("d-images-idx3-ubyte"));
        Put("d-labels-idx2-int", Labels(Five, 0x0C, 8)[..^1]);
        Says("take 160 bytes after the header; there are 159", FaultOf("d-images-idx3-ubyte"));
        Put("d-labels-idx2-int", Labels(Five, 0x0C, 8)[..10]);
        Says("ends at byte 10 of its header of 12", FaultOf("d-images-idx3-ubyte"));
        Put("d-labels-idx2-int", Labels(Five, 0x0C, 100));
        Says("says 100 numbers a label; 1 to 64", FaultOf("d-images-idx3-ubyte"));
    }

    [Theory]
    [InlineData("emnist-digits-train-images-idx3-ubyte", "emnist-digits-train-labels-idx1-ubyte")]
    [InlineData("emnist-mnist-test-images-idx3-ubyte.gz", "emnist-mnist-test-labels-idx1-ubyte.gz")]
    [InlineData("EMNIST-digits-images-idx3-ubyte", "EMNIST-digits-labels-idx1-ubyte")]
    public void EMNISTs_own_files_are_set_upright_and_it_is_told(string images, string labels)
    {
        Put(images, Images(Five));
        Put(labels, Labels(Five, 0x08, 0));
        DigitSet read = Read(DigitSource.Open(_folder.At(images)).Training);
        Assert.Equal(Five.Transpose().ComputeFingerprint(), read.ComputeFingerprint());
        Says("set upright", Assert.Single(read.Notes));
    }

    [Fact]
    public void A_set_that_is_transposed_twice_is_as_it_was()
    {
        Put("a-images-idx3-ubyte", Images(Five));
        Put("a-labels-idx1-ubyte", Labels(Five, 0x08, 0));
        DigitSource source = DigitSource.Open(_folder.At("a-images-idx3-ubyte"));
        Assert.NotEqual(Five.ComputeFingerprint(), Read(source.Transpose().Training).ComputeFingerprint());
        Same(Five, source.Transpose().Transpose().Training);
    }

    [Theory]
    [InlineData("qmnist-train", "qmnist-test", "idx2-int")]
    [InlineData("digits-training", "digits-validation", "idx1-ubyte")]
    public void A_folder_of_pairs_has_two_splits(string training, string test, string ending)
    {
        byte type = (byte)(ending == "idx2-int" ? 0x0C : 0x08);
        foreach ((string name, DigitSet digits) in ((string, DigitSet)[])[(training, Five), (test, Two)])
        {
            Put($"{name}-images-idx3-ubyte.gz", Images(digits));
            Put($"{name}-labels-{ending}", Labels(digits, type, type == 0x08 ? 0 : 8));
        }
        DigitSource source = DigitSource.Open(_folder.Root);
        Same(Five, source.Training);
        Same(Two, source.Test!);
        Put("other-train-images-idx3-ubyte", Images(Two));
        Put("other-train-labels-idx1-ubyte", Labels(Two, 0x08, 0));
        Says("has several sets", Fault(() => DigitSource.Open(_folder.Root)));
    }

    [Theory]
    [InlineData("09", "is an IDX file of signed bytes with 3 dimensions; pictures are unsigned bytes")]
    [InlineData("0D", "is an IDX file of floats of 4 bytes with 3 dimensions")]
    public void Pictures_of_another_type_are_named(string type, string words)
    {
        byte[] images = Images(Five);
        images[2] = Convert.FromHexString(type)[0];
        Put("a-images-idx3-ubyte", images);
        Put("a-labels-idx1-ubyte", Labels(Five, 0x08, 0));
        Says(words, FaultOf("a-images-idx3-ubyte"));
        images[2] = 0x08;
        images[3] = 4;
        Put("a-images-idx3-ubyte", images);
        Says("unsigned bytes with 4 dimensions", FaultOf("a-images-idx3-ubyte"));
    }

    [Fact]
    public void Little_endian_files_are_named()
    {
        byte[] images = Images(Five);
        Put("a-labels-idx1-ubyte", Labels(Five, 0x08, 0));
        for (int i = 4; i < 16; i += 4)
            images.AsSpan(i, 4).Reverse();
        Put("a-images-idx3-ubyte", images);
        Says("sizes from byte 4 on are little-endian", FaultOf("a-images-idx3-ubyte"));
        images.AsSpan(0, 4).Reverse();
        Put("a-images-idx3-ubyte", images);
        Says("is a little-endian IDX file, and IDX is big-endian", FaultOf("a-images-idx3-ubyte"));
    }

    private static DigitSet Read(DatasetSplit split) =>
        split.Read(PictureForm.AsIs, null, TestContext.Current.CancellationToken);

    private static void Same(DigitSet expected, DatasetSplit split) =>
        Assert.Equal(expected.ComputeFingerprint(), Read(split).ComputeFingerprint());

    private static byte[] Images(DigitSet digits) => Bytes(stream => IdxFile.WriteImages(stream, digits));

    // Without columns there is one dimension.
    private static byte[] Labels(DigitSet digits, byte type, int columns, int? first = null)
    {
        int size = type switch { 0x0B => 2, 0x0C => 4, _ => 1 };
        List<byte> bytes = [0, 0, type, (byte)(columns == 0 ? 1 : 2), .. BigEndian(digits.Count, 4)];
        if (columns > 0)
            bytes.AddRange(BigEndian(columns, 4));
        for (int i = 0; i < digits.Count; i++)
        {
            bytes.AddRange(BigEndian(i == 0 && first is { } other ? other : digits.Labels[i], size));
            for (int column = 1; column < columns; column++)
                bytes.AddRange(BigEndian(1000 * column, size));
        }
        return [.. bytes];
    }

    private static byte[] BigEndian(int value, int size)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes[^size..];
    }

    private string FaultOf(string name) => Fault(() => Read(DigitSource.Open(_folder.At(name)).Training));

    private void Put(string name, byte[] bytes) =>
        _folder.File(name, name.EndsWith(".gz", StringComparison.Ordinal) ? Zip(bytes) : bytes);
}
