using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Inkling.Web.Hosting;

/// <summary>Where this machine is on its local network.</summary>
public static class LocalNetwork
{
    /// <summary>
    /// Finds the address under which others on the network reach this machine: of the networks that lead to
    /// a router, the first; else of any that is up.
    /// </summary>
    /// <returns>An IPv4 address; null where this machine is on no network.</returns>
    public static IPAddress? FindAddress()
    {
        IEnumerable<(IPAddress Address, bool HasRouter)> found =
            from network in NetworkInterface.GetAllNetworkInterfaces()
            where network.OperationalStatus == OperationalStatus.Up
                && network.NetworkInterfaceType != NetworkInterfaceType.Loopback
            let properties = network.GetIPProperties()
            from unicast in properties.UnicastAddresses
            where unicast.Address.AddressFamily == AddressFamily.InterNetwork
                && !IPAddress.IsLoopback(unicast.Address)
            select (unicast.Address, properties.GatewayAddresses.Count > 0);
        return found.OrderByDescending(one => one.HasRouter).Select(one => one.Address).FirstOrDefault();
    }

    /// <summary>The address that an invitation opens.</summary>
    /// <param name="address">Where the server is reached.</param>
    /// <param name="port">The port it listens on.</param>
    /// <param name="invitation">What <see cref="Invitations.Create"/> made.</param>
    public static Uri PageAt(IPAddress address, int port, string invitation) =>
        new($"http://{new IPEndPoint(address, port)}/?{InvitedOnly.Parameter}={invitation}");
}
