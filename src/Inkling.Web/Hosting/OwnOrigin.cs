using System.Net;

namespace Inkling.Web.Hosting;

/// <summary>
/// Refuses what another site's page sends from the user's browser: a foreign Origin (cross-site requests),
/// and a foreign Host (DNS rebinding) on this machine's own addresses and where browsers are invited.
/// Programs send no Origin.
/// </summary>
internal static class OwnOrigin
{
    public static void UseOwnOriginOnly(this WebApplication app, ServerSettings settings)
    {
        bool onlyHere = IPAddress.IsLoopback(settings.Address);
        bool isInvited = settings.Invitations is not null;
        app.Use((context, next) =>
        {
            HttpRequest request = context.Request;
            // Invitations name an address: a name that leads here was given by somebody else.
            bool isReached = isInvited && IsAddress(request.Host.Host, context.Connection.LocalIpAddress);
            if ((onlyHere || isInvited) && !isReached && !IsThisMachine(request.Host.Host))
            {
                throw new ProblemException(StatusCodes.Status400BadRequest, "Foreign host",
                    $"this server is {(onlyHere ? settings.Address : context.Connection.LocalIpAddress)} or "
                        + $"localhost, and knows no host \"{request.Host.Host}\"");
            }
            string origin = request.Headers.Origin.ToString();
            if (origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}")
            {
                throw new ProblemException(StatusCodes.Status403Forbidden, "Foreign origin",
                    $"requests of pages at {origin} are refused: only this server's own page may ask from a "
                        + "browser");
            }
            return next(context);
        });
    }

    private static bool IsAddress(string host, IPAddress? address) =>
        IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? named) && named.Equals(address);

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
