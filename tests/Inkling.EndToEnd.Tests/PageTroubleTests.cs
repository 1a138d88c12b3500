using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>
/// What the page says while it waits and when something fails: in words for people, and what to do.
/// </summary>
[Collection(PageTests.Name)]
public sealed class PageTroubleTests(Chromium chromium)
{
    private const string Gone =
        "The server does not answer. Start “inkling draw” again, then try again here.";

    [Fact]
    public async Task An_old_answer_is_stale_once_the_ink_changes_and_muted_while_the_new_one_is_awaited()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.DrawWithMouse(Pen.Digit(7));
        await page.ExpectAnswer("7");
        await page.ExpectFresh();
        ILocator reading = page.Page.GetByText("Reading …");
        await Assertions.Expect(reading).ToBeHiddenAsync();
        await Assertions.Expect(page.Page.Locator("#answer")).ToHaveAttributeAsync("aria-busy", "false");
        string colour = await ColourOf(page.Answer);
        string boxes = await Boxes(page);
        TaskCompletionSource waits = new();
        await page.Page.RouteAsync("**/api/predict", async route =>
        {
            await waits.Task;
            await route.ContinueAsync();
        });
        Assert.True(await page.Page.EvaluateAsync<bool>(
            "document.querySelector('#paper').click(), document.querySelector('#answer').matches("
                + "'[data-stale]')"));
        await Assertions.Expect(page.Page.Locator("#answer")).ToHaveAttributeAsync("aria-busy", "true");
        await Assertions.Expect(reading).ToBeVisibleAsync();
        await page.ExpectAnswer("7"); // it is still there
        Assert.NotEqual(colour, await ColourOf(page.Answer));
        Assert.Equal(boxes, await Boxes(page));
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Poor));
        waits.SetResult();
        await page.ExpectFresh();
        await Assertions.Expect(reading).ToBeHiddenAsync();
        Assert.Equal(colour, await ColourOf(page.Answer));
        Assert.Equal(boxes, await Boxes(page));
    }

    [Fact]
    public async Task The_first_answer_is_awaited_in_words_too()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        TaskCompletionSource waits = new();
        await page.Page.RouteAsync("**/api/predict", async route =>
        {
            await waits.Task;
            await route.ContinueAsync();
        });
        await page.DrawWithMouse(Pen.Digit(3));
        await Assertions.Expect(page.Page.GetByText("Reading …")).ToBeVisibleAsync();
        waits.SetResult();
        await page.ExpectAnswer("3");
    }

    [Fact]
    public async Task A_server_that_is_gone_leaves_the_drawing_and_is_asked_again()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        page.Expect("net::ERR_");
        await page.DrawWithMouse(Pen.Digit(4).Take(1));
        await page.ExpectFresh();
        await page.StopServer();
        await page.DrawWithMouse(Pen.Digit(4).Skip(1));
        await ExpectTrouble(page, Gone);
        await Assertions.Expect(page.Page.Locator("#announcer")).ToHaveTextAsync(Gone);
        await Assertions.Expect(page.Page.Locator("#invitation")).ToBeHiddenAsync();
        ILocator again = page.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" });
        await again.ClickAsync(); // it is still gone
        await page.ExpectFresh();
        await ExpectTrouble(page, Gone);
        await page.RestartServer();
        await again.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.ExpectAnswer("4"); // nothing of the drawing was lost
        await Assertions.Expect(again).ToBeHiddenAsync();
        await Assertions.Expect(page.Page.Locator("#canvas")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task After_a_failure_the_next_stroke_reads_again()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        page.Expect("net::ERR_");
        await page.Page.RouteAsync("**/api/predict", route => route.AbortAsync("connectionrefused"));
        await page.DrawWithMouse(Pen.Digit(4).Take(1));
        await ExpectTrouble(page, Gone);
        await page.Page.UnrouteAllAsync();
        await page.DrawWithMouse(Pen.Digit(4).Skip(1));
        await page.ExpectAnswer("4");
    }

    [Fact]
    public async Task A_server_that_never_answers_is_not_waited_for_forever()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        // A person waits half a minute, the test a hundredth of it.
        await page.Page.EvaluateAsync(
            """
            () => {
              const { set } = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, "timeout");
              Object.defineProperty(XMLHttpRequest.prototype, "timeout", {
                set(limit) { set.call(this, limit / 100); },
              });
            }
            """);
        await page.Page.RouteAsync("**/api/predict", _ => Task.CompletedTask);
        await page.DrawWithMouse(Pen.Digit(1));
        await ExpectTrouble(page, "The server took too long. Try again.");
    }

    [Fact]
    public async Task Reasons_that_fail_leave_no_old_ones_and_say_why()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        page.Expect("net::ERR_");
        await page.DrawWithMouse(Pen.Digit(1));
        await page.ExpectFresh();
        await page.Page.RouteAsync("**/api/explain", route => route.AbortAsync("connectionrefused"));
        await page.Page.Locator("#paper").CheckAsync();
        await Assertions.Expect(page.Page.Locator("#heat-readout")).ToHaveTextAsync(Gone);
        await Assertions.Expect(page.Page.Locator("#network-readout")).ToHaveTextAsync(Gone);
        await Assertions.Expect(page.Page.Locator("#steps > li:visible")).ToHaveCountAsync(0);
        await page.ExpectAnswer("1");
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_sent_and_the_limit_is_told()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        int sent = 0;
        page.Page.Request += (_, request) => sent += request.Method == "POST" ? 1 : 0;
        await page.Page.EvaluateAsync(
            """
            () => {
              const data = new DataTransfer();
              data.items.add(new File([new Uint8Array(33 * 2 ** 20)], "large.png", { type: "image/png" }));
              document.body.dispatchEvent(
                new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """);
        await ExpectTrouble(page, "This picture is larger than 32 MB. Use a smaller one.");
        Assert.Equal(0, sent);
        await page.Page.Locator("#confirm").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#status"))
            .ToHaveTextAsync("This picture is larger than 32 MB. Use a smaller one.");
    }

    [Fact]
    public async Task What_is_no_picture_too_many_pixels_or_damaged_is_told_in_words_for_people()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        page.Expect("the server responded with a status of 4");
        await page.Give("drop", "notes.png", "image/png", "Milk, bread and butter."u8.ToArray());
        await ExpectTrouble(
            page, "This file is not a picture that Inkling or this browser can read. "
                + "Use a JPEG, PNG, GIF, BMP, WebP, TIFF or PNM picture.");
        await page.Give("drop", "notes.txt", "text/plain", "Milk, bread and butter."u8.ToArray());
        await ExpectTrouble(
            page, "This file is not a picture that Inkling or this browser can read. "
                + "Use a JPEG, PNG, GIF, BMP, WebP, TIFF or PNM picture.");
        await page.Give("drop", "large.pbm", "", [.. "P4 8000 7000\n"u8, .. new byte[7_000_000]]);
        await ExpectTrouble(page, "This picture has more than 51 million pixels. Use a smaller one.");
        await page.Give("drop", "half.pgm", "", [.. "P5 64 64 255\n"u8, .. new byte[10]]);
        await ExpectTrouble(page, "This picture is damaged. Use another copy of it.");
        await page.DrawWithMouse(Pen.Digit(7));
        await page.ExpectAnswer("7");
    }

    private static async Task ExpectTrouble(DrawPage page, string sentence)
    {
        await page.ExpectAnswer("Not read");
        await Assertions.Expect(page.Page.Locator("#answer-note")).ToHaveTextAsync(sentence);
        await Assertions.Expect(page.Page.Locator("#again")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator("#bars [data-winner]")).ToHaveCountAsync(0);
        // No bar states anything.
        await Assertions.Expect(page.Page.Locator("#bars")).Not.ToContainTextAsync("%");
    }

    private static Task<string> ColourOf(ILocator element) =>
        element.EvaluateAsync<string>("element => getComputedStyle(element).color");

    // Where everything lies; nothing may move while an answer is awaited.
    private static Task<string> Boxes(DrawPage page) => page.Page.EvaluateAsync<string>(
        """
        () => JSON.stringify(["#sheet", "#answer", "#answer-digit", "#answer-note", "#bars", "#sees", "#why"]
          .map((selector) => document.querySelector(selector).getBoundingClientRect()))
        """);
}
