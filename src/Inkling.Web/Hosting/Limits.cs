using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;

namespace Inkling.Web.Hosting;

/// <summary>What a request may cost: bytes, time, and a place among those that are read at once.</summary>
internal static class Limits
{
    public static WebApplicationBuilder AddLimits(this WebApplicationBuilder builder, ServerSettings settings)
    {
        // Kestrel answers 413 to a body that is too large, and 408 to one slower than 240 bytes a second.
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Limits.MaxRequestBodySize = settings.MaxBodyBytes);
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = settings.MaxTime,
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        });
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(_ =>
                RateLimitPartition.GetConcurrencyLimiter("all", _ => new ConcurrencyLimiterOptions
                {
                    PermitLimit = settings.MaxConcurrent,
                    QueueLimit = settings.MaxConcurrent * ServerSettings.WaitingPerReader,
                    QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                }));
            limiter.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            limiter.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "1";
                return ValueTask.CompletedTask;
            };
        });
        return builder;
    }

    public static void UseLimits(this WebApplication app)
    {
        app.UseRequestTimeouts();
        // The limiter silently drops a request whose time is up while it waits: that would be an empty 200.
        app.Use(async (context, next) =>
        {
            await next(context);
            if (!context.Response.HasStarted)
                context.RequestAborted.ThrowIfCancellationRequested();
        });
        app.UseRateLimiter();
    }
}
