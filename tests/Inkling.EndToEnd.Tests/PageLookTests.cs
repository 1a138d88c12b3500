using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>How the page looks: in every width and theme nothing is cut off and all can be read.</summary>
[Collection(PageTests.Name)]
public sealed class PageLookTests(Chromium chromium)
{
    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(768, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(2560, ColorScheme.Light)]
    [InlineData(2560, ColorScheme.Dark)]
    public async Task Nothing_is_cut_off_and_every_text_can_be_read(int width, ColorScheme scheme)
    {
        await using DrawPage page = await DrawPage.Open(chromium, new()
        {
            ViewportSize = new() { Width = width, Height = width == 360 ? 740 : 1_000 },
            ColorScheme = scheme,
        });
        await page.DrawWithMouse(Pen.Digit(5));
        await page.ExpectAnswer("5");
        await Assertions.Expect(page.Page.Locator("#steps > li:visible")).ToHaveCountAsync(5);
        await page.ExpectFresh();
        // By then canvases that are out of sight are painted too.
        await Assertions.Expect(page.Page.Locator("#flow .stage").Last).ToHaveCSSAsync("opacity", "1");
        await page.Page.Locator("#digits button").Nth(5).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#corrections li")).ToHaveCountAsync(1);
        Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Poor));
        if (width != 768 && scheme == (width == 360 ? ColorScheme.Dark : ColorScheme.Light))
            await Drawings.Save(page.Page, $"page-{width}.png");
    }

    [Fact]
    public async Task A_theme_that_was_chosen_is_remembered()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        const string Background = "getComputedStyle(document.body).backgroundColor";
        string light = await page.Page.EvaluateAsync<string>(Background);
        await page.Page.GetByLabel("Dark", new() { Exact = true }).CheckAsync();
        string dark = await page.Page.EvaluateAsync<string>(Background);
        Assert.NotEqual(light, dark);
        await page.Page.ReloadAsync();
        Assert.Equal(dark, await page.Page.EvaluateAsync<string>(Background));
        await page.Page.GetByLabel("Light", new() { Exact = true }).CheckAsync();
        Assert.Equal(light, await page.Page.EvaluateAsync<string>(Background));
    }

    [Fact]
    public async Task Every_control_has_a_name()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.DrawWithMouse(Pen.Digit(5));
        await page.ExpectAnswer("5");
        foreach (AriaRole role in (AriaRole[])
            [AriaRole.Button, AriaRole.Switch, AriaRole.Slider, AriaRole.Radio, AriaRole.Link, AriaRole.Img])
        {
            foreach (ILocator control in await page.Page.GetByRole(role).AllAsync())
            {
                string snapshot = await control.AriaSnapshotAsync();
                Assert.True(
                    snapshot.Contains('"', StringComparison.Ordinal),
                    $"a control without a name: {snapshot}");
            }
        }
    }
}
