using Microsoft.Playwright;

namespace Inkling.EndToEnd.Tests;

/// <summary>Whether all that a page draws can be seen.</summary>
internal static class Drawings
{
    /// <summary>For a browser: gives each picture that is not there, has no room, or is blank.</summary>
    public const string Bad = """
        () => [...document.images].filter((image) => {
          if (!image.complete || image.naturalWidth === 0) return true;
          if (image.getBoundingClientRect().width < 16) return true;
          const canvas = document.createElement("canvas"), draw = canvas.getContext("2d");
          [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
          draw.drawImage(image, 0, 0);
          return !draw.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
        }).map((image) => image.alt)
        """;

    /// <summary>For a browser: gives what of each drawing sticks out of its card.</summary>
    public const string CutOff = """
        () => [...document.querySelectorAll("svg *")].filter((part) => {
          const box = part.getBoundingClientRect(), card = part.closest("figure").getBoundingClientRect();
          return box.width + box.height > 0 && (box.left < card.left || box.right > card.right
            || box.top < card.top || box.bottom > card.bottom);
        }).map((part) => part.outerHTML)
        """;

    /// <summary>Keeps a picture of a page for people, where the environment says in which folder.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">The picture's name, which may begin with a folder's.</param>
    /// <param name="wholePage">Whether also what lies below the screen.</param>
    public static async Task Save(IPage page, string name, bool wholePage = true)
    {
        if (Environment.GetEnvironmentVariable("INKLING_SCREENSHOTS") is { Length: > 0 } folder)
        {
            // Without what the pointer is on.
            await page.Mouse.MoveAsync(0, 0);
            // Canvases below the screen are painted a little later.
            await page.WaitForTimeoutAsync(1_000);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = wholePage });
        }
    }
}
