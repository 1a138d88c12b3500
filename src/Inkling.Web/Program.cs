using Inkling.Web.Api;
using Inkling.Web.Corrections;
using Inkling.Web.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Inkling.Web;

/// <summary>The page and its API: what a server is made of, in the order in which a request meets it.</summary>
public static class Program
{
    /// <summary>A server that is ready to be started.</summary>
    public static WebApplication Build(ServerSettings settings)
    {
        WebApplicationBuilder builder = Host.CreateBuilder(settings);
        builder.AddLimits(settings).AddProblems().AddRecognition(settings).AddCorrections(settings).AddDescription();

        WebApplication app = builder.Build();
        app.UseHttpLogging();
        app.UseProblems();
        app.UseSecurityHeaders();
        app.UseOwnOriginOnly(settings);
        app.UseFileServer();
        app.UseLimits();
        app.MapRecognition();
        app.MapCorrections();
        app.MapDescription();
        return app;
    }
}
