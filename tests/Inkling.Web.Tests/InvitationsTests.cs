using System.Net;
using Inkling.Imaging;
using Inkling.Web.Hosting;
using Microsoft.Extensions.Time.Testing;
using ZXing;

namespace Inkling.Web.Tests;

/// <summary>A server on the local network answers whom it has invited, and nobody else.</summary>
public sealed class InvitationsTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/app.js")]
    [InlineData("/api/model")]
    [InlineData("/api/corrections")]
    [InlineData("/health")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/?invitation=")]
    [InlineData("/?invitation=AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/?invitation=a&invitation=b")]
    public async Task Nothing_is_shown_to_who_was_not_invited(string path)
    {
        await using RunningApi api = await RunningApi.Start(Invites(new()));
        Assert.Contains("invited browsers only", (await api.Get(path)).Problem(403));
        Answer page = await api.Send(
            HttpMethod.Get, path, request => request.Headers.Accept.ParseAdd("text/html,*/*;q=0.8"));
        Assert.Equal((403, "text/plain"), (page.Status, page.Type));
        Assert.StartsWith("This server answers invited browsers only.", page.Text);
        Assert.False(page.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Nothing_is_read_or_kept_for_who_was_not_invited()
    {
        await using RunningApi api = await RunningApi.Start(Invites(new()));
        (await api.Post("/api/predict", Drawings.Seven)).Problem(403);
        (await api.Post("/api/corrections?label=7", Drawings.Seven)).Problem(403);
        (await api.Post("/api/invitations", "")).Problem(403);
        Assert.False(File.Exists(api.CorrectionsPath));
    }

    [Fact]
    public async Task An_invitation_opens_the_page_for_one_browser()
    {
        List<IPAddress> admitted = [];
        Invitations invitations = new() { Admitted = admitted.Add };
        await using RunningApi api = await RunningApi.Start(Invites(invitations));
        string address = $"/?invitation={invitations.Create()}";
        Answer page = await api.Get(address);
        Assert.Equal((200, "text/html"), (page.Status, page.Type));
        string cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(address[13..], cookie);
        await api.StillReads(); // with the cookie, which the client keeps as a browser does
        Assert.Equal(200, (await api.Get(address)).Status); // a reload
        Assert.Equal([IPAddress.Loopback], admitted);

        using HttpClient other = new() { BaseAddress = api.Address };
        HttpResponseMessage second = await other.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
        other.DefaultRequestHeaders.Add("Cookie", cookie.Split('=')[0] + "=AAAAAAAAAAAAAAAAAAAAAA");
        HttpResponseMessage forged = await other.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
    }

    [Fact]
    public async Task Who_is_in_may_invite_one_more()
    {
        Invitations invitations = new();
        await using RunningApi api = await RunningApi.Start(Invites(invitations));
        await api.Get($"/?invitation={invitations.Create()}");
        Assert.True((await api.Get("/api/model")).Ok().GetProperty("invites").GetBoolean());
        string address = (await api.Post("/api/invitations", "")).Ok().GetProperty("address").GetString()!;
        using HttpClient other = new() { BaseAddress = api.Address };
        HttpResponseMessage page =
            await other.GetAsync(new Uri(new Uri(address).PathAndQuery, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task A_server_that_invites_nobody_has_no_such_route()
    {
        await using RunningApi api = await RunningApi.Start();
        (await api.Post("/api/invitations", "")).Problem(404);
        Assert.False((await api.Get("/api/model")).Ok().GetProperty("invites").GetBoolean());
    }

    [Fact]
    public async Task A_foreign_host_or_origin_is_refused_with_an_invitation_too()
    {
        Invitations invitations = new();
        await using RunningApi api = await RunningApi.Start(
            settings => Invites(invitations)(settings) with { Address = IPAddress.Any });
        api.Client.BaseAddress = new($"http://127.0.0.1:{api.Address.Port}");
        await api.Get($"/?invitation={invitations.Create()}");
        // A name that somebody else has led to this machine's address.
        Answer rebound = await Ask(request => request.Headers.Host = "evil.example");
        Assert.Contains("evil.example", rebound.Problem(400));
        Answer other = await Ask(request => request.Headers.Host = "192.0.2.7");
        Assert.Contains("192.0.2.7", other.Problem(400));
        Answer foreign = await Ask(request => request.Headers.Add("Origin", "http://evil.example"));
        Assert.Contains("evil.example", foreign.Problem(403));
        Assert.Equal(200, (await Ask(_ => { })).Status);

        Task<Answer> Ask(Action<HttpRequestMessage> change) =>
            api.Send(HttpMethod.Get, "/api/model", change);
    }

    [Fact]
    public void An_invitation_lapses_after_ten_minutes_and_is_used_once()
    {
        FakeTimeProvider time = new();
        Invitations invitations = new(time);
        string late = invitations.Create();
        time.Advance(Invitations.Lifetime);
        string used = invitations.Create();
        Assert.Null(invitations.Redeem(late));
        string secret = invitations.Redeem(used)!;
        Assert.Null(invitations.Redeem(used));
        Assert.True(invitations.Admits(secret));
        Assert.False(invitations.Admits(used));
        Assert.Matches("^[A-Za-z0-9_-]{22}$", used);
    }

    [Fact]
    public void Of_many_invitations_the_last_64_wait()
    {
        Invitations invitations = new();
        string[] all = [.. Enumerable.Range(0, 65).Select(_ => invitations.Create())];
        Assert.Null(invitations.Redeem(all[0]));
        Assert.All(all.Skip(1), token => Assert.NotNull(invitations.Redeem(token)));
    }

    [Fact]
    public void A_code_is_scanned_as_the_address_from_the_page_and_from_the_terminal()
    {
        IPAddress here = IPAddress.Parse("192.168.1.20");
        string address = LocalNetwork.PageAt(here, 8427, new Invitations().Create()).AbsoluteUri;
        GreyImage page = Drawings.Decode(QrCode.ToPng(address));
        Assert.Equal(address, Scan(page.Width, page.Height, (x, y) => page[x, y]));
        IReadOnlyList<string> lines = QrCode.ToLines(address);
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        Assert.Equal(address, Scan(lines[0].Length, 2 * lines.Count, (x, y) =>
            lines[y / 2][x] is '█' || lines[y / 2][x] == "▀▄"[y % 2] ? (byte)0 : (byte)255));
    }

    // Each pixel four times as large, as a camera sees it.
    private static string? Scan(int width, int height, Func<int, int, byte> level)
    {
        const int Larger = 4;
        byte[] pixels =
        [
            .. Enumerable.Range(0, width * height * Larger * Larger)
                .Select(i => level(i % (width * Larger) / Larger, i / (width * Larger) / Larger)),
        ];
        RGBLuminanceSource seen = new(
            pixels, width * Larger, height * Larger, RGBLuminanceSource.BitmapFormat.Gray8);
        return new BarcodeReaderGeneric().Decode(seen)?.Text;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Func<ServerSettings, ServerSettings> Invites(Invitations invitations) =>
        settings => settings with { Invitations = invitations };
}
