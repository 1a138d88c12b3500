using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>The view that looks inside: which unit it shows, of which network and drawing.</summary>
[Collection(PageTests.Name)]
public sealed class PageInsideTests(Chromium chromium)
{
    private const string Classic = "784-256-64-10";

    [Fact]
    public async Task The_drawing_is_the_same_in_both_views()
    {
        await using DrawPage page = await DrawPage.Open(chromium, InsidePage.Still());
        await page.DrawWithMouse(Pen.Digit(5));
        await page.ExpectAnswer("5");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Look inside" }).ClickAsync();
        await InsidePage.ExpectReading(page, "5");
        await InsidePage.ExpectTitle(page, "The arithmetic of output 5");
        await page.Clear();
        await Assertions.Expect(page.Page.Locator("#unit-empty")).ToBeVisibleAsync();
        await page.DrawWithMouse(Pen.Digit(7));
        await InsidePage.ExpectReading(page, "7");
        await InsidePage.ExpectTitle(page, "The arithmetic of output 7");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Draw" }).ClickAsync();
        await page.ExpectAnswer("7");
        await page.Page.GoBackAsync();
        await InsidePage.ExpectReading(page, "7");
    }

    [Fact]
    public async Task A_network_is_chosen_and_its_name_stays_in_the_address()
    {
        await using DrawPage page = await InsidePage.Open(chromium, 3);
        ILocator choice = page.Page.Locator("#choice");
        await choice.SelectOptionAsync(Classic);
        await Assertions.Expect(page.Page.Locator("#model")).ToHaveAttributeAsync("data-network", Classic);
        await InsidePage.ExpectReading(page, "3");
        await Assertions.Expect(page.Page.Locator("#terms a").First).ToContainTextAsync("hidden 2, unit ");
        Assert.Contains($"model={Classic}", page.Page.Url, StringComparison.Ordinal);
        await page.Page.ReloadAsync();
        await Assertions.Expect(choice).ToHaveValueAsync(Classic);
        await Assertions.Expect(page.Page.Locator("#terms a").First).ToContainTextAsync("hidden 2, unit ");
        await choice.SelectOptionAsync("");
        await Assertions.Expect(page.Page.Locator("#terms a").First)
            .ToContainTextAsync("convolution 4, map ");
        Assert.DoesNotContain("model=", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_gone_is_told_and_another_can_be_chosen()
    {
        await using DrawPage page = await InsidePage.Open(chromium, 3);
        page.Expect("404");
        await page.Page.GotoAsync(new Uri(page.Address, "inside.html?model=gone").AbsoluteUri);
        await Assertions.Expect(page.Page.Locator("#digit-answer"))
            .ToHaveTextAsync("There is no such model any more. Choose another one.");
        await page.Page.Locator("#choice").SelectOptionAsync("");
        await InsidePage.ExpectReading(page, "3");
    }

    [Fact]
    public async Task From_the_answer_clicks_lead_back_to_the_picture()
    {
        await using DrawPage page = await InsidePage.Open(chromium, 5);
        await InsidePage.ExpectTitle(page, "The arithmetic of output 5");
        ILocator way = page.Page.Locator("#way li");
        for (int layer = 4; layer >= 1; layer--)
        {
            await Assertions.Expect(way).ToHaveTextAsync(
                [new Regex("^output 5$"), .. Enumerable.Range(layer + 1, 4 - layer).Reverse()
                    .Select(passed => new Regex($"^convolution {passed}, map ")), new Regex("^…$")]);
            ILocator strongest = page.Page.Locator("#terms a").First;
            string name = await strongest.InnerTextAsync();
            Assert.StartsWith($"convolution {layer}, map ", name, StringComparison.Ordinal);
            await strongest.ClickAsync();
            await InsidePage.ExpectTitle(page, $"The arithmetic of {name}");
            await Assertions.Expect(page.Page.Locator("#unit-title")).ToBeFocusedAsync();
        }
        await Assertions.Expect(way.Last).ToHaveTextAsync("picture");
        await Assertions.Expect(page.Page.Locator("#terms .term-name")).ToHaveTextAsync("picture");
        await page.Page.GoBackAsync();
        await Assertions.Expect(page.Page.Locator("#unit-title")).ToContainTextAsync("convolution 2");
        await way.First.Locator("a").ClickAsync();
        await InsidePage.ExpectTitle(page, "The arithmetic of output 5");
    }

    [Fact]
    public async Task A_unit_of_the_network_is_opened_by_a_click_and_by_enter()
    {
        await using DrawPage page = await InsidePage.Open(chromium, 5);
        ILocator network = page.Page.Locator("#network");
        // The first tile is below the two lines of its caption, and at least 30 pixels wide.
        await network.ClickAsync(new() { Position = new() { X = 15, Y = 60 } });
        await InsidePage.ExpectTitle(page, "The arithmetic of convolution 1, map 1");
        await network.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowUp");
        await page.Page.Keyboard.PressAsync("ArrowUp");
        await page.Page.Keyboard.PressAsync("Enter");
        await InsidePage.ExpectTitle(page, "The arithmetic of output 4");
        Assert.EndsWith("#4-4", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_the_pointer_and_a_click_move_the_window_and_light_the_pixel()
    {
        await using DrawPage page = await InsidePage.Open(chromium, 5, "#0-3");
        ILocator sum = page.Page.Locator("#unit-steps canvas").First;
        await sum.PressAsync("ArrowLeft");
        (int row, int column) = await InsidePage.Place(page);
        await sum.PressAsync("ArrowDown");
        await sum.PressAsync("ArrowRight");
        Assert.Equal((row + 1, column + 1), await InsidePage.Place(page));
        await sum.ClickAsync(new() { Position = new() { X = 2, Y = 2 } });
        Assert.Equal((0, 0), await InsidePage.Place(page));
        byte[] corner = await sum.ScreenshotAsync();
        ILocator picture = page.Page.Locator(".term-map");
        LocatorBoundingBoxResult box = (await picture.BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + (box.Width * 14.5f / 28), box.Y + (box.Height * 10.5f / 28));
        // The window's middle is on the pixel.
        Assert.Equal((8, 12), await InsidePage.Place(page));
        Assert.NotEqual(corner, await sum.ScreenshotAsync());
        await Assertions.Expect(picture).ToHaveAttributeAsync(
            "aria-label", "picture, with the window at row 9, column 13");
    }

    [Fact]
    public async Task The_window_slides_once_and_stands_still_where_no_motion_is_wanted()
    {
        const string Label = "document.querySelector('.term-map').ariaLabel";
        await using DrawPage moving = await InsidePage.Open(
            chromium, 5, "#0-3", new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        string first = await moving.Page.EvaluateAsync<string>(Label);
        await moving.Page.WaitForFunctionAsync($"first => {Label} !== first", first);
        // It ends where the sum is largest, and says so.
        await Assertions.Expect(moving.Page.Locator("#unit-readout")).ToContainTextAsync("Window at");
        await using DrawPage still = await InsidePage.Open(chromium, 5, "#0-3");
        await Assertions.Expect(still.Page.Locator("#unit-readout")).ToContainTextAsync("Window at");
        string before = await still.Page.EvaluateAsync<string>(Label);
        await still.Page.EvaluateAsync(
            "new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))");
        Assert.Equal(before, await still.Page.EvaluateAsync<string>(Label));
    }
}
