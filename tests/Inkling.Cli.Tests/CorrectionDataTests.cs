using Inkling.Cli.Commands;
using Inkling.Datasets;
using Inkling.Recognition.Data;
using Inkling.Web.Corrections;

namespace Inkling.Cli.Tests;

public sealed class CorrectionDataTests
{
    [Fact]
    public void A_file_of_corrections_is_data_as_any_other()
    {
        using Runs runs = new();
        byte[] png = File.ReadAllBytes(Path.Combine(Root(), "samples", "7-corner.png"));
        CorrectionStore store = new(runs["corrections.db"]);
        store.Add(label: 7, digit: 1, confidence: 0.5f, png);
        store.Add(label: 1, digit: null, confidence: 0.5f, png);
        DigitSource source = ModelArguments.Open(runs["corrections.db"]);
        DigitSet digits = source.Training.Read(
            PictureForm.Prepare, progress: null, TestContext.Current.CancellationToken);
        Assert.Equal([7, 1], digits.Labels.Select(label => (int)label));
        Assert.True(digits.Image(0).ContainsAnyExcept((byte)0));
        Assert.Null(source.Test);
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../.."));
}
