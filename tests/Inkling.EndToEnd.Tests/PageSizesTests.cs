using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>Drawing and answer share one screen: on a desk, on phones, enlarged, in forced colours.</summary>
[Collection(PageTests.Name)]
public sealed class PageSizesTests(Chromium chromium)
{
    // For a browser: what of these is not wholly inside the window, though nothing was scrolled.
    private const string Outside = """
        (selectors) => {
          scrollTo(0, 0);
          return selectors.flatMap((selector) => [...document.querySelectorAll(selector)]
            .map((element) => ({ selector, box: element.getBoundingClientRect() })))
            .filter(({ box }) => box.width === 0 || box.top < 0 || box.left < 0
              || box.bottom > innerHeight || box.right > innerWidth)
            .map(({ selector, box }) => `${selector}: ${JSON.stringify(box)}`);
        }
        """;

    private static readonly string[] Answer = [".top", "#sheet", "#answer-digit", "#bars", "#bars .bar"];

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(1440, 900)]
    [InlineData(1920, 1080)]
    public async Task One_screen_shows_drawing_answer_way_buttons_and_samples(int width, int height)
    {
        await using DrawPage page = await Open(width, height);
        string[] parts = [.. Answer, ".answer .meaning", "#flow", "#undo", "#confirm", "#open", "#samples"];
        foreach (int? digit in (int?[])[null, 5])
        {
            await Draw(page, digit);
            Assert.Empty(await page.Page.EvaluateAsync<string[]>(Outside, parts));
        }
        await SideBySide(page);
    }

    [Theory]
    [InlineData(740, 360)]
    [InlineData(844, 390)]
    [InlineData(932, 430)]
    [InlineData(640, 400)] // 1280 x 800, enlarged to 200 %
    public async Task A_phone_on_its_side_or_a_page_at_200_percent_shows_drawing_and_answer_side_by_side(
        int width, int height)
    {
        await using DrawPage page = await Open(width, height);
        await Draw(page, 5);
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Outside, (string[])[.. Answer, "#answer-note"]));
        await SideBySide(page);
        Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Poor));
    }

    [Theory]
    [InlineData(360, 740)]
    [InlineData(390, 844)]
    public async Task On_an_upright_phone_drawing_answer_and_buttons_share_the_screen(int width, int height)
    {
        await using DrawPage page = await Open(width, height);
        await Draw(page, 5);
        string[] parts = [.. Answer, "#undo", "#confirm"];
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Outside, parts));
        Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task With_colours_of_the_persons_own_every_state_can_be_seen(int width)
    {
        await using DrawPage page = await DrawPage.Open(chromium, new()
        {
            ViewportSize = new() { Width = width, Height = 800 },
            ForcedColors = ForcedColors.Active,
        });
        await Draw(page, 5);
        // What differs where something is chosen, full or framed, differs here too.
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(
            """
            () => {
              const style = (selector) => getComputedStyle(document.querySelector(selector));
              const ground = style("body").backgroundColor;
              const wrong = [];
              const differ = (selector, key, from, of) => {
                if (style(selector)[key] === from) wrong.push(`${selector}: ${key} as ${of}`);
              };
              for (const selector of ["[data-winner] .bar-fill", ".bar:not([data-winner]) .bar-fill",
                "#theme input:checked + span", "#prepare", ".swatch.plus", ".swatch.fall"])
                differ(selector, "backgroundColor", ground, "the page");
              differ("[data-winner] .bar-fill", "backgroundColor",
                style(".bar:not([data-winner]) .bar-fill").backgroundColor, "the others");
              differ("#prepare", "backgroundColor", style("#paper").backgroundColor, "one that is off");
              for (const selector of ["#confirm", ".sample", "#digits button", ".bar-track", "#paper",
                ".views [aria-current]"]) {
                differ(selector, "borderTopColor", ground, "the page");
                differ(selector, "borderTopWidth", "0px", "none");
              }
              for (const selector of ["#heat", "#input"]) {
                differ(selector, "outlineColor", ground, "the page");
                differ(selector, "outlineStyle", "none", "none");
              }
              if (getComputedStyle(document.querySelector("#sheet"), "::after").borderTopColor === ground)
                wrong.push("the sheet: no edge");
              return wrong;
            }
            """));
        Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Drawings.Save(page.Page, $"forced-{width}.png");
    }

    private Task<DrawPage> Open(int width, int height) =>
        DrawPage.Open(chromium, new() { ViewportSize = new() { Width = width, Height = height } });

    private static async Task Draw(DrawPage page, int? digit)
    {
        if (digit is not { } wanted)
            return;
        await page.Page.Locator("#samples button").Nth(wanted).ClickAsync();
        await page.ExpectAnswer($"{wanted}");
        await page.ExpectFresh();
    }

    private static async Task SideBySide(DrawPage page)
    {
        LocatorBoundingBoxResult sheet = (await page.Page.Locator("#sheet").BoundingBoxAsync())!;
        LocatorBoundingBoxResult answer = (await page.Page.Locator("#answer").BoundingBoxAsync())!;
        Assert.True(answer.X >= sheet.X + sheet.Width, "the answer is not beside the drawing");
        Assert.InRange(answer.Y, sheet.Y - 1, sheet.Y + 1);
        Assert.Equal(sheet.Width, sheet.Height, 1f);
    }
}
