using System.Text.Json;
using System.Text.RegularExpressions;
using Inkling.Recognition.Models;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>
/// The page of a real <c>inkling draw</c>, open in the browser. When it is closed, nothing may have been
/// written to the browser's console.
/// </summary>
internal sealed class DrawPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string[] _arguments;
    private readonly List<string> _messages = [];
    private readonly List<string> _expected = [];
    private Server _server;

    private DrawPage(
        Server server, string[] arguments, IBrowserContext context, IPage page, Workplace place)
    {
        (_server, _arguments, _context, Page, Place) = (server, arguments, context, page, place);
        page.Console += (_, message) => _messages.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _messages.Add($"error: {error}");
    }

    public IPage Page { get; }

    public Uri Address => _server.Address;

    public Workplace Place { get; }

    public ILocator Answer => Page.Locator("#answer-digit");

    /// <summary>What the command has printed on stdout so far.</summary>
    public IReadOnlyList<string> Printed => _server.Output;

    /// <param name="chromium">The browser.</param>
    /// <param name="options">How its window is.</param>
    /// <param name="model">Makes the network file that reads; without one it is the model that ships.</param>
    /// <param name="shows">How the description of that network begins.</param>
    /// <param name="demonstrates">Whether a digit draws itself first, as for a person's first visit.</param>
    public static async Task<DrawPage> Open(
        Chromium chromium,
        BrowserNewContextOptions? options = null,
        Func<Workplace, string>? model = null,
        string shows = "1x28x28",
        bool demonstrates = false)
    {
        IBrowserContext context = await chromium.NewContext(
            options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } }, demonstrates);
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
#pragma warning disable CA2000 // The page owns them, and ends them.
        Workplace place = new();
        string[] reads = model is null ? [] : ["--model", model(place)];
        string[] arguments =
            [
                "draw", "--no-browser", "--corrections", place["corrections.db"], "--models", place["models"],
                .. reads,
            ];
        Server server = Server.Start(arguments);
#pragma warning restore CA2000
        DrawPage page = new(server, arguments, context, await context.NewPageAsync(), place);
        await page.Page.GotoAsync(server.Address.AbsoluteUri);
        string network = Regex.Escape(model is null ? DigitModel.Default.Metadata.Network : shows);
        await Assertions.Expect(page.Page.Locator("#model"))
            .ToHaveAttributeAsync("data-network", new Regex($"^{network}"));
        return page;
    }

    /// <summary>Says of a message on the browser's console that it is right there.</summary>
    /// <param name="part">What such messages contain.</param>
    public void Expect(string part) => _expected.Add(part);

    public Task StopServer() => _server.Stop();

    /// <summary>Starts the server again at the address that the page knows.</summary>
    public async Task RestartServer()
    {
        Uri address = Address;
        await _server.DisposeAsync();
        _server = Server.StartAt(address, _arguments);
    }

    /// <summary>
    /// A stroke's points, each coordinate 0 to 1, in the page's pixels: where the canvas is as it begins.
    /// </summary>
    public async Task<(float X, float Y)[]> PlacesOf(Pen.Point[] stroke)
    {
        LocatorBoundingBoxResult box = (await Page.Locator("#canvas").BoundingBoxAsync())!;
        return
        [
            .. stroke.Select(point =>
                (box.X + ((float)point.X * box.Width), box.Y + ((float)point.Y * box.Height))),
        ];
    }

    public async Task DrawWithMouse(IEnumerable<Pen.Point[]> strokes)
    {
        foreach (Pen.Point[] stroke in strokes)
        {
            (float X, float Y)[] places = await PlacesOf(stroke);
            await Page.Mouse.MoveAsync(places[0].X, places[0].Y);
            await Page.Mouse.DownAsync();
            foreach ((float x, float y) in places.Skip(1))
                await Page.Mouse.MoveAsync(x, y);
            await Page.Mouse.UpAsync();
        }
    }

    public async Task DrawWithTouch(IEnumerable<Pen.Point[]> strokes)
    {
        ICDPSession device = await _context.NewCDPSessionAsync(Page);
        Task Touch(string type, params object[] points) => device.SendAsync(
            "Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = points });
        foreach (Pen.Point[] stroke in strokes)
        {
            (float X, float Y)[] places = await PlacesOf(stroke);
            await Touch("touchStart", new { x = places[0].X, y = places[0].Y });
            foreach ((float x, float y) in places.Skip(1))
                await Touch("touchMove", new { x, y });
            await Touch("touchEnd");
        }
    }

    /// <summary>Drops or pastes a file, as the browser tells the page of it.</summary>
    public Task Give(string how, string name, string type, byte[] bytes) => Page.EvaluateAsync(
        """
        ({ how, name, type, base64 }) => {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          const data = new DataTransfer();
          data.items.add(new File([bytes], name, { type }));
          const event = how === "drop"
            ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.body.dispatchEvent(event);
        }
        """,
        new { how, name, type, base64 = Convert.ToBase64String(bytes) });

    public Task SetPenWidth(double width) => Page.Locator("#pen-width").EvaluateAsync(
        """
        (slider, value) => {
          slider.value = value;
          slider.dispatchEvent(new Event('input', { bubbles: true }));
        }
        """,
        width);

    public Task Clear() => Page.Locator("#clear").ClickAsync();

    public Task ExpectAnswer(string text) => Assertions.Expect(Answer).ToHaveTextAsync(text);

    /// <summary>Waits until answer and reasons are those of the drawing as it now is.</summary>
    public async Task ExpectFresh()
    {
        foreach (string part in (string[])["#answer", "#sees"])
        {
            await Assertions.Expect(Page.Locator($"{part}:not([data-stale])")).ToHaveCountAsync(1);
        }
    }

    /// <summary>Waits until so many strokes since the page was opened are read and painted as bars.</summary>
    public Task ExpectBars(int strokes) => Page.WaitForFunctionAsync(
        "count => performance.getEntriesByName('pen-up to bars').length === count", strokes);

    /// <summary>
    /// What the page itself has measured: how long each pen-up took until its bars were painted, in ms.
    /// </summary>
    public async Task<double[]> PenUpToBars()
    {
        string durations = await Page.EvaluateAsync<string>(
            "JSON.stringify(performance.getEntriesByName('pen-up to bars').map((entry) => entry.duration))");
        return JsonSerializer.Deserialize<double[]>(durations)!;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _server.DisposeAsync();
        Place.Dispose();
        _messages.RemoveAll(message =>
            _expected.Exists(part => message.Contains(part, StringComparison.Ordinal)));
        Assert.Empty(_messages);
    }
}
