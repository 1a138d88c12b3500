using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>What has been drawn and chosen is not lost: by Clear, by a reload, by the way back.</summary>
[Collection(PageTests.Name)]
public sealed class PageMemoryTests(Chromium chromium)
{
    private const string Polylines = "sessionStorage.getItem('inkling-drawing')";

    [Fact]
    public async Task What_clear_takes_comes_back_by_undo_and_goes_again_by_redo()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        ILocator undo = page.Page.Locator("#undo"), redo = page.Page.Locator("#redo");
        await Assertions.Expect(undo).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(redo).ToHaveAttributeAsync("aria-disabled", "true");
        await page.DrawWithMouse(Pen.Digit(4));
        await page.ExpectAnswer("4");
        await page.Clear();
        await page.ExpectAnswer("Draw a digit");
        await undo.ClickAsync();
        await page.ExpectAnswer("4");
        await Assertions.Expect(redo).ToHaveAttributeAsync("aria-disabled", "false");
        await redo.ClickAsync();
        await page.ExpectAnswer("Draw a digit");
        await Assertions.Expect(redo).ToHaveAttributeAsync("aria-disabled", "true");
        await page.Page.Keyboard.PressAsync("Control+z");
        await page.ExpectAnswer("4");
        await page.Page.Keyboard.PressAsync("Control+Shift+Z");
        await page.ExpectAnswer("Draw a digit");
        await page.Page.Keyboard.PressAsync("Control+z");
        await page.ExpectAnswer("4");
        await page.Page.Keyboard.PressAsync("Control+y");
        await page.ExpectAnswer("Draw a digit");
        await page.Page.Keyboard.PressAsync("u");
        await page.ExpectAnswer("4");
        // What is drawn anew can't be redone over.
        await page.DrawWithMouse(Pen.Digit(1));
        await Assertions.Expect(redo).ToHaveAttributeAsync("aria-disabled", "true");
    }

    [Fact]
    public async Task A_picture_that_a_stroke_replaced_comes_back_by_undo()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        string sample = Path.Combine(Inkling.Root, "samples", "7-corner.png");
        await page.Page.Locator("#file").SetInputFilesAsync(sample);
        await page.ExpectAnswer("7");
        await page.DrawWithMouse(Pen.Digit(1));
        await page.ExpectAnswer("1");
        await page.Page.Locator("#undo").ClickAsync();
        await page.ExpectAnswer("7");
        await page.Page.Locator("#undo").ClickAsync();
        await page.ExpectAnswer("Draw a digit");
    }

    [Theory]
    [InlineData("reload")]
    [InlineData("back")]
    public async Task A_drawing_and_the_settings_survive(string how)
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.SetPenWidth(11);
        await page.Page.Locator("#paper").CheckAsync();
        await page.Page.Locator("#prepare").UncheckAsync();
        await page.Page.Locator("#keys summary").ClickAsync();
        await page.Page.Locator("#single-keys").UncheckAsync();
        await page.Page.GetByLabel("Dark", new() { Exact = true }).CheckAsync();
        await page.DrawWithMouse(Pen.Digit(4));
        await page.ExpectFresh();
        string answer = await page.Answer.InnerTextAsync();
        string before = await Picture(page);
        await Away(page, how);
        await page.ExpectFresh();
        await page.ExpectAnswer(answer);
        Assert.Equal(before, await Picture(page));
        await Assertions.Expect(page.Page.Locator("#pen-width")).ToHaveValueAsync("11");
        await Assertions.Expect(page.Page.Locator("#pen-width-value")).ToHaveTextAsync("11");
        await Assertions.Expect(page.Page.Locator("#paper")).ToBeCheckedAsync();
        await Assertions.Expect(page.Page.Locator("#prepare")).Not.ToBeCheckedAsync();
        await Assertions.Expect(page.Page.Locator("#prepare-note")).ToContainTextAsync("only resized");
        await Assertions.Expect(page.Page.Locator("#single-keys")).Not.ToBeCheckedAsync();
        await Assertions.Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        // Strokes are still strokes: undo takes the second of them alone.
        await page.Page.Locator("#undo").ClickAsync();
        await page.Page.WaitForFunctionAsync($"() => JSON.parse({Polylines}).strokes.length === 1");
    }

    [Fact]
    public async Task A_picture_survives_a_reload_and_a_cleared_sheet_stays_clear()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        string sample = Path.Combine(Inkling.Root, "samples", "7-corner.png");
        await page.Page.Locator("#file").SetInputFilesAsync(sample);
        await page.ExpectAnswer("7");
        await page.Page.WaitForFunctionAsync($"() => {Polylines}?.includes('7-corner.png')");
        await page.Page.ReloadAsync();
        await page.ExpectAnswer("7");
        await page.Clear();
        await page.Page.ReloadAsync();
        await page.ExpectAnswer("Draw a digit");
        await Assertions.Expect(page.Page.Locator("#invitation")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("for (const area of ['sessionStorage', 'localStorage'])"
        + "Object.defineProperty(window, area, { get() { throw new Error('forbidden'); } });")]
    [InlineData("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };")]
    [InlineData("for (const key of ['inkling-drawing', 'inkling-settings', 'inkling-theme'])"
        + "for (const area of [localStorage, sessionStorage]) area.setItem(key, '{\"strokes\":[[[1]]],');")]
    [InlineData("for (const area of [localStorage, sessionStorage]) {"
        + "area.setItem('inkling-drawing', '{\"strokes\":[[[1,2,\"x\"]],[[1e9,5,-3]],{}]}');"
        + "area.setItem('inkling-settings', '{\"width\":\"wide\",\"paper\":7,\"prepare\":null}'); }")]
    [InlineData("sessionStorage.setItem('inkling-drawing', '[]');"
        + "localStorage.setItem('inkling-settings', '7');")]
    public async Task A_storage_that_is_forbidden_full_or_broken_does_not_break_the_page(string storage)
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.Page.AddInitScriptAsync(storage);
        await page.Page.ReloadAsync();
        await page.ExpectAnswer("Draw a digit");
        await Assertions.Expect(page.Page.Locator("#pen-width")).ToHaveValueAsync("17.5");
        await Assertions.Expect(page.Page.Locator("#paper")).Not.ToBeCheckedAsync();
        await Assertions.Expect(page.Page.Locator("#prepare")).ToBeCheckedAsync();
        await page.DrawWithMouse(Pen.Digit(7));
        await page.ExpectAnswer("7");
        await page.Page.GetByLabel("Dark", new() { Exact = true }).CheckAsync();
        await Assertions.Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.SetPenWidth(20);
        await page.ExpectFresh();
    }

    private static async Task Away(DrawPage page, string how)
    {
        if (how == "reload")
        {
            await page.Page.ReloadAsync();
            return;
        }
        await page.Page.GotoAsync(page.Address + "api.html");
        await page.Page.GoBackAsync();
    }

    // The sheet's pixels, once painted.
    private static async Task<string> Picture(DrawPage page)
    {
        await page.Page.Mouse.MoveAsync(0, 0);
        return await page.Page.EvaluateAsync<string>(
            """
            () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(
              () => done(document.querySelector("#canvas").toDataURL()))))
            """);
    }
}
