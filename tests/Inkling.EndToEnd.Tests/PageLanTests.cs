using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>A real <c>inkling draw --lan</c>: the page for a phone that was invited.</summary>
[Collection(PageTests.Name)]
public sealed partial class PageLanTests(Chromium chromium)
{
    [Fact]
    public async Task A_phone_opens_the_page_by_its_address_once_and_others_are_refused()
    {
        using Workplace place = new();
        await using Server server = Start(place);
        string phone = await Line(server, 0);
        Assert.StartsWith("On a phone in the same network, open http://", phone);
        string address = Address().Match(phone).Value;
        Assert.DoesNotContain("127.0.0.1", address);
        await Line(server, 20); // the code is there

        await using IBrowserContext invited = await chromium.NewContext(Phone());
        IPage page = await invited.NewPageAsync();
        await page.GotoAsync(address);
        await Assertions.Expect(page.Locator("#model")).ToContainTextAsync("parameters");
        Assert.DoesNotContain("invitation", page.Url);
        await page.Locator("#file").SetInputFilesAsync(Path.Combine(Inkling.Root, "samples", "7-corner.png"));
        await Assertions.Expect(page.Locator("#answer-digit")).ToHaveTextAsync("7");
        // Without https a browser gives no live camera; the phone's own takes the photo.
        await Assertions.Expect(page.Locator("#camera")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#photo")).ToBeVisibleAsync();
        Assert.Equal(360, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#answer-digit")).ToHaveTextAsync("7");
        Assert.Contains(server.Error, line => Joined().IsMatch(line));

        await using IBrowserContext other = await chromium.NewContext(new());
        IPage stranger = await other.NewPageAsync();
        IResponse? answer = await stranger.GotoAsync(address);
        Assert.Equal(403, answer!.Status);
        Assert.StartsWith(
            "This server answers invited browsers only.", await stranger.Locator("body").InnerTextAsync());
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    [InlineData(2560)]
    public async Task The_page_invites_a_phone_by_a_code(int width)
    {
        using Workplace place = new();
        await using Server server = Start(place);
        await using IBrowserContext here = await chromium.NewContext(
            new() { ViewportSize = new() { Width = width, Height = 800 } });
        IPage page = await here.NewPageAsync();
        await page.GotoAsync(server.Address.AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = "Open on a phone" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("It opens one browser, within 10 minutes.");
        Assert.True(await dialog.Locator("img").EvaluateAsync<bool>(
            "async (image) => { await image.decode(); return image.naturalWidth > 200; }"));
        Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.Poor));
        await Drawings.Save(page, $"phone-{width}.png");
        string address = await dialog.Locator("code").InnerTextAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();

        await using IBrowserContext there = await chromium.NewContext(Phone());
        IPage phone = await there.NewPageAsync();
        await phone.GotoAsync(address);
        await Assertions.Expect(phone.Locator("#model")).ToContainTextAsync("parameters");
    }

    [Fact]
    public async Task Without_lan_the_page_invites_nobody()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await Assertions.Expect(page.Page.Locator("#phone")).ToBeHiddenAsync();
    }

    private static BrowserNewContextOptions Phone() => new()
    {
        ViewportSize = new() { Width = 360, Height = 740 },
        HasTouch = true,
        IsMobile = true,
    };

    private static Server Start(Workplace place)
    {
        if (!NetworkInterface.GetAllNetworkInterfaces().Any(IsNetwork))
            Assert.Skip("NOT TESTED: draw --lan. This machine is on no network.");
        return Server.Start("draw", "--lan", "--no-browser", "--corrections", place["corrections.db"]);
    }

    private static bool IsNetwork(NetworkInterface network) =>
        network.OperationalStatus == OperationalStatus.Up
        && network.NetworkInterfaceType != NetworkInterfaceType.Loopback
        && network.GetIPProperties().UnicastAddresses.Any(
            unicast => unicast.Address.AddressFamily == AddressFamily.InterNetwork);

    // A line on stderr after the first, as soon as it is there.
    private static async Task<string> Line(Server server, int index)
    {
        while (server.Error.Count <= index)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        return server.Error[index];
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Address();

    [GeneratedRegex(@"^A browser at [\d.]+ has opened the page\.$")]
    private static partial Regex Joined();
}
