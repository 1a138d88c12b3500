using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Inkling.Web;

/// <summary>A server from its start to its end.</summary>
public static class RunningServer
{
    /// <summary>Serves until cancelled; what is under way then is finished first.</summary>
    /// <param name="settings">How.</param>
    /// <param name="started">Hears the address once requests are answered there.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="IOException">The port is taken, or the address is not this machine's.</exception>
    public static async Task Run(ServerSettings settings, Action<Uri> started, CancellationToken cancellation)
    {
        await using WebApplication app = Program.Build(settings);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            throw new IOException(
                $"{new IPEndPoint(settings.Address, settings.Port)} can't be listened on: {Innermost(failure).Message}. "
                + "Name another port, or 0 for any that is free.", failure);
        }
        Uri address = AddressOf(app);
        Task warmUp = settings.WarmsUp ? WarmUp.Run(address, cancellation) : Task.CompletedTask;
        started(address);
        TaskCompletionSource ended = new();
        await using (cancellation.Register(ended.SetResult))
            await ended.Task;
        await warmUp;
        await app.StopAsync(CancellationToken.None);
    }

    /// <summary>Where a started server is reached.</summary>
    internal static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static Exception Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure;
}
