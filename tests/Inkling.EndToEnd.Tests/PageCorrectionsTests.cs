using Inkling.Datasets;
using Inkling.Recognition.Data;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>Corrections on the page: deleted and brought back in their row, and shared by two tabs.</summary>
[Collection(PageTests.Name)]
public sealed class PageCorrectionsTests(Chromium chromium)
{
    [Fact]
    public async Task A_deleted_correction_is_told_in_its_row_and_comes_back_there()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await Keep(page, 1, 2, 3);
        ILocator row = Rows(page).Nth(1);
        string before = await row.InnerTextAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("Deleted: it was a 2");
        await Assertions.Expect(page.Page.Locator("#corrections-count")).ToHaveTextAsync("2");
        ILocator undo = row.GetByRole(AriaRole.Button, new() { Name = "Undo" });
        await Assertions.Expect(undo).ToBeFocusedAsync();
        await Drawings.Save(page.Page, "correction-deleted.png");
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(row.GetByRole(AriaRole.Button, new() { Name = "Delete" })).ToBeFocusedAsync();
        Assert.Equal(before, await row.InnerTextAsync());
        await Assertions.Expect(page.Page.Locator("#corrections-count")).ToHaveTextAsync("3");
        await page.Page.ReloadAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(3);
        Assert.Equal(before, await Rows(page).Nth(1).InnerTextAsync());
    }

    [Fact]
    public async Task A_row_that_another_tab_has_deleted_goes_quietly()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        page.Expect("the server responded with a status of 404");
        await Keep(page, 1, 2, 3);
        await Delete(page, id: 2);
        await Rows(page).Nth(1).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync("Kept as 3.");
        await Assertions.Expect(Rows(page).Nth(1).GetByRole(AriaRole.Button)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Who_comes_back_to_the_page_sees_what_is_kept_by_then()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await Keep(page, 1, 2, 3);
        await Rows(page).Nth(2).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(Rows(page).Nth(2)).ToContainTextAsync("Deleted");
        await Delete(page, id: 3);
        await page.Page.EvaluateAsync("() => window.dispatchEvent(new Event('focus'))");
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        // What was deleted here can still be brought back, and its button has kept the keyboard.
        await Assertions.Expect(Rows(page).Nth(1).GetByRole(AriaRole.Button)).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Rows(page).Nth(1)).Not.ToContainTextAsync("Deleted");
    }

    [Fact]
    public async Task What_fails_is_told_in_the_row()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        page.Expect("net::ERR_");
        await Keep(page, 5);
        await page.StopServer();
        await Rows(page).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(Rows(page)).ToContainTextAsync("The server does not answer.");
        await page.RestartServer();
        await Rows(page).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(Rows(page)).ToContainTextAsync("Deleted: it was a 5");
    }

    [Fact]
    public async Task Corrections_are_exported_in_each_form_and_read_back()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        ILocator menu = page.Page.Locator("#export");
        await Assertions.Expect(page.Page.Locator("#corrections-empty")).ToBeVisibleAsync();
        await Assertions.Expect(menu).ToBeHiddenAsync();
        await Keep(page, 7, 7, 1);
        await menu.Locator("summary").ClickAsync();
        await Drawings.Save(page.Page, "corrections-export.png");
        foreach ((string way, string name, PictureForm form) in ((string, string, PictureForm)[])
            [("Table (CSV)", "corrections.csv", PictureForm.AsIs),
             ("IDX files (ZIP)", "corrections-idx.zip", PictureForm.AsIs),
             ("Pictures (ZIP)", "corrections-folder.zip", PictureForm.Prepare)])
        {
            IDownload file = await page.Page.RunAndWaitForDownloadAsync(
                () => menu.GetByRole(AriaRole.Link, new() { Name = way }).ClickAsync());
            Assert.Equal(name, file.SuggestedFilename);
            await file.SaveAsAsync(page.Place[name]);
            DigitSet digits = DigitSource.Open(page.Place[name]).Training.Read(form);
            Assert.Equal("1,7,7", string.Join(',', digits.Labels.ToArray().Order()));
        }
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(menu.GetByRole(AriaRole.Link).First).ToBeHiddenAsync();
        await Assertions.Expect(menu.Locator("summary")).ToBeFocusedAsync();
        foreach (ILocator delete in (await Rows(page).GetByRole(AriaRole.Button).AllAsync()).Reverse())
            await delete.ClickAsync();
        await Assertions.Expect(menu).ToBeHiddenAsync();
    }

    private static ILocator Rows(DrawPage page) => page.Page.Locator("#corrections li");

    private static async Task Keep(DrawPage page, params int[] labels)
    {
        await page.DrawWithMouse(Pen.Digit(7));
        await page.ExpectAnswer("7");
        foreach (int label in labels)
        {
            await page.Page.Locator("#digits button").Nth(label).ClickAsync();
            await Assertions.Expect(page.Page.Locator("#status")).ToHaveTextAsync($"Kept as {label}.");
        }
    }

    // As another tab does.
    private static async Task Delete(DrawPage page, int id)
    {
        using HttpClient other = new() { BaseAddress = page.Address };
        HttpResponseMessage answer = await other.DeleteAsync(
            new Uri($"api/corrections/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(204, (int)answer.StatusCode);
    }
}
