using CsCheck;
using Inkling.Datasets.Idx;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

public sealed class IdxFileTests : IDisposable
{
    private static readonly DigitSet Three = Digits(3);
    private static readonly byte[] Images = Bytes(stream => IdxFile.WriteImages(stream, Three));
    private static readonly byte[] Labels = Bytes(stream => IdxFile.WriteLabels(stream, Three));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_again_and_gzip_is_told_by_content(bool zipped)
    {
        DigitSet read = Read(zipped ? Zip(Images) : Images, zipped ? Zip(Labels) : Labels);
        Assert.Equal(Three.ComputeFingerprint(), read.ComputeFingerprint());
    }

    [Fact]
    public void The_header_is_MNISTs() =>
        Assert.Equal("00000803000000030000001C0000001C", Convert.ToHexString(Images.AsSpan(0, 16)));

    [Fact]
    public void A_file_that_is_cut_short_is_named_with_both_lengths()
    {
        Says(
            "images: byte 4 says 3 images, which take 2,352 bytes after the header; there are 2,351:",
            FaultOf(Images[..^1], Labels));
        Says("there are 2,351", FaultOf(Zip(Images[..^1]), Labels));
        Says("ends at byte 15 of its header", FaultOf(Images[..15], Labels));
        Says("images: is empty: download it again", FaultOf([], Labels));
        Says("gzip", FaultOf(Zip(Images)[..^200], Labels));
    }

    [Fact]
    public void A_header_that_claims_four_thousand_million_images_costs_no_memory()
    {
        byte[] hostile = With(Images, 4, 0xFF, 0xFF, 0xFF, 0xFF);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Says("4,294,967,295 images", FaultOf(hostile, Labels));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Says("split the file", FaultOf(Zip(hostile), Labels));
        // Within what an array can hold, a zipped claim is believed only as far as bytes come.
        Says("there are 2,352", FaultOf(Zip(With(Images, 4, 0, 0x20)), Labels));
    }

    [Fact]
    public void Bytes_after_the_last_image_are_refused_with_their_place()
    {
        Says("at byte 2,368", FaultOf([.. Images, 7], Labels));
        Says("at byte 11", FaultOf(Images, [.. Labels, 7]));
    }

    [Fact]
    public void Other_kinds_of_files_are_told()
    {
        Says("0x02000803", FaultOf(With(Images, 0, 2), Labels));
        Says("is the labels", FaultOf([.. Labels, .. new byte[9]], Labels));
        Says("is the pictures", FaultOf(Images, Images));
        Says("pictures are 28 × 32", FaultOf(With(Images, 11, 32), Labels));
        Says("says 0 images", FaultOf(With(Images, 7, 0), Labels));
    }

    [Fact]
    public void A_label_above_9_is_named_with_its_byte() => Says(
        "labels: byte 9, label 2, is 12, not 0 to 9", FaultOf(Images, With(Labels, 9, 12)));

    [Fact]
    public void A_pair_that_does_not_belong_together_is_refused()
    {
        byte[] two = Bytes(stream => IdxFile.WriteLabels(stream, Digits(2)));
        string fault = FaultOf(Images, two);
        Says("has 3 images, but ", fault);
        Says("has 2 labels", fault);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_so()
    {
        string images = _folder.At("none");
        Assert.Equal($"{images}: there is no such file.", Fault(() => IdxFile.Read(images, images)));
        Says("no such folder", Fault(() => IdxFile.Read(_folder.At("a", "b"), images)));
        Says("is a folder", Fault(() => IdxFile.Read(_folder.Root, images)));
    }

    [Theory]
    [InlineData("d/train-images-idx3-ubyte.gz", "d/train-labels-idx1-ubyte.gz")]
    [InlineData("digits.idx3-ubyte", "digits.idx1-ubyte")]
    [InlineData("images.idx", "labels.idx")]
    [InlineData("digits.idx", null)]
    public void Labels_are_found_by_their_images_name(string images, string? labels) =>
        Assert.Equal(labels, IdxNames.LabelsPathOf(images)?.Replace('\\', '/'));

    [Fact]
    public void Damaged_files_are_read_or_refused_and_nothing_else()
    {
        Gen<(byte[], byte[])> images = Damage.To([Images, Zip(Images)]).Select(damaged => (damaged, Labels));
        Gen<(byte[], byte[])> labels = Damage.To([Labels, Zip(Labels)]).Select(damaged => (Images, damaged));
        Gen.OneOf(images, labels).Sample(
            (images, labels) => ReadOrRefused(() => Read(images, labels)),
            iter: 1_000,
            threads: 1); // all are written to one file
    }

    private static byte[] With(byte[] bytes, int at, params byte[] replacement)
    {
        byte[] copy = [.. bytes];
        replacement.CopyTo(copy, at);
        return copy;
    }

    private DigitSet Read(byte[] images, byte[] labels) =>
        IdxFile.Read(_folder.File("images", images), _folder.File("labels", labels));

    private string FaultOf(byte[] images, byte[] labels) => Fault(() => Read(images, labels));
}
