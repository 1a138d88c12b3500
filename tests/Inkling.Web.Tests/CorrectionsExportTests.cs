using Inkling.Datasets;
using Inkling.Recognition.Data;
using Inkling.Web.Corrections;

namespace Inkling.Web.Tests;

/// <summary>Corrections leave the server as one file, and Inkling reads each form back.</summary>
public sealed class CorrectionsExportTests : IDisposable
{
    private const string Route = "/api/corrections";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("csv", "text/csv", "corrections.csv", PictureForm.AsIs)]
    [InlineData("idx", "application/zip", "corrections-idx.zip", PictureForm.AsIs)]
    [InlineData("folder", "application/zip", "corrections-folder.zip", PictureForm.Prepare)]
    public async Task Each_form_reads_back_as_the_same_labels_and_pixels(
        string form, string type, string name, PictureForm read)
    {
        await using RunningApi api = await RunningApi.Start();
        (await api.Post($"{Route}?label=7", Drawings.Seven)).Ok(201);
        (await api.Post($"{Route}?label=1", Drawings.One)).Ok(201);
        (await api.Post($"{Route}?label=4", Drawings.Seven)).Ok(201);
        Assert.Equal(204, (await api.Delete($"{Route}/3")).Status);
        (await api.Post($"{Route}?label=9", Drawings.Seven)).Ok(201);
        using HttpResponseMessage answer = await api.Client.GetAsync(
            new Uri($"{Route}/export?form={form}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(name, answer.Content.Headers.ContentDisposition?.FileName);
        await File.WriteAllBytesAsync(
            _folder[name], await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

        DigitSet exported = DigitSource.Open(_folder[name]).Training.Read(read);
        DigitSet kept = CorrectionSet.Find(api.CorrectionsPath)!.Read(PictureForm.Prepare);
        Assert.Equal([7, 1, 9], kept.Labels.ToArray());
        Assert.Equal(InOrder(kept), InOrder(exported));
    }

    [Fact]
    public async Task Without_a_correction_there_is_nothing_to_export()
    {
        await using RunningApi api = await RunningApi.Start();
        Assert.Contains("no corrections yet", (await api.Get($"{Route}/export?form=csv")).Problem(404));
        Assert.False(File.Exists(api.CorrectionsPath));
    }

    [Theory]
    [InlineData("?form=xml", "xml")]
    [InlineData("", "form")]
    public async Task Another_form_is_refused_with_those_that_there_are(string query, string named)
    {
        await using RunningApi api = await RunningApi.Start();
        (await api.Post($"{Route}?label=7", Drawings.Seven)).Ok(201);
        Assert.Contains(named, (await api.Get($"{Route}/export{query}")).Problem(400));
    }

    // Folders are read class by class.
    private static string[] InOrder(DigitSet digits) =>
    [
        .. Enumerable.Range(0, digits.Count)
            .Select(i => $"{digits.Labels[i]} {Convert.ToHexString(digits.Image(i))}").Order(),
    ];
}
