using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>The view that looks inside: which unit it shows, of which network, and of which drawing.</summary>
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
        await Assertions.Expect(page.Page.Locator("#terms a").First).ToContainTextAsync("convolution 4, map ");
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

    [Theory]
    [InlineData("", "#4-5")]
    [InlineData("", "#3-95")]
    [InlineData("", "#1-7")]
    [InlineData("", "#0-3")]
    [InlineData(Classic, "#2-5")]
    [InlineData(Classic, "#1-9")]
    [InlineData(Classic, "#0-20")]
    public async Task The_sums_agree_with_the_engine_and_with_each_other(string model, string way)
    {
        await using DrawPage page = await InsidePage.Open(chromium, 5, $"?model={model}{way}");
        JsonElement unit = await InsidePage.Post(page, "unit", model,
            $"layer={way[1]}&unit={way[3..]}");
        JsonElement sum = unit.GetProperty("steps")[0];
        ILocator map = page.Page.Locator("#unit-steps canvas").First;
        bool hasPlaces = sum.GetProperty("height").GetInt32() > 1;
        string[] keys = hasPlaces ? ["", "ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight", "ArrowRight"] : [""];
        foreach (string key in keys)
        {
            if (key.Length > 0)
                await map.PressAsync(key);
            (int row, int column) = hasPlaces ? await InsidePage.Place(page) : (0, 0);
            double engine = sum.GetProperty("values")[(row * sum.GetProperty("width").GetInt32()) + column]
                .GetDouble();
            double[] terms = await InsidePage.Values(page, ".bill data:not(#unit-sum):visible");
            double total = (await InsidePage.Values(page, "#unit-sum"))[0];
            Assert.Equal(engine, total, 1e-4);
            Assert.Equal(total, terms.Sum(), 1e-9);
            Assert.Equal(engine, (await InsidePage.Values(page, "#unit-steps data"))[0], 1e-4);
            // As they are shown, too.
            decimal[] shown = await InsidePage.Shown(page, ".bill data:not(#unit-sum):visible");
            Assert.Equal((await InsidePage.Shown(page, "#unit-sum"))[0], shown.Sum());
            foreach (ILocator products in await page.Page.Locator(".term[data-form=numbers]").AllAsync())
            {
                decimal[] cells = InsidePage.Numbers(
                    await products.Locator(".factor:last-child td").AllInnerTextsAsync());
                Assert.Equal(
                    InsidePage.Numbers([await products.Locator(".term-sum").InnerTextAsync()])[0], cells.Sum());
            }
        }
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

    [Theory]
    [InlineData("#0-20", @"^row (\d+), column (\d+)$")]
    [InlineData("#1-9", @"^hidden 1, unit (\d+)$")]
    public async Task A_dense_unit_lists_its_ten_strongest_inputs(string way, string names)
    {
        await using DrawPage page = await InsidePage.Open(chromium, 5, $"?model={Classic}{way}");
        JsonElement unit = await InsidePage.Post(page, "unit", Classic, $"layer={way[1]}&unit={way[3..]}");
        double[] values = InsidePage.Doubles(unit.GetProperty("input").GetProperty("values"));
        double[] weights = InsidePage.Doubles(unit.GetProperty("weights"));
        (double Product, int Index)[] strongest =
        [
            .. values.Select((value, i) => (Product: value * weights[i], Index: i))
                .OrderByDescending(one => Math.Abs(one.Product)).Take(10),
        ];
        bool isPicture = way.StartsWith("#0", StringComparison.Ordinal);
        string row = isPicture ? "#strongest-rows tr" : ".term";
        Assert.Equal(strongest.Select(one => one.Product),
            await InsidePage.Values(page, isPicture ? $"{row} td:last-child data" : $"{row} .term-sum"));
        IReadOnlyList<string> told = await page.Page.Locator(isPicture ? $"{row} th" : $"{row} a")
            .AllInnerTextsAsync();
        Assert.Equal(strongest.Select(one => one.Index), told.Select(name =>
        {
            Match match = Regex.Match(name, names);
            Assert.True(match.Success, name);
            int Number(int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
            return isPicture ? ((Number(1) - 1) * 28) + Number(2) - 1 : Number(1);
        }));
    }
}
