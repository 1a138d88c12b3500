using System.Text.Json;

namespace Inkling.EndToEnd.Tests;

/// <summary>What a drawing costs on the wire: a 5 that takes three seconds, less than 200 kB.</summary>
[Collection(PageTests.Name)]
public sealed class PageWireTests(Chromium chromium)
{
    // Milliseconds between two explanations while the pen is down; the clocks of a browser are coarse.
    private const double Interval = 1_000, Coarseness = 20;

    // Bytes. A scribble costs more than a 5, whose explanations have some 22 kB.
    private const int MostOfReading = 1_000, MostOfExplanation = 36_000;

    [Fact]
    public async Task While_the_pen_is_down_explanations_are_a_second_apart_and_all_answers_are_small()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.Page.EvaluateAsync("performance.setResourceTimingBufferSize(100_000)");
        Pen.Point[] stroke = Pen.Digit(5).Last();
        (float X, float Y)[] places = await page.PlacesOf(stroke);
        await page.Page.Mouse.MoveAsync(places[0].X, places[0].Y);
        await page.Page.Mouse.DownAsync();
        // So many explanations are asked for while the pen is down, however long that takes.
        const int wanted = 3;
        for (int i = 1; (await Times(page)).Length < wanted; i++)
        {
            (float x, float y) = places[i % places.Length];
            await page.Page.Mouse.MoveAsync(x, y);
        }
        double[] times = await Times(page);
        await page.Page.Mouse.UpAsync();
        for (int i = 1; i < times.Length; i++)
            Assert.InRange(times[i] - times[i - 1], Interval - Coarseness, double.MaxValue);
        foreach ((string path, int most) in (IEnumerable<(string, int)>)
            [("/api/predict", MostOfReading), ("/api/explain", MostOfExplanation)])
        {
            double[] sizes = await Entries(page, path, "transferSize");
            Assert.NotEmpty(sizes);
            Assert.All(sizes, size => Assert.InRange(size, 0, most));
        }
    }

    private static Task<double[]> Times(DrawPage page) => Entries(page, "/api/explain", "startTime");

    // Of the requests that were answered.
    private static async Task<double[]> Entries(DrawPage page, string path, string value)
    {
        string found = await page.Page.EvaluateAsync<string>(
            """
            ({ path, value }) => JSON.stringify(performance.getEntriesByType("resource")
              .filter((entry) => new URL(entry.name).pathname === path).map((entry) => entry[value]))
            """,
            new { path, value });
        return JsonSerializer.Deserialize<double[]>(found)!;
    }
}
