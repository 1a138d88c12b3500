using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>
/// axe-core finds nothing wrong on any page. Every window below meets every page, the first with a drawing,
/// open keys and a correction. Two windows, of either theme, meet each state of that page. The windows cover
/// both themes, forced colours, four widths and 200 %, not the product of them: rules about colour see each
/// theme, rules about room see each width. A lesson before, during and after is checked where it is tested,
/// in <see cref="PageTeachTests"/>.
/// </summary>
[Collection(PageTests.Name)]
public sealed class PageAccessibilityTests(Chromium chromium)
{
    /// <summary>Every page but the one on which all begins.</summary>
    private static readonly string[] OtherPages = ["inside.html", "teach.html", "api.html", "print.html"];

    [Theory]
    [InlineData(768, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Light, ForcedColors.Active)]
    [InlineData(1280, ColorScheme.Dark, ForcedColors.Active)]
    [InlineData(2560, ColorScheme.Dark)]
    [InlineData(640, ColorScheme.Light, ForcedColors.None, 2)]
    public async Task Axe_finds_nothing_wrong_with_any_page(
        int width, ColorScheme scheme, ForcedColors forced = ForcedColors.None, int scale = 1)
    {
        await using DrawPage page = await Open(width, scheme, forced, scale);
        await DrawAndKeep(page);
        await Accessibility.Check(page.Page, "drawn, keys open, a correction kept");
        await CheckOthers(page);
    }

    [Theory]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    public async Task Axe_finds_nothing_wrong_with_any_state(int width, ColorScheme scheme)
    {
        await using DrawPage page = await Open(width, scheme);
        IPage shown = page.Page;
        await Accessibility.Check(shown, "empty");

        await DrawAndKeep(page);
        await Accessibility.Check(shown, "drawn, keys open, a correction kept");

        await shown.Locator("#corrections li button").ClickAsync();
        await Assertions.Expect(shown.Locator("#corrections li")).ToContainTextAsync("Deleted");
        await shown.Locator("#share summary").ClickAsync();
        await Accessibility.Check(shown, "share menu open, a correction deleted");
        await shown.Keyboard.PressAsync("Escape");
        await shown.Locator("#corrections li button").ClickAsync();
        await shown.Locator("#export summary").ClickAsync();
        await Accessibility.Check(shown, "export menu open");
        await shown.Keyboard.PressAsync("Escape");

        await page.Clear();
        await Draw(page, Pen.Digit(4, 0.05, 0.3, 0.4).Concat(Pen.Digit(2, 0.6, 0.3, 0.4)));
        await page.ExpectAnswer("2 digits");
        await page.ExpectFresh();
        await Accessibility.Check(shown, "two digits");

        await page.Clear();
        await Draw(page, Scribble());
        await page.ExpectAnswer("No digit found");
        await page.ExpectFresh();
        await Accessibility.Check(shown, "refused");
        await CheckOthers(page);
    }

    private Task<DrawPage> Open(
        int width, ColorScheme scheme, ForcedColors forced = ForcedColors.None, int scale = 1) =>
        DrawPage.Open(chromium, new()
        {
            ViewportSize = new() { Width = width, Height = scale == 2 ? 400 : width == 360 ? 740 : 1_000 },
            DeviceScaleFactor = scale,
            ColorScheme = scheme,
            ForcedColors = forced,
        });

    private static async Task DrawAndKeep(DrawPage page)
    {
        await page.Page.Locator("#keys summary").ClickAsync();
        await Draw(page, Pen.Digit(5));
        await page.ExpectAnswer("5");
        await page.ExpectFresh();
        await page.Page.Locator("#digits button").Nth(5).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#corrections li")).ToHaveCountAsync(1);
    }

    private static async Task CheckOthers(DrawPage page)
    {
        foreach (string other in OtherPages)
        {
            await page.Page.GotoAsync(new Uri(page.Address, other).AbsoluteUri);
            await Assertions.Expect(page.Page.Locator("main")).ToBeVisibleAsync();
            await Assertions.Expect(page.Page.GetByText("Reading …")).ToHaveCountAsync(0);
            await Accessibility.Check(page.Page, other);
            if (other == "inside.html")
                await CheckInside(page.Page);
        }
    }

    private static async Task CheckInside(IPage shown)
    {
        await Assertions.Expect(shown.Locator("#digit-answer")).ToContainTextAsync("It reads");
        await Assertions.Expect(shown.Locator("#unit")).ToBeVisibleAsync();
        await Accessibility.Check(shown, "the arithmetic of a unit");
        await shown.GetByRole(AriaRole.Button, new() { Name = "Step through" }).ClickAsync();
        for (int step = 0; step < 3; step++)
            await shown.Locator("#step-next").ClickAsync();
        await Accessibility.Check(shown, "a step of learning");
    }

    // What was clicked before may have moved the sheet out of a small window.
    private static async Task Draw(DrawPage page, IEnumerable<Pen.Point[]> strokes)
    {
        await page.Page.Locator("#canvas").EvaluateAsync(
            "sheet => sheet.scrollIntoView({ block: 'center' })");
        await page.DrawWithMouse(strokes);
    }

    private static Pen.Point[][] Scribble()
    {
        Random random = new(4);
        double Place() => 0.2 + (0.6 * random.NextDouble());
        return [[.. Enumerable.Range(0, 24).Select(_ => new Pen.Point(Place(), Place()))]];
    }
}
