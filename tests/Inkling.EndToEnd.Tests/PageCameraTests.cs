using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>The camera of the page, with a canvas in the camera's place.</summary>
[Collection(PageTests.Name)]
public sealed partial class PageCameraTests(Chromium chromium)
{
    // The camera sees what lies on this canvas: dark strokes on paper, in the middle of a wide picture.
    private const string Fake = """
        () => {
          const canvas = document.createElement("canvas"), draw = canvas.getContext("2d");
          [canvas.width, canvas.height] = [640, 480];
          window.hold = (path) => {
            draw.fillStyle = "#e8e6e0";
            draw.fillRect(0, 0, 640, 480);
            draw.lineWidth = 20;
            draw.strokeStyle = "#202020";
            draw.lineCap = draw.lineJoin = "round";
            draw.stroke(new Path2D(path));
          };
          window.tracks = [];
          navigator.mediaDevices.getUserMedia = async () => {
            const stream = canvas.captureStream();
            window.tracks.push(...stream.getTracks());
            // A canvas sends what is drawn on it anew.
            setInterval(() => draw.fillRect(0, 0, 1, 1), 50);
            return stream;
          };
        }
        """;

    private const string Seven = "M250 150 L390 150 L310 340";
    private const string One = "M290 190 L325 150 L325 340";

    [Fact]
    public async Task What_is_held_in_the_frame_is_read_while_it_is_held_and_kept_when_asked_for()
    {
        await using DrawPage page = await Open();
        await page.DrawWithMouse(Pen.Digit(4));
        await page.ExpectAnswer("4");
        int reading = 0, most = 0;
        await page.Page.RouteAsync("**/api/predict", async route =>
        {
            most = Math.Max(most, ++reading);
            IAPIResponse answer = await route.FetchAsync();
            reading--;
            await route.FulfillAsync(new() { Response = answer });
        });
        await page.Page.EvaluateAsync("path => window.hold(path)", Seven);
        await page.Page.Locator("#camera").ClickAsync();
        await Assertions.Expect(Camera(page)).ToBeVisibleAsync();
        await page.ExpectAnswer("7");
        await page.Page.EvaluateAsync("path => window.hold(path)", One);
        await page.ExpectAnswer("1");
        Assert.Equal(1, most);
        await Drawings.Save(page.Page, "camera-1280.png");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Keep this picture" }).ClickAsync();
        await Assertions.Expect(Camera(page)).ToBeHiddenAsync();
        await page.ExpectAnswer("1");
        Assert.True(await page.Page.EvaluateAsync<bool>(
            "() => window.tracks.every((track) => track.readyState === 'ended')"));
        await page.Page.Locator("#undo").ClickAsync();
        await page.ExpectAnswer("4"); // what was drawn before
    }

    [Fact]
    public async Task A_closed_camera_gives_the_drawing_back_and_is_off()
    {
        await using DrawPage page = await Open();
        await page.DrawWithMouse(Pen.Digit(4));
        await page.ExpectAnswer("4");
        await page.Page.EvaluateAsync("path => window.hold(path)", Seven);
        await page.Page.Locator("#camera").ClickAsync();
        await page.ExpectAnswer("7");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.ExpectAnswer("4");
        await Assertions.Expect(page.Page.Locator("#camera")).ToBeFocusedAsync();
        Assert.True(await page.Page.EvaluateAsync<bool>(
            "() => window.tracks.every((track) => track.readyState === 'ended')"));
        await page.Page.Locator("#undo").ClickAsync();
        await Assertions.Expect(page.Answer).Not.ToHaveTextAsync("7"); // looks leave nothing to undo
        await page.Page.ReloadAsync();
        await page.Page.Locator("#camera").WaitForAsync();
        await Assertions.Expect(page.Answer).Not.ToHaveTextAsync("7");
    }

