using System.ComponentModel;
using System.Net;
using Inkling.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inkling.Web.Api;

/// <summary>The route by which the page invites a phone; there only where a server invites.</summary>
internal static class InvitationsApi
{
    public static void MapInvitations(this WebApplication app, ServerSettings settings)
    {
        if (settings.Invitations is { } invitations)
        {
            app.MapPost("/api/invitations", (HttpContext context) => Invite(context, invitations))
                .WithTags("Invitations").WithSummary("Invite one more browser.");
        }
    }

    private static Ok<InvitationJson> Invite(HttpContext context, Invitations invitations)
    {
        // Who asks from elsewhere knows an address that works; this machine's own page does not.
        IPAddress here = context.Connection.LocalIpAddress ?? IPAddress.Loopback;
        IPAddress reached = IPAddress.IsLoopback(here) ? LocalNetwork.FindAddress() ?? here : here;
        string address = LocalNetwork.PageAt(reached, context.Connection.LocalPort, invitations.Create())
            .AbsoluteUri;
        string picture = $"data:image/png;base64,{Convert.ToBase64String(QrCode.ToPng(address))}";
        return TypedResults.Ok(
            new InvitationJson(address, picture, (int)Invitations.Lifetime.TotalMinutes));
    }
}

/// <summary>An invitation on the wire. The keys are a contract: add, never rename.</summary>
internal sealed record InvitationJson(
    [property: Description("What the invited browser opens, once.")] string Address,
    [property: Description("The address as a QR code: a data: URL of a PNG file.")] string Picture,
    [property: Description("How long it waits, in minutes.")] int Minutes);
