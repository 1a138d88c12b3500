using System.Net.Http.Headers;
using System.Text;
using Inkling.Imaging;

namespace Inkling.Web.Tests;

/// <summary>How bodies come: long and short, with and without a length, one or many at once.</summary>
public sealed class BodyTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Theory]
    [InlineData(1)] // 78 KB
    [InlineData(4)] // 1.25 MB, more than the server buffers of a body
    public async Task A_picture_is_read_alike_however_its_body_comes(int enlarged)
    {
        byte[] picture = Pgm(Drawings.SevenPicture(), enlarged);
        Answer told = await Post(picture, isChunked: false);
        Answer chunked = await Post(picture, isChunked: true);
        Answer form = await api.Upload("/api/predict", picture);
        Assert.Equal(7, told.Ok().GetProperty("digit").GetInt32());
        Assert.Equal(told.Text, chunked.Text);
        Assert.Equal(told.Text, form.Text);
    }

    [Fact]
    public async Task Requests_at_once_are_answered_to_the_byte_as_one_after_the_other()
    {
        GreyImage seven = Drawings.SevenPicture(), one = Drawings.OnePicture();
        Func<Task<Answer>>[] requests =
        [
            () => api.Post("/api/predict", Drawings.Png(seven), "image/png"),
            () => api.Post("/api/predict?prepare=false", Drawings.Png(one), "image/png"),
            () => api.Post("/api/predict", Drawings.One),
            () => api.Post("/api/predict", Drawings.Pixels(seven)),
            () => api.Upload("/api/predict", Drawings.Png(one)),
            () => Post(Pgm(one, by: 2), isChunked: true),
            () => api.Post("/api/predict", Drawings.Blank),
        ];
        List<string> alone = [];
        foreach (Func<Task<Answer>> request in requests)
            alone.Add((await request()).Text);
        Answer[] together =
            await Task.WhenAll(Enumerable.Range(0, 64).Select(i => requests[i % requests.Length]()));
        Assert.All(together, (answer, i) => Assert.Equal(alone[i % requests.Length], answer.Text));
    }

    [Fact]
    public async Task A_form_whose_boundary_is_missing_or_longer_than_may_be_is_400()
    {
        byte[] png = Drawings.Png(Drawings.SevenPicture());
        foreach (string boundary in (string[])["", "; boundary=\"\"", $"; boundary={new string('b', 71)}"])
        {
            string detail =
                await api.Refuses(400, api.Post("/api/predict", png, $"multipart/form-data{boundary}"));
            Assert.Contains("boundary", detail);
        }
    }

    // As a file without compression, so that its length is that of its pixels.
    private static byte[] Pgm(GreyImage picture, int by)
    {
        (int width, int height) = (by * picture.Width, by * picture.Height);
        IEnumerable<byte> pixels = Enumerable.Range(0, width * height)
            .Select(i => picture[i % width / by, i / width / by]);
        return [.. Encoding.ASCII.GetBytes($"P5 {width} {height} 255\n"), .. pixels];
    }

    private Task<Answer> Post(byte[] body, bool isChunked) =>
        api.Send(HttpMethod.Post, "/api/predict", request =>
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            request.Headers.TransferEncodingChunked = isChunked;
        });
}