    [Theory]
    [InlineData("another tab", "4")]
    [InlineData("unplugged", "4")]
    [InlineData("clear", "Draw a digit")]
    [InlineData("picture", "2")]
    public async Task The_camera_goes_off_when_nobody_looks_or_something_else_is_done(
        string how, string answer)
    {
        await using DrawPage page = await Open();
        await page.DrawWithMouse(Pen.Digit(4));
        await page.ExpectAnswer("4");
        await page.Page.EvaluateAsync("path => window.hold(path)", Seven);
        await page.Page.Locator("#camera").ClickAsync();
        await page.ExpectAnswer("7");
        await (how switch
        {
            "another tab" => page.Page.EvaluateAsync(
                """
                () => {
                  Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
                  document.dispatchEvent(new Event("visibilitychange"));
                }
                """),
            "unplugged" => page.Page.EvaluateAsync(
                "() => window.tracks.forEach((track) => track.dispatchEvent(new Event('ended')))"),
            "clear" => page.Clear(),
            _ => page.Page.Locator("#file").SetInputFilesAsync(
                Path.Combine(Inkling.Root, "samples", "2-neon.png")),
        });
        await Assertions.Expect(Camera(page)).ToBeHiddenAsync();
        await page.ExpectAnswer(answer);
        Assert.True(await page.Page.EvaluateAsync<bool>(
            "() => window.tracks.every((track) => track.readyState === 'ended')"));
    }

    [Theory]
    [InlineData("NotAllowedError", "The browser does not allow this page the camera.")]
    [InlineData("NotFoundError", "No camera was found.")]
    [InlineData("NotReadableError", "Another program uses the camera.")]
    [InlineData("AbortError", "The camera could not be started. Open a picture instead.")]
    public async Task Why_there_is_no_camera_is_told(string name, string sentence)
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.Page.EvaluateAsync(
            """
            (name) => {
              navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", name); };
            }
            """,
            name);
        await page.Page.Locator("#camera").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#status")).ToContainTextAsync(sentence);
        await Assertions.Expect(Camera(page)).ToBeHiddenAsync();
        await page.DrawWithMouse(Pen.Digit(7));
        await page.ExpectAnswer("7");
    }

    [Fact]
    public async Task A_browser_that_gives_pages_no_camera_shows_no_button_for_it()
    {
        await using DrawPage page = await DrawPage.Open(chromium);
        await page.Page.AddInitScriptAsync(
            "Object.defineProperty(navigator, 'mediaDevices', { get: () => undefined })");
        await page.Page.ReloadAsync();
        await page.ExpectAnswer("Draw a digit");
        await Assertions.Expect(page.Page.Locator("#camera")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task On_a_phone_a_button_opens_its_camera_and_beside_a_mouse_there_is_none()
    {
        await using DrawPage mouse = await DrawPage.Open(chromium);
        await Assertions.Expect(mouse.Page.Locator("#photo")).ToBeHiddenAsync();
        await using DrawPage phone = await DrawPage.Open(chromium, new()
        {
            ViewportSize = new() { Width = 360, Height = 740 },
            HasTouch = true,
            IsMobile = true,
        });
        ILocator button = phone.Page.GetByRole(AriaRole.Button, new() { Name = "Take a photo" });
        IFileChooser chooser = await phone.Page.RunAndWaitForFileChooserAsync(() => button.TapAsync());
        Assert.Equal("environment", await chooser.Element.GetAttributeAsync("capture"));
        Assert.Equal("image/*", await chooser.Element.GetAttributeAsync("accept"));
        await chooser.SetFilesAsync(Path.Combine(Inkling.Root, "samples", "7-corner.png"));
        await phone.ExpectAnswer("7");
    }

    private static ILocator Camera(DrawPage page) =>
        page.Page.GetByRole(AriaRole.Group, new() { NameRegex = CameraName() });

    private async Task<DrawPage> Open()
    {
        DrawPage page = await DrawPage.Open(chromium);
        await page.Page.EvaluateAsync(Fake);
        return page;
    }

    [GeneratedRegex("^Camera$")]
    private static partial Regex CameraName();
}
