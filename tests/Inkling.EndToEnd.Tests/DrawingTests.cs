using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>
/// Digits drawn on the real page in a real browser are read right, whatever draws them and however.
/// </summary>
[Collection(PageTests.Name)]
public sealed class DrawingTests(Chromium chromium)
{
    [Fact]
    public async Task Each_digit_drawn_with_the_mouse_is_read_right()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        for (int digit = 0; digit < 10; digit++)
        {
            await page.DrawWithMouse(Pen.Digit(digit));
            await page.ExpectAnswer($"{digit}");
            await page.Clear();
            await page.ExpectAnswer("Draw a digit");
        }
    }

    [Fact]
    public async Task Each_digit_drawn_with_a_finger_is_read_right_and_the_page_does_not_scroll()
    {
        await using DrawPage page = await DrawPage.Open(chromium, new()
        {
            ViewportSize = new() { Width = 360, Height = 640 },
            HasTouch = true,
            IsMobile = true,
            DeviceScaleFactor = 3,
        });
        for (int digit = 0; digit < 10; digit++)
        {
            double before = await page.Page.EvaluateAsync<double>("window.scrollY");
            await page.DrawWithTouch(Pen.Digit(digit));
            await page.ExpectAnswer($"{digit}");
            Assert.Equal(before, await page.Page.EvaluateAsync<double>("window.scrollY"));
            await page.Clear();
        }
    }

    [Theory]
    [InlineData("thin", 8, 0.25, 0.16, 0.66)]
    [InlineData("thick", 32, 0.25, 0.16, 0.66)]
    [InlineData("small in a corner", 10, 0.05, 0.06, 0.25)]
    [InlineData("large", 17.5, 0.15, 0.06, 0.88)]
    public async Task Each_digit_is_read_right(string how, double pen, double left, double top, double size)
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.SetPenWidth(pen);
        List<string> misread = [];
        for (int digit = 0; digit < 10; digit++)
        {
            await page.DrawWithMouse(Pen.Digit(digit, left, top, size));
            try
            {
                await page.ExpectAnswer($"{digit}");
            }
            catch (PlaywrightException)
            {
                misread.Add($"{digit} {how} was read as {await page.Answer.TextContentAsync()}");
            }
            await page.Clear();
        }
        Assert.Empty(misread);
    }
}
