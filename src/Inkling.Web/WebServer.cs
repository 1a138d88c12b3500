using System.Net;
using System.Net.Sockets;
using Inkling.Web.Api;
using Inkling.Web.Corrections;
using Inkling.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Inkling.Web;

/// <summary>The page and its API: what the server is made of, and its life from start to end.</summary>
public static class WebServer
{
    /// <summary>Serves until cancelled; requests under way are finished first.</summary>
    /// <param name="settings">How to serve.</param>
    /// <param name="started">Receives the address as soon as requests are answered there.</param>
    /// <param name="cancellation">Ends the server.</param>
    /// <exception cref="IOException">The port is taken, or the address is not this machine's.</exception>
    public static async Task Run(ServerSettings settings, Action<Uri> started, CancellationToken cancellation)
    {
        await using WebApplication app = Build(settings);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw new IOException($"{new IPEndPoint(settings.Address, settings.Port)} can't be listened on: "
                + $"{failure.GetBaseException().Message}. Name another port, or 0 for any that is free.",
                failure);
        }
        Uri address = AddressOf(app);
        Task warmUp = settings.WarmsUp
            ? WarmUp.Run(WarmUp.AddressOf(address, settings.Invitations), cancellation)
            : Task.CompletedTask;
        started(address);
        TaskCompletionSource ended = new();
        await using (cancellation.Register(ended.SetResult))
            await ended.Task;
        await warmUp;
        await app.StopAsync(CancellationToken.None);
    }

    /// <summary>Builds a server that is ready to start; a request passes its parts in this order.</summary>
    internal static WebApplication Build(ServerSettings settings)
    {
        WebApplicationBuilder builder = Host.CreateBuilder(settings);
        builder.AddLimits(settings).AddProblems().AddCompression();
        builder.AddRecognition(settings).AddCorrections(settings).AddLessons(settings).AddDescription();

        WebApplication app = builder.Build();
        app.UseWhen(context => !WarmUp.Sent(context.Request), asked => asked.UseHttpLogging());
        app.UseProblems();
        app.UseSecurityHeaders();
        app.UseOwnOriginOnly(settings);
        app.UseInvitedOnly(settings);
        app.UseResponseCompression();
        app.UseFileServer();
        app.UseLimits();
        app.MapRecognition();
        app.MapExplanations();
        app.MapCorrections();
        app.MapInvitations(settings);
        app.MapLessons(settings);
        app.MapKeptModels(settings);
        app.MapDescription();
        return app;
    }

    /// <summary>Returns the address of a started server.</summary>
    internal static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First());
}
