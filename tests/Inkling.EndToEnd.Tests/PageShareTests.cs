using System.Text.Json;
using Inkling.Imaging;
using Inkling.Pictures;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>A drawing leaves the page as a link or a file, and comes back the same.</summary>
[Collection(PageTests.Name)]
public sealed class PageShareTests(Chromium chromium)
{
    private const string Strokes =
        "() => JSON.stringify(JSON.parse(sessionStorage.getItem('inkling-drawing')).strokes)";

    [Fact]
    public async Task A_link_draws_the_same_strokes_again_and_is_not_sent()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.Page.Locator("#paper").CheckAsync();
        await page.DrawWithMouse(Pen.Digit(5));
        await page.ExpectFresh();
        string before = await Remembered(page);
        List<string> asked = [];
        page.Page.Request += (_, request) => asked.Add(request.Url);
        await Choose(page, "Copy link");
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync("Link copied.");
        string link = await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        Assert.Empty(asked);
        Assert.StartsWith(page.Address + "#ink=", link);
        int points =
            JsonDocument.Parse(before).RootElement.EnumerateArray().Sum(line => line.GetArrayLength());
        Assert.InRange(link.Length, 1, 100 + (3 * points));

        // In another browser, where nothing is remembered.
        await using IBrowserContext other = await chromium.NewContext(new());
        IPage there = await other.NewPageAsync();
        await there.GotoAsync(link);
        await Assertions.Expect(there.Locator("#answer-digit")).ToHaveTextAsync("5");
        await Assertions.Expect(there.Locator("#paper")).ToBeCheckedAsync();
        Assert.Equal(page.Address.AbsoluteUri, there.Url);
        await there.WaitForFunctionAsync("() => sessionStorage.getItem('inkling-drawing')");
        Assert.Equal(before, await there.EvaluateAsync<string>(Strokes));
    }

    [Fact]
    public async Task A_link_that_is_opened_in_the_same_tab_can_be_undone()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.DrawWithMouse(Pen.Digit(5));
        await page.ExpectFresh();
        await page.Page.Locator("#share summary").ClickAsync();
        string link = await page.Page.GetByLabel("Link to this drawing").InputValueAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.GetByLabel("Link to this drawing")).ToBeHiddenAsync();
        await page.Clear();
        await page.DrawWithMouse(Pen.Digit(1));
        await page.ExpectAnswer("1");
        await page.Page.EvaluateAsync("link => { location.hash = new URL(link).hash; }", link);
        await page.ExpectAnswer("5");
        await page.Page.Locator("#undo").ClickAsync();
        await page.ExpectAnswer("1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("AQ")] // ends within its head
    [InlineData("AQAG")] // says three points and has none
    [InlineData("AQAC____________")] // numbers of any length
    [InlineData("BwACFBQU")] // of a later form
    [InlineData("%F0%9F%96%8B")]
    public async Task A_link_that_holds_no_drawing_says_so_and_leaves_what_is_drawn(string letters)
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.DrawWithMouse(Pen.Digit(1));
        await page.ExpectAnswer("1");
        await page.Page.EvaluateAsync("letters => { location.hash = '#ink=' + letters; }", letters);
        await Assertions.Expect(page.Page.Locator("#status"))
            .ToHaveTextAsync("This link holds no drawing. It may have been cut off: copy it whole.");
        await page.ExpectAnswer("1");
    }

    [Fact]
    public async Task Where_the_page_may_not_copy_the_link_is_marked()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.DrawWithMouse(Pen.Digit(1));
        await page.ExpectFresh();
        await page.Page.EvaluateAsync(
            "() => { navigator.clipboard.writeText = async () => { throw new Error('forbidden'); }; }");
        await Choose(page, "Copy link");
        await Assertions.Expect(page.Page.Locator("#status"))
            .ToContainTextAsync("Copy the marked link yourself.");
        await Assertions.Expect(page.Page.GetByLabel("Link to this drawing")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_saved_drawing_is_read_as_what_was_drawn()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        page.Expect("the server responded with a status of 415"); // of the SVG, before it is converted
        await page.DrawWithMouse(Pen.Digit(5));
        await page.ExpectAnswer("5");
        string png = await Save(page, "Save as PNG", "inkling-drawing.png");
        Assert.Contains("  5  ", Inkling.Run("predict", png).Output);
        string svg = await Save(page, "Save as SVG", "inkling-drawing.svg");
        await page.Clear();
        await page.Give("drop", "five.svg", "image/svg+xml", await File.ReadAllBytesAsync(svg, Cancel));
        await page.ExpectAnswer("5");
        // A picture is saved too, and has no strokes to make a link or an SVG of.
        string again = await Save(page, "Save as PNG", "inkling-drawing.png");
        Assert.Contains("  5  ", Inkling.Run("predict", again).Output);
        await page.Page.Locator("#share summary").ClickAsync();
        await Assertions.Expect(Way(page, "Save as SVG")).ToBeHiddenAsync();
        await Assertions.Expect(Way(page, "Copy link")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(2560, ColorScheme.Light)]
    public async Task The_explanation_is_saved_as_one_picture(int width, ColorScheme scheme)
    {
        await using DrawPage page = await DrawPage.Open(chromium, new()
        {
            ViewportSize = new() { Width = width, Height = 800 },
            ColorScheme = scheme,
        });
        await page.DrawWithMouse(Pen.Digit(5));
        await page.ExpectAnswer("5");
        await page.ExpectFresh();
        await page.Page.Locator("#network").ScrollIntoViewIfNeededAsync();
        string poster = await Save(page, "Save the explanation", "inkling-explained.png");
        GreyImage picture = PictureFile.DecodeGrey(await File.ReadAllBytesAsync(poster, Cancel));
        Assert.Equal(1600, picture.Width);
        Assert.InRange(picture.Height, 1000, 4000);
        if (Environment.GetEnvironmentVariable("INKLING_SCREENSHOTS") is { Length: > 0 } folder)
            File.Copy(poster, Path.Combine(folder, $"explained-{width}.png"), overwrite: true);
        // Every part has something on it: the drawing, the heat, the bars, the steps and the network.
        foreach ((int left, int top, int right, int bottom) in ((int, int, int, int)[])
            [(40, 130, 530, 620), (555, 130, 1045, 620), (1070, 130, 1560, 620), (40, 700, 1300, 900),
             (40, 1010, 800, picture.Height - 60)])
        {
            int levels = Enumerable.Range(top, bottom - top)
                .SelectMany(y => Enumerable.Range(left, right - left).Select(x => picture[x, y]))
                .Distinct().Count();
            Assert.True(levels > 8, $"{levels} levels from ({left}, {top}) to ({right}, {bottom})");
        }
    }

    [Fact]
    public async Task Without_a_drawing_there_is_nothing_to_share()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.Page.Locator("#share summary").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync("Draw a digit first.");
        await Assertions.Expect(Way(page, "Save as PNG")).ToBeHiddenAsync();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ILocator Way(DrawPage page, string name) =>
        page.Page.Locator("#share button", new() { HasText = name });

    private static async Task Choose(DrawPage page, string name)
    {
        await page.Page.Locator("#share summary").ClickAsync();
        await Way(page, name).ClickAsync();
    }

    private static async Task<string> Save(DrawPage page, string way, string name)
    {
        IDownload file = await page.Page.RunAndWaitForDownloadAsync(() => Choose(page, way));
        Assert.Equal(name, file.SuggestedFilename);
        await file.SaveAsAsync(page.Place[name]);
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync($"Saved as {name}.");
        return page.Place[name];
    }

    // The strokes, once the tab has remembered them.
    private static async Task<string> Remembered(DrawPage page)
    {
        await page.Page.WaitForFunctionAsync("() => sessionStorage.getItem('inkling-drawing')");
        return await page.Page.EvaluateAsync<string>(Strokes);
    }
}
