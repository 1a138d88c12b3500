using System.Net.Http.Headers;
using System.Text;
using Inkling.Imaging;
using Inkling.Pictures.Tests;

namespace Inkling.Web.Tests;

public sealed class HostilePictureTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    [InlineData("application/problem+json")]
    [InlineData(null)]
    public async Task A_body_of_another_type_is_415_and_told_what_to_send(string? type)
    {
        string detail =
            await api.Refuses(415, api.Post("/api/predict", Encoding.UTF8.GetBytes(Drawings.Seven), type));
        Assert.Contains("image/png", detail);
        Assert.Contains("application/json", detail);
        Assert.Contains($"\"{type?.Split(';')[0]}\"", detail);
    }

    [Theory]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "HEIC")]
    [InlineData("\0\0\0\u0018ftypavif\0\0\0\0mif1avif", "AVIF")]
    [InlineData("this is no picture", "text")]
    [InlineData("%PDF-1.7\n1 0 obj", "PDF")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG")]
    [InlineData("PK\u0003\u0004", "ZIP")]
    [InlineData("\u0001\u0002\u0003\u0004", "no format")]
    [InlineData("", "empty")]
    public async Task Bytes_of_another_kind_are_415_and_the_kind_is_named(string bytes, string kind)
    {
        string[] routes = ["/api/predict", "/api/explain", "/api/confirmations", "/api/corrections?label=1"];
        foreach (string route in routes)
        {
            string detail =
                await api.Refuses(415, api.Post(route, Encoding.Latin1.GetBytes(bytes), "image/png"));
            Assert.Contains(kind, detail);
        }
        Assert.False(File.Exists(api.CorrectionsPath));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(33)]
    [InlineData(60)]
    [InlineData(-40)]
    public async Task A_truncated_picture_is_422(int length)
    {
        byte[] png = Drawings.Png(Drawings.SevenPicture());
        byte[] cut = length > 0 ? png[..length] : png[..^-length];
        Assert.Contains("cut short", await api.Refuses(422, api.Post("/api/predict", cut, "image/png")));
    }

    [Fact]
    public async Task A_JPEG_of_garbage_is_422()
    {
        Random random = new(3);
        for (int i = 0; i < 10; i++)
        {
            byte[] garbage = new byte[2000];
            random.NextBytes(garbage);
            byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xDB, .. garbage];
            Assert.StartsWith(
                "the picture ",
                await api.Refuses(422, api.Post("/api/predict", jpeg, "image/jpeg")));
        }
    }

    [Theory]
    [InlineData(60_000, 60_000)]
    [InlineData(1_000_000, 100)]
    [InlineData(7_142, 7_142)]
    public async Task A_header_that_claims_too_many_pixels_is_413(int width, int height)
    {
        byte[] liar = PngBytes.File(width, height, rows: [0]);
        string detail = await api.Refuses(413, api.Post("/api/predict", liar, "image/png"));
        Assert.Contains($"{width:N0} × {height:N0}", detail);
        Assert.Contains("51,000,000", detail);
    }

    [Theory]
    [InlineData(8_160, 6_144)]
    [InlineData(8_192, 6_144)]
    public async Task A_picture_of_a_phone_of_50_megapixels_is_small_enough(int width, int height)
    {
        // It ends after its first row, so it is damaged, and not too large.
        byte[] picture = PngBytes.File(width, height, rows: [0]);
        Assert.StartsWith(
            "the picture ", await api.Refuses(422, api.Post("/api/predict", picture, "image/png")));
    }

    [Fact]
    public async Task A_form_that_does_not_hold_one_picture_is_told_so()
    {
        byte[] png = Drawings.Png(Drawings.SevenPicture());
        Assert.Contains("the form has 0 files", await api.Refuses(400, api.Upload("/api/predict")));
        Assert.Contains("the form has 2 files", await api.Refuses(400, api.Upload("/api/predict", png, png)));
        await api.Refuses(415, api.Upload("/api/predict", "no picture"u8.ToArray()));
        await api.Refuses(422, api.Upload("/api/predict", png[..^40]));
        await api.Refuses(400, api.Post("/api/predict", png, "multipart/form-data"));
        await api.Refuses(400, api.Post("/api/predict", png, "multipart/form-data; boundary=x"));
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(0, 1)]
    public async Task A_header_of_no_possible_size_is_422(int width, int height) => Assert.Contains(
        "its header",
        await api.Refuses(
            422, api.Post("/api/predict", PngBytes.File(width, height, rows: [0]), "image/png")));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 20_000)]
    [InlineData(20_000, 1)]
    [InlineData(3, 2)]
    public async Task A_picture_of_odd_proportions_is_read_somehow(int width, int height)
    {
        GreyImage picture = new(width, height,
            [.. Enumerable.Range(0, width * height).Select(i => (byte)(i * 37))]);
        foreach (string query in (string[])["", "?prepare=false"])
        {
            (await api.Post("/api/explain" + query, Drawings.Png(picture), "image/png")).Ok();
            (await api.Post("/api/predict" + query, Drawings.Pixels(picture))).Ok();
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413_whether_its_length_is_told_or_not()
    {
        const int Limit = 1 << 20;
        await using RunningApi small =
            await RunningApi.Start(settings => settings with { MaxBodyBytes = Limit });
        string[] types = ["image/png", "application/json", "application/octet-stream"];
        foreach (string type in types)
        {
            await small.Refuses(413, PostBytes(small, Limit + 1, type, isChunked: false));
            await small.Refuses(413, PostBytes(small, Limit + 1, type, isChunked: true));
        }
        await small.Refuses(413, small.Upload("/api/predict", new byte[Limit]));
        // What is just small enough is refused for what it is.
        await small.Refuses(415, PostBytes(small, Limit, "image/png", isChunked: false));
        // (Chunks have heads of their own, which count.)
        await small.Refuses(415, PostBytes(small, Limit - 1000, "image/png", isChunked: true));
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html")]
    [InlineData("text/csv, application/xml;q=0.9")]
    public async Task A_caller_that_accepts_no_JSON_is_told_the_right_status(string accepted)
    {
        Answer missing = await api.Send(
            HttpMethod.Get, "/api/corrections/1/picture", request => request.Headers.Add("Accept", accepted));
        Assert.Equal(404, missing.Status);
        Assert.Contains("there is no correction 1", missing.Text);
        await api.StillReads();
    }

    private static Task<Answer> PostBytes(RunningApi api, int length, string type, bool isChunked) =>
        api.Send(HttpMethod.Post, "/api/predict", request =>
        {
            // Blanks are no picture, and any number of them may come before JSON.
            byte[] spaces = new byte[length];
            Array.Fill(spaces, (byte)' ');
            request.Content = new ByteArrayContent(spaces);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            request.Headers.TransferEncodingChunked = isChunked;
            // Otherwise the server may hang up on a client that is still sending.
            request.Headers.ExpectContinue = !isChunked;
        });
}
