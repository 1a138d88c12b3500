namespace Inkling.EndToEnd.Tests;

/// <summary>
/// Measures what a person waits for; bench/drawing runs it with many digits and prints the numbers. It
/// asserts that the page measures every pen-up, and no time: machines are noisy.
/// </summary>
[Collection(PageTests.Name)]
public sealed class PageSpeedTests(Chromium chromium)
{
    [Fact]
    public async Task Each_pen_up_is_followed_by_painted_bars()
    {
        int digits = int.Parse(Environment.GetEnvironmentVariable("INKLING_PEN_UPS") ?? "5");
        await using DrawPage page = await DrawPage.Open(chromium);
        int strokes = 0;
        for (int i = 0; i < digits; i++)
        {
            foreach (Pen.Point[] stroke in Pen.Digit(i % 10))
            {
                await page.DrawWithMouse([stroke]);
                await page.ExpectBars(++strokes);
            }
            await page.Clear();
        }
        double[] waits = [.. (await page.PenUpToBars()).Order()];
        Assert.Equal(strokes, waits.Length);
        double At(double share) => waits[(int)(share * (waits.Length - 1))];
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"pen-up to painted bars: {waits.Length} strokes, median {At(0.5):F1} ms, "
                + $"95th percentile {At(0.95):F1} ms, the longest {waits[^1]:F1} ms");
    }
}
