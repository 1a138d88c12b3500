using System.Text.RegularExpressions;
using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Recognition.Models;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>
/// What the page shows of a network of convolutions. It learnt nothing, so nothing is said of what it reads.
/// </summary>
[Collection(PageTests.Name)]
public sealed partial class PageMapsTests(Chromium chromium)
{
    private const string Network =
        "1x28x28, conv 32 5x5, maxpool 2x2, batchnorm, relu, conv 32 3x3 pad 1, batchnorm, relu, "
        + "conv 32 3x3 pad 1, maxpool 2x2, batchnorm, relu, conv 64 3x3 pad 1, batchnorm, relu, "
        + "flatten, dense 10";

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
        await using DrawPage page = await Open(width, scheme);
        await DrawAndSee(page);
        Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Poor));
        await Save(page, $"maps-{width}-{scheme.ToString().ToLowerInvariant()}.png");
        await Choose(page, "PageUp");
        await Save(page, $"maps-{width}-{scheme.ToString().ToLowerInvariant()}-chosen.png");
    }

    [Fact]
    public async Task A_map_that_is_pointed_at_is_shown_large_with_a_sentence_of_what_it_is()
    {
        await using DrawPage page = await Open(1280);
        await DrawAndSee(page);
        byte[] before = await page.Page.Locator("#network").ScreenshotAsync();
        (float x, float y) = await MiddleOfFirstMap(page);
        await page.Page.Mouse.MoveAsync(x, y);
        await Assertions.Expect(Readout(page)).ToHaveTextAsync(FirstMap());
        Assert.NotEqual(before, await page.Page.Locator("#network").ScreenshotAsync());
        await page.Page.Mouse.MoveAsync(0, 0);
        await Assertions.Expect(Readout(page)).ToContainTextAsync("Point at a map");
    }

    [Fact]
    public async Task With_the_keyboard_every_layer_and_map_is_reached_and_told()
    {
        await using DrawPage page = await Open(1280);
        await DrawAndSee(page);
        await page.Page.Locator("#network").FocusAsync();
        await Assertions.Expect(Readout(page)).ToHaveAttributeAsync("aria-live", "polite");
        await page.Page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(Readout(page)).ToContainTextAsync("output ");
        foreach (string layer in (string[])
            ["convolution 4, map ", "convolution 3, map ", "convolution 2, map ", "convolution 1, map "])
        {
            await page.Page.Keyboard.PressAsync("PageUp");
            await Assertions.Expect(Readout(page)).ToContainTextAsync(layer);
        }
        for (int i = 0; i < 12; i++)
        {
            await page.Page.Keyboard.PressAsync("ArrowUp");
            await page.Page.Keyboard.PressAsync("ArrowLeft");
        }
        await Assertions.Expect(Readout(page)).ToHaveTextAsync(FirstMap());
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(Readout(page)).ToContainTextAsync("convolution 1, map 2 of 32");
    }

    [Fact]
    public async Task A_map_that_is_tapped_on_a_phone_is_told_within_sight()
    {
        await using DrawPage page = await DrawPage.Open(
            chromium,
            new()
            {
                ViewportSize = new() { Width = 360, Height = 740 },
                HasTouch = true,
                IsMobile = true,
                DeviceScaleFactor = 2,
            },
            Write);
        await DrawAndSee(page);
        await page.Page.Locator("#network-title").ScrollIntoViewIfNeededAsync();
        await page.Page.EvaluateAsync(
            "document.querySelector('#network').scrollIntoView({ block: 'start' })");
        (float x, float y) = await MiddleOfFirstMap(page);
        await page.Page.Touchscreen.TapAsync(x, y);
        await Assertions.Expect(Readout(page)).ToHaveTextAsync(FirstMap());
        LocatorBoundingBoxResult box = (await Readout(page).BoundingBoxAsync())!;
        Assert.InRange(box.Y + box.Height, 0, 741);
        await Save(page, "maps-phone-tapped.png", fullPage: false);
    }

    [Fact]
    public async Task The_panel_says_what_its_tiles_are_and_has_a_name()
    {
        await using DrawPage page = await Open(768);
        ILocator canvas = page.Page.GetByRole(AriaRole.Application, new() { Name = "What it thought" });
        await Assertions.Expect(canvas).ToHaveAccessibleDescriptionAsync(Tiles());
        await using DrawPage dense = await DrawPage.Open(
            chromium, model: place => Write(place, "784-20-10"), shows: "784-20-10");
        canvas = dense.Page.GetByRole(AriaRole.Application, new() { Name = "What it thought" });
        await Assertions.Expect(canvas).ToHaveAccessibleDescriptionAsync(Squares());
    }

    [Theory]
    [InlineData("1x28x28, conv 8 5x5 stride 2, relu, "
        + "residual { conv 8 3x3 pad 1, batchnorm, relu, depthwise 3x3 pad 1, batchnorm }, "
        + "relu, conv 24 3x3, relu, avgpool 2x2, flatten, dense 48, relu, dense 10", "mixed")]
    [InlineData("1x28x28, conv 6 3x3, relu, conv 6 3x3, relu, conv 6 3x3, relu, conv 6 3x3, relu, "
        + "conv 6 3x3, relu, conv 6 3x3, relu, "
        + "conv 6 3x3, relu, conv 6 3x3, relu, conv 6 3x3, relu, conv 10 10x10, flatten", "deep")]
    [InlineData("1x28x28, conv 4 9x9 stride 4, relu, flatten, dense 10", "small")]
    [InlineData("1x28x28, conv 8 5x5 stride 2, relu, flatten, dense 11", "eleven")]
    public async Task Other_networks_are_not_cut_off_either(string network, string name)
    {
        foreach (int width in (int[])[360, 1280])
        {
            await using DrawPage page = await DrawPage.Open(
                chromium,
                new() { ViewportSize = new() { Width = width, Height = 900 } },
                place => Write(place, network));
            await DrawAndSee(page);
            Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await Save(page, $"maps-{name}-{width}.png");
        }
    }

    private async Task<DrawPage> Open(
        int width, ColorScheme scheme = ColorScheme.Light) => await DrawPage.Open(
        chromium,
        new()
        {
            ViewportSize = new() { Width = width, Height = width == 360 ? 740 : 1_000 },
            ColorScheme = scheme,
        },
        Write);

    private static string Write(Workplace place) => Write(place, Network);

    private static string Write(Workplace place, string network)
    {
        Network built = NetworkDescription.Parse(network).Build();
        built.Initialise(Initialisation.He, seed: 1);
        ModelFile.Write(place["maps.npz"], new(built, new() { Network = network }));
        return place["maps.npz"];
    }

    private static async Task DrawAndSee(DrawPage page)
    {
        await page.DrawWithMouse(Pen.Digit(5));
        await Assertions.Expect(Readout(page)).ToContainTextAsync("Point at a map");
        await page.Page.EvaluateAsync(
            "new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))");
    }

    private static async Task Choose(DrawPage page, params string[] keys)
    {
        await page.Page.Locator("#network").FocusAsync();
        foreach (string key in (string[])["ArrowUp", .. keys])
            await page.Page.Keyboard.PressAsync(key);
        await Assertions.Expect(Readout(page)).ToContainTextAsync("map ");
    }

    private static ILocator Readout(DrawPage page) => page.Page.Locator("#network-readout");

    // Its tile is the first below the two lines of its caption, and at least 30 pixels wide.
    private static async Task<(float X, float Y)> MiddleOfFirstMap(DrawPage page)
    {
        await page.Page.Locator("#network").ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await page.Page.Locator("#network").BoundingBoxAsync())!;
        return (box.X + 15, box.Y + 60);
    }

    [GeneratedRegex(@"^convolution 1, map 1 of 32, 12 × 12: "
        + @"(strongest in row \d+, column \d+, with \d+\.\d\d; mean \d+\.\d\d|nothing found anywhere)")]
    private static partial Regex FirstMap();

    [GeneratedRegex("^Each tile is one map.*map to map")]
    private static partial Regex Tiles();

    [GeneratedRegex("^Each square is one unit; ")]
    private static partial Regex Squares();

    private static async Task Save(DrawPage page, string name, bool fullPage = true)
    {
        if (Environment.GetEnvironmentVariable("INKLING_SCREENSHOTS") is { Length: > 0 } folder)
        {
            // Of the whole page, without what a pointer chose; of a screen, as it is.
            if (fullPage)
                await page.Page.Mouse.MoveAsync(0, 0);
            await page.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = fullPage });
            if (fullPage)
                await page.Page.Locator(".network").ScreenshotAsync(
                    new() { Path = Path.Combine(folder, "network-" + name) });
        }
    }
}
