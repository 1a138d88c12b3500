using System.Net;
using Inkling.Web.Hosting;

namespace Inkling.Cli.Commands;

/// <summary>draw --lan: the page on the local network, and how a phone gets there.</summary>
internal static class LanPage
{
    // Dark on light whatever the terminal's colours are; and those colours again.
    private const string BlackOnWhite = "\e[30;107m";
    private const string Default = "\e[0m";

    /// <summary>Serves until cancelled; each of the two addresses opens one browser.</summary>
    /// <param name="settings">How to serve; where it listens is said here.</param>
    /// <param name="open">Opens the page on this machine.</param>
    /// <param name="cancellation">Ends the server.</param>
    /// <exception cref="IOException">This machine is on no network.</exception>
    public static int Serve(ServerSettings settings, Action<Uri> open, CancellationToken cancellation)
    {
        IPAddress here = LocalNetwork.FindAddress() ?? throw new IOException(
            "--lan found no local network: this machine has no address but its own. Connect it to one, or "
                + "leave out --lan");
        Invitations invitations = new() { Admitted = Tell };
        return ServerArguments.Serve(
            settings with { Address = IPAddress.Any, Invitations = invitations },
            listens =>
            {
                open(LocalNetwork.PageAt(IPAddress.Loopback, listens.Port, invitations.Create()));
                Invite(LocalNetwork.PageAt(here, listens.Port, invitations.Create()));
            },
            cancellation);
    }

    private static void Invite(Uri page)
    {
        Console.Error.WriteLine($"On a phone in the same network, open {page} or scan:");
        (string before, string after) = Console.IsErrorRedirected ? ("", "") : (BlackOnWhite, Default);
        foreach (string line in QrCode.ToLines(page.AbsoluteUri))
            Console.Error.WriteLine($"{before}{line}{after}");
        Console.Error.WriteLine("Each address opens one browser, within ten minutes. "
            + "\"Open on a phone\" on the page invites more.");
    }

    // This machine's own browser and the warm-up need no remark.
    private static void Tell(IPAddress guest)
    {
        if (!IPAddress.IsLoopback(guest))
            Console.Error.WriteLine($"A browser at {guest} has opened the page.");
    }
}
