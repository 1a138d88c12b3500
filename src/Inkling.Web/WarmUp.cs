using System.Net;
using System.Net.Mime;
using System.Text;
using Inkling.Web.Hosting;

namespace Inkling.Web;

/// <summary>Has a new server's code compiled for speed (after 30 calls) before a person has drawn.</summary>
internal static class WarmUp
{
    private const int Times = 40;

    // A seven of two straight strokes.
    private const string Drawing =
        """{"strokes":[[[70,60],[200,60]],[[200,60],[165,120],[140,175],[120,230]]]}""";

    /// <summary>Where the server reaches itself: as a guest where all others are guests.</summary>
    public static Uri AddressOf(Uri listens, Invitations? invitations) => invitations is null
        ? listens
        : LocalNetwork.PageAt(IPAddress.Loopback, listens.Port, invitations.Create());

    public static async Task Run(Uri address, CancellationToken cancellation)
    {
        // It keeps the cookie that an invitation becomes.
        using HttpClient client = new() { BaseAddress = address };
        try
        {
            if (address.Query.Length > 0)
                await client.GetAsync(address, cancellation);
            for (int i = 0; i < Times; i++)
            {
                await Ask(client, "api/predict", cancellation);
                await Ask(client, "api/explain", cancellation);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            // The first drawing is read a little later then, or the server is about to end.
        }
    }

    private static async Task Ask(HttpClient client, string path, CancellationToken cancellation)
    {
        using StringContent body = new(Drawing, Encoding.UTF8, MediaTypeNames.Application.Json);
        using HttpResponseMessage answer =
            await client.PostAsync(new Uri(path, UriKind.Relative), body, cancellation);
    }
}
