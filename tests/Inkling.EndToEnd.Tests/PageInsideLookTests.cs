using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>How the page that looks inside looks: nothing is cut off, and all can be read.</summary>
[Collection(PageTests.Name)]
public sealed class PageInsideLookTests(Chromium chromium)
{
    private const string Classic = "?model=784-256-64-10";

    [Theory]
    [InlineData("")]
    [InlineData("#4-5,3-95")]
    [InlineData("#4-5,3-95,2-3,1-7,0-3")]
    [InlineData(Classic)]
    [InlineData(Classic + "#0-20")]
    public async Task Nothing_is_cut_off_and_every_text_can_be_read(string where)
    {
        await using DrawPage page = await InsidePage.Open(chromium, 5, where);
        // 640 is 1280 at 200 %.
        foreach ((int width, int height) in ((int, int)[])
            [(360, 740), (640, 450), (740, 360), (1280, 900), (2560, 1300)])
        {
            await page.Page.SetViewportSizeAsync(width, height);
            foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await Look(page, width, scheme);
                if (where == "#4-5,3-95,2-3,1-7,0-3" && width is 360 or 1280 or 2560
                    && scheme == (width == 360 ? ColorScheme.Dark : ColorScheme.Light))
                    await Drawings.Save(page.Page, $"inside-{width}.png");
            }
        }
    }

    [Fact]
    public async Task Every_part_of_a_step_of_learning_can_be_read()
    {
        await using DrawPage page = await InsidePage.Open(chromium, 5);
        await PageLearnTests.Choose(page, 3, "0.01");
        for (int part = 1; part <= 10; part++)
        {
            foreach (int width in (int[])[360, 1280])
            {
                await page.Page.SetViewportSizeAsync(width, 900);
                foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
                    await Look(page, width, scheme);
            }
            if (part == 5)
                await SaveLearning(page);
            if (part < 10)
                await page.Page.Locator("#step-next").ClickAsync();
        }
    }

    private static async Task Look(DrawPage page, int width, ColorScheme scheme)
    {
        await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Poor));
        if (width == 360)
        {
            // The head is one line.
            LocatorBoundingBoxResult head = (await page.Page.Locator(".top").BoundingBoxAsync())!;
            Assert.InRange(head.Height, 30, 75);
        }
    }

    private static async Task SaveLearning(DrawPage page)
    {
        if (Environment.GetEnvironmentVariable("INKLING_SCREENSHOTS") is { Length: > 0 } folder)
        {
            foreach (int width in (int[])[360, 1280, 2560])
            {
                await page.Page.SetViewportSizeAsync(width, 900);
                await page.Page.Locator("#learning").ScreenshotAsync(
                    new() { Path = Path.Combine(folder, $"learn-{width}.png") });
            }
        }
    }
}
