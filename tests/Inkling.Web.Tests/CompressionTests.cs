using System.Net.Http.Headers;
using System.Text;

namespace Inkling.Web.Tests;

/// <summary>What crosses the wire is compressed for those who accept it, and is the same for all.</summary>
public sealed class CompressionTests
{
    private const int MostBytes = 150_000;

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task The_page_and_its_answers_are_compressed_for_those_who_accept_it(string coding)
    {
        await using RunningApi api = await RunningApi.Start();
        foreach (string path in (string[])["/", "/app.js", "/answer.css", "/favicon.svg", "/api/model"])
        {
            Assert.Equal(coding, CodingOf(await Send(api, HttpMethod.Get, path, coding)));
            Assert.Null(CodingOf(await Send(api, HttpMethod.Get, path, accepted: null)));
        }
        Assert.Equal(coding, CodingOf(await Send(api, HttpMethod.Post, "/api/explain", coding)));
    }

    [Fact]
    public async Task All_files_of_the_page_are_less_than_150_kB_compressed()
    {
        await using RunningApi api = await RunningApi.Start();
        string root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        string[] files = Directory.GetFiles(root, "*", SearchOption.AllDirectories);
        Assert.True(files.Length > 30, $"{root} has {files.Length} files");
        long sum = 0;
        foreach (string file in files)
        {
            using HttpResponseMessage answer =
                await Send(api, HttpMethod.Get, $"/{Path.GetRelativePath(root, file)}", "br");
            sum += (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
        }
        Assert.InRange(sum, 1, MostBytes - 1);
    }

    private static async Task<HttpResponseMessage> Send(
        RunningApi api, HttpMethod method, string path, string? accepted)
    {
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
        if (accepted is not null)
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(accepted));
        if (method == HttpMethod.Post)
            request.Content = new StringContent(Drawings.Seven, Encoding.UTF8, "application/json");
        HttpResponseMessage answer =
            await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return answer;
    }

    private static string? CodingOf(HttpResponseMessage answer)
    {
        using (answer)
            return answer.Content.Headers.ContentEncoding.SingleOrDefault();
    }
}
