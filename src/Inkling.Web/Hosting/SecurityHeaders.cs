namespace Inkling.Web.Hosting;

/// <summary>Tells the browser that the page needs nothing from elsewhere, and to hold it to that.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' "
        + "data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // At the last moment: whatever handles an error empties the response first.
        context.Response.OnStarting(() => Write(context.Response.Headers));
        return next(context);
    });

    private static Task Write(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // A new version's page is asked for; an unchanged one is not sent again.
        headers.CacheControl = "no-cache";
        return Task.CompletedTask;
    }
}
