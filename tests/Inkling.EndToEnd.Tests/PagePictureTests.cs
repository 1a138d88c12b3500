using System.Text;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>Pictures that the browser can read and the server can't are converted in the browser.</summary>
[Collection(PageTests.Name)]
public sealed class PagePictureTests(Chromium chromium)
{
    private const string Svg = """
        <svg xmlns="http://www.w3.org/2000/svg" width="3000" height="3000" viewBox="0 0 100 100">
          <rect width="100" height="100" fill="white"/>
          <path d="M26 16 L56 16 L38 70" fill="none" stroke="black" stroke-width="8"/>
        </svg>
        """;

    [Fact]
    public async Task An_AVIF_picture_is_read_upright_after_the_server_was_asked_first()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        page.Expect("the server responded with a status of 415");
        Queue<string> types = Watch(page);
        int[] numbers = await page.Page.EvaluateAsync<int[]>(Avif.Seven);
        await page.Give("drop", "seven.avif", "image/avif", [.. numbers.Select(number => (byte)number)]);
        await page.ExpectAnswer("7");
        Assert.Equal(["image/avif", "image/png"], types);
        await page.ExpectFresh();
        await page.Page.Locator("#confirm").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync("Confirmed: 7");
        await page.Page.Locator("#digits button").Nth(7).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#corrections img")).ToHaveCountAsync(1);
        // It was refused once; all that is asked later sends what was converted.
        Assert.Single(types, "image/avif");
    }

    [Fact]
    public async Task A_large_SVG_picture_is_read_too_and_its_digits_are_boxed_where_they_are()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        page.Expect("the server responded with a status of 415");
        string two = Svg.Replace(
            "</svg>", "<path d=\"M80 20 L80 70\" stroke=\"black\" stroke-width=\"8\"/></svg>",
            StringComparison.Ordinal);
        await page.Give("drop", "seven.svg", "image/svg+xml", Encoding.UTF8.GetBytes(Svg));
        await page.ExpectAnswer("7");
        await page.Give("drop", "two.svg", "image/svg+xml", Encoding.UTF8.GetBytes(two));
        await page.ExpectAnswer("2 digits");
        LocatorBoundingBoxResult sheet = (await page.Page.Locator("#sheet").BoundingBoxAsync())!;
        LocatorBoundingBoxResult box = (await page.Page.Locator("#pieces li").Nth(1).BoundingBoxAsync())!;
        Assert.Equal(0.80, (box.X + (box.Width / 2) - sheet.X) / sheet.Width, 0.02);
        Assert.Equal(0.45, (box.Y + (box.Height / 2) - sheet.Y) / sheet.Height, 0.02);
    }

    [Fact]
    public async Task What_was_converted_survives_a_reload_and_undo()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        page.Expect("the server responded with a status of 415");
        await page.Give("paste", "seven.svg", "image/svg+xml", Encoding.UTF8.GetBytes(Svg));
        await page.ExpectAnswer("7");
        await page.Page.WaitForFunctionAsync(
            "() => sessionStorage.getItem('inkling-drawing')?.includes('seven.svg')");
        await page.Page.ReloadAsync();
        await page.ExpectAnswer("7");
        await page.Clear();
        await page.Page.Locator("#undo").ClickAsync();
        await page.ExpectAnswer("7");
    }

    // The types of the bodies that are sent to be read, in order.
    private static Queue<string> Watch(DrawPage page)
    {
        Queue<string> types = [];
        page.Page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/api/predict", StringComparison.Ordinal))
                types.Enqueue(request.Headers["content-type"]);
        };
        return types;
    }
}
