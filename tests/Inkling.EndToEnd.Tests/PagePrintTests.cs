using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>One page with a drawing, its answer and the way there: for a projector, and for paper.</summary>
[Collection(PageTests.Name)]
public sealed partial class PagePrintTests(Chromium chromium)
{
    [Fact]
    public async Task A_drawing_is_shown_to_a_room_without_scrolling_and_printed_on_one_page()
    {
        await using DrawPage page = await DrawPage.Open(chromium, new()
        {
            ViewportSize = new() { Width = 1280, Height = 720 },
            ColorScheme = ColorScheme.Dark,
        });
        IPage shown = page.Page;
        await page.DrawWithMouse(Pen.Digit(5));
        await page.ExpectAnswer("5");
        string note = (await shown.Locator("#answer-note").TextContentAsync())!;
        await OpenPrint(page);
        await page.ExpectAnswer("5");
        await Assertions.Expect(shown.Locator("#answer-note")).ToHaveTextAsync(note);
        await Assertions.Expect(shown.Locator("#model")).ToContainTextAsync("parameters");
        await Assertions.Expect(shown.Locator("#steps > li:visible")).ToHaveCountAsync(5);
        await shown.WaitForFunctionAsync(
            "() => [...document.images].every((image) => image.complete && image.naturalWidth > 0)");

        foreach ((int width, int height) in ((int, int)[])[(1280, 720), (1920, 1080), (2560, 1440)])
        {
            await shown.SetViewportSizeAsync(width, height);
            Assert.Equal([width, height], await shown.EvaluateAsync<int[]>(
                "() => { const root = document.documentElement; "
                + "return [root.scrollWidth, root.scrollHeight]; }"));
            // A digit as high as a fifth of the window can be read from the back of a room.
            LocatorBoundingBoxResult digit = (await page.Answer.BoundingBoxAsync())!;
            Assert.InRange(digit.Height / height, 0.2, 0.5);
            Assert.Empty(await shown.EvaluateAsync<string[]>(Contrast.Poor));
            if (width != 1920)
                await Drawings.Save(shown, $"print-{width}.png");
        }
        await shown.SetViewportSizeAsync(360, 740);
        Assert.Equal(360, await shown.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Drawings.Save(shown, "print-360.png");

        byte[] pdf = await shown.PdfAsync(new() { Format = "A4", PrintBackground = false });
        Assert.Single(Pages().Matches(Encoding.Latin1.GetString(pdf)));
        await shown.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(shown.Locator("#print")).ToBeHiddenAsync();
        await Assertions.Expect(shown.GetByText("Back")).ToBeHiddenAsync();
        Assert.Equal("rgb(255, 255, 255)", await shown.EvaluateAsync<string>(
            "() => getComputedStyle(document.body).backgroundColor"));
        await shown.EmulateMediaAsync(new() { Media = Media.Screen });

        await shown.GetByRole(AriaRole.Link, new() { Name = "Back" }).ClickAsync();
        await page.ExpectAnswer("5");
    }

    [Fact]
    public async Task A_picture_and_a_drawing_left_unprepared_are_shown_as_they_were_read()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        byte[] seven = await File.ReadAllBytesAsync(
            Path.Combine(Inkling.Root, "samples", "7-corner.png"), TestContext.Current.CancellationToken);
        await page.Give("drop", "seven.png", "image/png", seven);
        await page.ExpectAnswer("7");
        await page.Page.WaitForFunctionAsync("() => sessionStorage.getItem('inkling-drawing')");
        await OpenPrint(page);
        await page.ExpectAnswer("7");
        await Assertions.Expect(page.Page.Locator("#steps > li:visible")).Not.ToHaveCountAsync(0);

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Back" }).ClickAsync();
        await page.ExpectAnswer("7");
        await page.Clear();
        await page.Page.Locator("#prepare").UncheckAsync();
        await page.Page.EvaluateAsync("scrollTo(0, 0)"); // to reach the switch it was scrolled
        await page.DrawWithMouse(Pen.Digit(3, 0.3, 0.25, 0.5));
        await page.ExpectFresh();
        string answer = (await page.Answer.TextContentAsync())!;
        int steps = await page.Page.Locator("#steps > li:visible").CountAsync();
        await OpenPrint(page);
        await page.ExpectAnswer(answer);
        await Assertions.Expect(page.Page.Locator("#steps > li:visible")).ToHaveCountAsync(steps);
    }

    [Fact]
    public async Task Without_a_drawing_the_page_says_what_to_do()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.Page.GotoAsync(new Uri(page.Address, "print.html").AbsoluteUri);
        await page.ExpectAnswer("No drawing");
        await Assertions.Expect(page.Page.Locator("#answer-note")).ToContainTextAsync("draw a digit first");
    }

    private static async Task OpenPrint(DrawPage page)
    {
        await page.Page.Locator("#share summary").ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "For a projector or print" }).ClickAsync();
        await page.Page.WaitForURLAsync("**/print.html*");
    }

    // Skia writes a page's own object in plain text.
    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Pages();
}
