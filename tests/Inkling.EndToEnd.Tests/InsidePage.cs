using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>The page that looks inside, opened with a digit drawn, and what it shows as numbers.</summary>
internal static partial class InsidePage
{
    /// <summary>A window in which nothing moves by itself.</summary>
    public static BrowserNewContextOptions Still(int width = 1280, int height = 900) => new()
    {
        ViewportSize = new() { Width = width, Height = height },
        ReducedMotion = ReducedMotion.Reduce,
    };

    /// <summary>Draws a digit on the drawing page, and opens this one at a unit of its own.</summary>
    public static async Task<DrawPage> Open(
        Chromium chromium, int digit, string where = "", BrowserNewContextOptions? options = null)
    {
        DrawPage page = await DrawPage.Open(chromium, options ?? Still());
        await page.DrawWithMouse(Pen.Digit(digit));
        await page.ExpectAnswer($"{digit}");
        await page.Page.GotoAsync(new Uri(page.Address, $"inside.html{where}").AbsoluteUri);
        await Assertions.Expect(page.Page.Locator("#unit")).ToBeVisibleAsync();
        await ExpectReading(page, $"{digit}");
        return page;
    }

    public static Task ExpectReading(DrawPage page, string digit) =>
        Assertions.Expect(page.Page.Locator("#digit-answer"))
            .ToHaveTextAsync(new Regex($"^It reads: {digit}, "));

    public static Task ExpectTitle(DrawPage page, string title) =>
        Assertions.Expect(page.Page.Locator("#unit-title")).ToHaveTextAsync(title);

    /// <summary>Where the window lies, from 0 on.</summary>
    public static async Task<(int Row, int Column)> Place(DrawPage page)
    {
        await Assertions.Expect(page.Page.Locator("#unit-readout")).ToContainTextAsync("Window at");
        Match place = WindowPlace().Match(await page.Page.Locator("#unit-readout").InnerTextAsync());
        return (int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - 1,
            int.Parse(place.Groups[2].ValueSpan, CultureInfo.InvariantCulture) - 1);
    }

    /// <summary>The exact values behind numbers on the page.</summary>
    public static async Task<double[]> Values(DrawPage page, string selector)
    {
        List<double> values = [];
        foreach (ILocator number in await page.Page.Locator(selector).AllAsync())
        {
            values.Add(double.Parse(
                (await number.GetAttributeAsync("value"))!, CultureInfo.InvariantCulture));
        }
        return [.. values];
    }

    /// <summary>The numbers as they are shown.</summary>
    public static async Task<decimal[]> Shown(DrawPage page, string selector) =>
        Numbers(await page.Page.Locator(selector).AllInnerTextsAsync());

    public static decimal[] Numbers(IEnumerable<string> texts) =>
        [.. texts.Select(text => decimal.Parse(
            text.Replace('−', '-'), NumberStyles.Number, CultureInfo.InvariantCulture))];

    public static double[] Doubles(JsonElement numbers) =>
        [.. numbers.EnumerateArray().Select(number => number.GetDouble())];

    /// <summary>Asks the API itself, with the drawing that the page has.</summary>
    public static async Task<JsonElement> Post(DrawPage page, string route, string model, string query)
    {
        string answer = await page.Page.EvaluateAsync<string>(
            """
            async (path) => {
              const { strokes } = JSON.parse(sessionStorage.getItem("inkling-drawing"));
              const body = JSON.stringify({ strokes, width: 280, height: 280, ink: "light", prepare: true });
              const headers = { "Content-Type": "application/json" };
              return (await fetch(path, { method: "POST", headers, body })).text();
            }
            """,
            $"/api/{route}?{query}{(model.Length > 0 ? $"&model={model}" : "")}");
        return JsonDocument.Parse(answer).RootElement;
    }

    [GeneratedRegex(@"Window at row (\d+), column (\d+)")]
    private static partial Regex WindowPlace();
}
