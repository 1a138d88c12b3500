using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using Inkling.Imaging.Drawing;
using Inkling.Pictures;
using Inkling.Web.Hosting;

namespace Inkling.Web;

/// <summary>
/// Has a new server's code compiled for speed before anybody asks much of it. .NET does so after 30 calls, on
/// a thread of its own: under load that thread waits for a core, and thousands of requests run slow code.
/// </summary>
internal static class WarmUp
{
    private const int Rounds = 3, Times = 40;

    // .NET counts calls after a calm of 100 ms.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // A seven of two straight strokes.
    private const string Drawing =
        """{"strokes":[[[70,60],[200,60]],[[200,60],[165,120],[140,175],[120,230]]]}""";

    // Nobody else's: the log leaves out its requests.
    private static readonly string Agent = $"inkling-{Guid.NewGuid():N}";

    /// <summary>Whether the server itself asks.</summary>
    public static bool Sent(HttpRequest request) => request.Headers.UserAgent == Agent;

    /// <summary>Where the server reaches itself: as a guest where all others are guests.</summary>
    public static Uri AddressOf(Uri listens, Invitations? invitations) => invitations is null
        ? listens
        : LocalNetwork.PageAt(IPAddress.Loopback, listens.Port, invitations.Create());

    public static async Task Run(Uri address, CancellationToken cancellation)
    {
        // It keeps the cookie that an invitation becomes.
        using HttpClient client = new() { BaseAddress = address };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(Agent);
        byte[] drawing = Encoding.UTF8.GetBytes(Drawing), picture = Picture();
        try
        {
            if (address.Query.Length > 0)
                await client.GetAsync(address, cancellation);
            for (int i = 0; i < Rounds * Times; i++)
            {
                await Ask(client, "api/predict", picture, MediaTypeNames.Image.Png, cancellation);
                await Ask(client, "api/predict", drawing, MediaTypeNames.Application.Json, cancellation);
                await Ask(client, "api/explain", drawing, MediaTypeNames.Application.Json, cancellation);
                if ((i + 1) % Times == 0)
                    await Task.Delay(Pause, cancellation);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            // The first drawing is read a little later then, or the server is about to end.
        }
    }

    // The same seven.
    private static byte[] Picture()
    {
        const int side = 280;
        const float pen = 17.5f;
        PenPoint[][] strokes =
        [
            [new(70, 60, pen), new(200, 60, pen)],
            [new(200, 60, pen), new(165, 120, pen), new(140, 175, pen), new(120, 230, pen)],
        ];
        using MemoryStream png = new();
        PngWriter.Write(png, StrokePainter.Paint(strokes, side, side));
        return png.ToArray();
    }

    private static async Task Ask(
        HttpClient client, string path, byte[] content, string type, CancellationToken cancellation)
    {
        using ByteArrayContent body = new(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        using HttpResponseMessage answer =
            await client.PostAsync(new Uri(path, UriKind.Relative), body, cancellation);
    }
}
