using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>
/// What a person sees of each state of the drawing page without scrolling, on a phone, a laptop and a large
/// screen: all can be read, and nothing is cut off. docs/states has the pictures.
/// </summary>
[Collection(PageTests.Name)]
public sealed class PageStatesTests(Chromium chromium)
{
    private static readonly (int Width, int Height)[] Screens = [(360, 740), (1280, 800), (2560, 1300)];

    private static readonly string[] States =
        ["empty", "demonstration", "sure", "no-digit", "several", "failed", "corrections", "share"];

    public static TheoryData<string> All => [.. States];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Each_state_fits_its_screens_and_can_be_read(string state)
    {
        await using DrawPage page = await DrawPage.Open(
            chromium, new() { ViewportSize = new() { Width = 1280, Height = 800 } },
            demonstrates: state == "demonstration");
        await Bring(page, state);
        foreach ((int width, int height) in Screens)
        {
            await page.Page.SetViewportSizeAsync(width, height);
            Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Poor));
            if (state == "share")
                await ExpectWholeMenu(page.Page);
            await Drawings.Save(page.Page, Path.Combine("states", $"{state}-{width}.png"), wholePage: false);
        }
    }

    // What sticks out to the left makes no page wider.
    private static async Task ExpectWholeMenu(IPage page)
    {
        ILocator menu = page.Locator("#share .menu-ways");
        await menu.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await menu.BoundingBoxAsync())!;
        PageViewportSizeResult window = page.ViewportSize!;
        // A page is scrolled by whole pixels.
        Assert.InRange(box.X, -1, window.Width - box.Width + 1);
        Assert.InRange(box.Y, -1, window.Height - box.Height + 1);
    }

    private static async Task Bring(DrawPage page, string state)
    {
        if (state is "sure" or "failed" or "corrections" or "share")
        {
            await page.DrawWithMouse(Pen.Digit(5));
            await page.ExpectAnswer("5");
            await page.ExpectFresh();
        }
        switch (state)
        {
            case "demonstration":
                await Assertions.Expect(page.Page.Locator("#flow[data-lit]")).ToHaveCountAsync(1);
                await Assertions.Expect(page.Page.Locator("#flow .stage").Last)
                    .ToHaveCSSAsync("opacity", "1");
                break;
            case "no-digit":
                Random random = new(3);
                double Place() => 0.15 + (0.7 * random.NextDouble());
                await page.DrawWithMouse(
                    [[.. Enumerable.Range(0, 24).Select(_ => new Pen.Point(Place(), Place()))]]);
                await page.ExpectAnswer("No digit found");
                await page.ExpectFresh();
                break;
            case "several":
                await page.DrawWithMouse(Pen.Digit(4, left: 0.05, top: 0.3, size: 0.4));
                await page.DrawWithMouse(Pen.Digit(2, left: 0.6, top: 0.3, size: 0.4));
                await page.ExpectAnswer("2 digits");
                await page.ExpectFresh();
                break;
            case "failed":
                page.Expect("net::ERR_");
                await page.StopServer();
                await page.DrawWithMouse([[new(0.8, 0.8), new(0.82, 0.82)]]);
                await page.ExpectAnswer("Not read");
                break;
            case "corrections":
                await page.Page.Locator("#digits button").Nth(6).ClickAsync();
                await Assertions.Expect(page.Page.Locator("#corrections li")).ToHaveCountAsync(1);
                await page.Page.Locator("#corrections li button").First.ClickAsync();
                await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last)
                    .ToBeVisibleAsync();
                await page.Page.Locator("#corrections").ScrollIntoViewIfNeededAsync();
                break;
            case "share":
                await page.Page.Locator("#share summary").ClickAsync();
                await Assertions.Expect(page.Page.Locator("#share .menu-ways")).ToBeVisibleAsync();
                break;
        }
    }
}
