using Inkling.Datasets;
using Inkling.Recognition.Data;

namespace Inkling.EndToEnd.Tests;

public sealed class ConvertTests
{
    [Fact]
    public void Pictures_become_CSV_and_CSV_becomes_IDX_without_losing_a_pixel()
    {
        using Workplace place = new();
        string pictures = place.WritePictures("pictures", count: 40);
        Assert.Equal(0, Inkling.Run("convert", pictures, place["digits.csv"]).ExitCode);
        Assert.Equal(
            0, Inkling.Run("convert", place["digits.csv"], place["digits-images-idx3-ubyte.gz"]).ExitCode);
        Assert.Equal(
            0, Inkling.Run("convert", place["digits-images-idx3-ubyte.gz"], place["again.csv.gz"]).ExitCode);
        DigitSet first =
            DigitSource.Open(pictures).Training.Read(cancellation: TestContext.Current.CancellationToken);
        DigitSet last = DigitSource.Open(place["again.csv.gz"]).Training.Read(
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(40, first.Count);
        Assert.Equal(first.ComputeFingerprint(), last.ComputeFingerprint());
        Assert.Equal(first.Labels.Order(), first.Labels);
    }

    [Fact]
    public void Pictures_of_another_size_are_named_and_prepared_when_asked()
    {
        using Workplace place = new();
        string pictures = place.WritePictures("pictures", count: 12, side: 40);
        string before = place.Write("out.csv", "what was here before");
        Inkling refused = Inkling.Run("convert", pictures, before);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(".png", refused.ErrorLine);
        Assert.Contains("--prepare", refused.ErrorLine);
        Assert.Equal("what was here before", File.ReadAllText(before));
        Assert.DoesNotContain(place.Files, file => file.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.Equal(0, Inkling.Run("convert", pictures, before, "--prepare").ExitCode);
        Assert.Equal(12, DigitSource.Open(before).Training.Read(
            cancellation: TestContext.Current.CancellationToken).Count);
    }

    [Fact]
    public void Digits_of_28_by_28_are_prepared_too_when_asked()
    {
        using Workplace place = new();
        string data = place.WriteIdx("data", training: 30, test: 7);
        Assert.Equal(0, Inkling.Run("convert", data, place["as-is.csv"]).ExitCode);
        Assert.Equal(0, Inkling.Run("convert", data, place["prepared.csv"], "--prepare").ExitCode);
        Assert.Equal(
            File.ReadAllLines(place["as-is.csv"]).Select(row => row[0]),
            File.ReadAllLines(place["prepared.csv"]).Select(row => row[0]));
        // A prepared blot fills its box of 20 pixels and has an empty border.
        DigitSet prepared = DigitSource.Open(place["prepared.csv"]).Training.Read(
            cancellation: TestContext.Current.CancellationToken);
        Assert.NotEqual(File.ReadAllText(place["as-is.csv"]), File.ReadAllText(place["prepared.csv"]));
        Assert.All(Enumerable.Range(0, 30), i => Assert.Equal(0, prepared.Image(i)[0]));
    }

    [Fact]
    public void The_test_part_is_converted_when_asked()
    {
        using Workplace place = new();
        string data = place.WriteIdx("data", training: 30, test: 7);
        Assert.Equal(0, Inkling.Run("convert", data, place["test.csv"], "--split", "test").ExitCode);
        Assert.Equal(7, File.ReadAllLines(place["test.csv"]).Length);
    }
}
