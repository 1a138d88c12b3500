using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Inkling.Recognition.Models;
using Inkling.Web.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Inkling.Web.Tests;

/// <summary>
/// A real server on a free port, its corrections in a folder of its own, and a client that asks it.
/// </summary>
public sealed class RunningApi : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;

    public RunningApi()
        : this(settings => settings)
    {
    }

    private RunningApi(Func<ServerSettings, ServerSettings> change)
    {
        ServerSettings settings = change(new()
        {
            Port = 0,
            CorrectionsPath = _folder["corrections.db"],
            Confirmed = Confirmed.Enqueue,
        });
        CorrectionsPath = settings.CorrectionsPath;
        _app = WebServer.Build(settings);
    }

    internal string CorrectionsPath { get; }

    internal ConcurrentQueue<DigitReading> Confirmed { get; } = [];

    internal HttpClient Client { get; } = new() { Timeout = TimeSpan.FromMinutes(5) };

    internal Uri Address => Client.BaseAddress!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(Cancellation);
        Client.BaseAddress = WebServer.AddressOf(_app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    internal static async Task<RunningApi> Start(Func<ServerSettings, ServerSettings>? change = null)
    {
        RunningApi api = new(change ?? (settings => settings));
        await api.InitializeAsync();
        return api;
    }

    internal Task<Answer> Get(string path) => Send(HttpMethod.Get, path);

    internal Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path);

    /// <summary>Posts JSON.</summary>
    internal Task<Answer> Post(string path, string json) =>
        Post(path, Encoding.UTF8.GetBytes(json), "application/json");

    /// <summary>Uploads files as a form of a page does.</summary>
    internal Task<Answer> Upload(string path, params byte[][] files) =>
        Send(HttpMethod.Post, path, request =>
        {
            MultipartFormDataContent form = new() { { new StringContent("a note"), "comment" } };
            foreach (byte[] file in files)
                form.Add(new ByteArrayContent(file), "picture", "seven.png");
            request.Content = form;
            // Otherwise the server may hang up on a client that is still sending.
            request.Headers.ExpectContinue = true;
        });

    internal Task<Answer> Post(string path, byte[] body, string? type) =>
        Send(HttpMethod.Post, path, request =>
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        });

    internal async Task<Answer> Send(
        HttpMethod method, string path, Action<HttpRequestMessage>? change = null)
    {
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
        change?.Invoke(request);
        using HttpResponseMessage response = await Client.SendAsync(request, Cancellation);
        byte[] body = await response.Content.ReadAsByteArrayAsync(Cancellation);
        string? type = response.Content.Headers.ContentType?.MediaType;
        return new((int)response.StatusCode, type, body, response.Headers);
    }

    /// <summary>
    /// Asserts that a request is refused with problem details of that status, and that the server then reads
    /// a good one as if nothing had been.
    /// </summary>
    /// <returns>What the problem says in detail.</returns>
    internal async Task<string> Refuses(int status, Task<Answer> request)
    {
        string detail = (await request).Problem(status);
        await StillReads();
        return detail;
    }

    internal async Task StillReads() =>
        Assert.Equal(7, (await Post("/api/predict", Drawings.Seven)).Ok().GetProperty("digit").GetInt32());
}
