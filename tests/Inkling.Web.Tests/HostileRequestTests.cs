namespace Inkling.Web.Tests;

public sealed class HostileRequestTests(RunningApi api) : IClassFixture<RunningApi>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Own => api.Address.GetLeftPart(UriPartial.Authority);

    [Theory]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/%2e%2e/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/../../../../../../etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("/..\\..\\..\\etc\\passwd")]
    [InlineData("/%5c..%5c..%5cetc%5cpasswd")]
    [InlineData("/....//....//etc/passwd")]
    [InlineData("/%252e%252e/%252e%252e/etc/passwd")]
    [InlineData("/%c0%ae%c0%ae/etc/passwd")]
    [InlineData("/etc/passwd%00.html")]
    [InlineData("/api/predict/../../x")]
    [InlineData("/../Inkling.Web.dll")]
    [InlineData("/Inkling.Web.dll")]
    [InlineData("/%2e%2e/Inkling.Web.runtimeconfig.json")]
    [InlineData("/openapi/..%2f..%2fInkling.Web.dll")]
    public async Task A_path_leads_to_no_file_outside_the_page(string path)
    {
        string answer = await Raw(
            $"GET {path} HTTP/1.1\r\nHost: {api.Address.Authority}\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 (400|404) ", answer);
        Assert.DoesNotContain("root:", answer);
        Assert.DoesNotContain("MZ", answer);
        await api.StillReads();
    }

    [Theory]
    [InlineData("GET /api/model HTTP/1.1\r\n\r\n")]
    [InlineData("GET /api/model HTTP/1.0\r\n\r\n")]
    [InlineData("GET /api/model HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /api/model HTTP/1.1\r\nHost: local host\r\n\r\n")]
    [InlineData("GET http://evil.example/api/model HTTP/1.1\r\n"
        + "Host: evil.example\r\nConnection: close\r\n\r\n")]
    [InlineData("GET api/model HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\r\n\r\n")]
    [InlineData("POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n")]
    public async Task A_request_that_is_none_or_names_no_host_is_400(string request)
    {
        Assert.StartsWith("HTTP/1.1 400 ", await Raw(request));
        await api.StillReads();
    }

    [Theory]
    [InlineData("GET", "/api/predict", "POST")]
    [InlineData("PUT", "/api/explain", "POST")]
    [InlineData("HEAD", "/api/confirmations", "POST")]
    [InlineData("DELETE", "/api/model", "GET")]
    [InlineData("DELETE", "/api/corrections", "GET, POST")]
    [InlineData("PUT", "/api/corrections/1", "DELETE, GET")]
    [InlineData("POST", "/api/corrections/1/picture", "GET")]
    [InlineData("OPTIONS", "/api/predict", "POST")]
    [InlineData("TRACE", "/api/predict", "POST")]
    public async Task A_wrong_method_is_405_and_told_the_right_one(string method, string path, string allowed)
    {
        Answer answer = await api.Send(new(method), path, request =>
        {
            if (method is "PUT" or "POST")
                request.Content = new StringContent("{}", null, "application/json");
        });
        Assert.Equal(405, answer.Status);
        if (method != "HEAD")
            Assert.Contains(method, answer.Problem(405));
        await api.StillReads();
        // A route's methods come in an order of the framework's own.
        string raw = await Raw(
            $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        string[] told = Assert.Single(
            raw.Split("\r\n"), line => line.StartsWith("Allow:", StringComparison.Ordinal))
            ["Allow:".Length..].Split(',', StringSplitOptions.TrimEntries);
        Assert.Equal(allowed, string.Join(", ", told.Order()));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://evil.example:8427")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("file://")]
    [InlineData("null")]
    public async Task Another_sites_page_is_403(string origin)
    {
        string told = await api.Refuses(403, From(origin, HttpMethod.Get, "/api/model"));
        Assert.Contains(origin, told);
        await api.Refuses(403, From(origin, HttpMethod.Post, "/api/predict"));
        await api.Refuses(403, From(origin, HttpMethod.Post, "/api/confirmations"));
        await api.Refuses(403, From(origin, HttpMethod.Post, "/api/corrections?label=7"));
        await api.Refuses(403, From(origin, HttpMethod.Delete, "/api/corrections/1"));
        Assert.Empty(api.Confirmed);
        Assert.False(File.Exists(api.CorrectionsPath));
    }

    [Fact]
    public async Task The_own_page_is_served()
    {
        (await From(Own, HttpMethod.Get, "/api/model")).Ok();
        Assert.Equal(
            7, (await From(Own, HttpMethod.Post, "/api/predict")).Ok().GetProperty("digit").GetInt32());
        // The same server under its other name is another origin.
        await api.Refuses(403, From($"http://localhost:{api.Address.Port}", HttpMethod.Get, "/api/model"));
        await api.Refuses(403, From($"https://{api.Address.Authority}", HttpMethod.Get, "/api/model"));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example:80")]
    [InlineData("192.168.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("[2001:db8::1]:80")]
    public async Task A_name_that_was_made_to_point_here_is_400(string host)
    {
        string told = await api.Refuses(400, At(host, "/api/model"));
        Assert.Contains(host.Split(":80")[0], told);
        await api.Refuses(400, At(host, "/api/corrections"));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task This_machines_own_names_are_served_with_and_without_a_port(string host)
    {
        (await At(host, "/api/model")).Ok();
        (await At($"{host}:{api.Address.Port}", "/api/model")).Ok();
    }

    private Task<Answer> From(string origin, HttpMethod method, string path) =>
        api.Send(method, path, request =>
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
            if (method == HttpMethod.Post)
                request.Content = new StringContent(Drawings.Seven, null, "application/json");
        });

    private Task<Answer> At(string host, string path) =>
        api.Send(HttpMethod.Get, path, request => request.Headers.Host = host);

    private Task<string> Raw(string request) => RawConnection.Ask(api.Address, request, Cancellation);
}
