using Inkling.Imaging;
using Inkling.Neural.Models;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;

namespace Inkling.Web.Hosting;

/// <summary>Turns whatever is wrong with a request into problem details (RFC 9457).</summary>
internal static class Problems
{
    public static WebApplicationBuilder AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = told =>
            told.ProblemDetails.Detail ??= DetailOf(told.HttpContext));
        builder.Services.AddExceptionHandler<Handler>();
        // A parameter that is missing or no number is told by name.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        return builder;
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        // Statuses without a body, such as 404 and 503, get one.
        app.UseStatusCodePages();
    }

    // Of the statuses that the framework answers with by itself.
    private static string? DetailOf(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"there is nothing at {context.Request.Path}",
        StatusCodes.Status405MethodNotAllowed =>
            $"{context.Request.Path} answers to {context.Response.Headers.Allow}, not to "
                + $"{context.Request.Method}",
        StatusCodes.Status503ServiceUnavailable =>
            "the server has too much to do, or this took longer than a request may: ask again in a second",
        _ => null,
    };

    private static ProblemException? Explain(Exception failure) => failure switch
    {
        ProblemException problem => problem,
        ImageFormatException image => Of(image),
        BadHttpRequestException request =>
            new(request.StatusCode, "Bad request", request.Message.TrimEnd('.')),
        ModelException model => new(
            StatusCodes.Status503ServiceUnavailable, "The model can't be kept", model.Message.TrimEnd('.')),
        SqliteException or IOException or UnauthorizedAccessException => new(
            StatusCodes.Status503ServiceUnavailable, "Corrections can't be kept",
            failure.Message.TrimEnd('.')),
        _ => null,
    };

    private static ProblemException Of(ImageFormatException image) => image.Fault switch
    {
        ImageFault.UnsupportedFormat => new(
            StatusCodes.Status415UnsupportedMediaType, "Not a picture that can be read",
            $"the body {image.Message}"),
        ImageFault.TooLarge => new(
            StatusCodes.Status413PayloadTooLarge, "Picture too large", $"the picture {image.Message}"),
        _ => new(StatusCodes.Status422UnprocessableEntity, "Damaged picture", $"the picture {image.Message}"),
    };

    private sealed class Handler(IProblemDetailsService problems) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(
            HttpContext context, Exception failure, CancellationToken cancellation)
        {
            if (Explain(failure) is not { } problem)
                return false;
            context.Response.StatusCode = problem.Status;
            bool isTold = await problems.TryWriteAsync(new()
            {
                HttpContext = context,
                ProblemDetails = { Title = problem.Title, Detail = problem.Message, Status = problem.Status },
            });
            // To a caller that accepts no JSON the service writes nothing.
            if (!isTold)
            {
                context.Response.ContentType = "text/plain; charset=utf-8";
                await context.Response.WriteAsync($"{problem.Title}: {problem.Message}", cancellation);
            }
            return true;
        }
    }
}

/// <summary>A request that can't be served; its kind has the title, this time the detail.</summary>
#pragma warning disable CA1064 // It never leaves this project.
internal sealed class ProblemException(int status, string title, string detail) : Exception(detail)
{
    public int Status => status;
    public string Title => title;
}
#pragma warning restore CA1064
