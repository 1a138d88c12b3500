using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>How the page looks: in every width and theme nothing is cut off and all can be read.</summary>
[Collection(PageTests.Name)]
public sealed class PageLookTests(Chromium chromium)
{
    // Every text, its colour and what lies behind it, where both are plain: WCAG 2.2, 1.4.3.
    private const string Contrasts = """
        () => {
          const parse = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
          const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
          const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
          const behind = (element) => {
            for (let at = element; at; at = at.parentElement) {
              const colour = parse(getComputedStyle(at).backgroundColor);
              if (colour.length === 3 || colour[3] === 1) return colour;
              if (colour[3] > 0) return null;
            }
            return [255, 255, 255];
          };
          const poor = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (!node.data.trim() || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
            if (element.closest(".unseen, template, .sheet")) continue;
            const style = getComputedStyle(element), back = behind(element);
            if (!back) continue;
            const [a, b] = [light(parse(style.color)), light(back)].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            const large = parseFloat(style.fontSize) >= 24;
            if (ratio < (large ? 3 : 4.5)) poor.push(`${node.data.trim()}: ${ratio.toFixed(2)}`);
          }
          return poor;
        }
        """;

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
        await page.Page.Locator("#digits button").Nth(5).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#corrections li")).ToHaveCountAsync(1);
        Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrasts));
        await Save(page, $"page-{width}-{scheme.ToString().ToLowerInvariant()}.png");
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
        foreach (AriaRole role in (AriaRole[])[AriaRole.Button, AriaRole.Switch, AriaRole.Slider, AriaRole.Radio, AriaRole.Link, AriaRole.Img])
        {
            foreach (ILocator control in await page.Page.GetByRole(role).AllAsync())
            {
                string snapshot = await control.AriaSnapshotAsync();
                Assert.True(snapshot.Contains('"', StringComparison.Ordinal), $"a control without a name: {snapshot}");
            }
        }
    }

    // The pictures in docs are these: INKLING_SCREENSHOTS names the folder that they go to.
    private static async Task Save(DrawPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("INKLING_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.Page.Mouse.MoveAsync(0, 0);
            await page.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = true });
        }
    }
}
