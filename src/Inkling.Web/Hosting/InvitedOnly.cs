using System.Net;

namespace Inkling.Web.Hosting;

/// <summary>
/// Refuses whoever was not invited, programs and this machine included. An invitation in the address becomes
/// a cookie that no script and no other site can use. Without <see cref="ServerSettings.Invitations"/> it
/// is not there.
/// </summary>
internal static class InvitedOnly
{
    /// <summary>The name of an invitation in an address.</summary>
    public const string Parameter = "invitation";

    private const string Sentence = "This server answers invited browsers only. Open the address that "
        + "\"inkling draw --lan\" prints, or scan the code under \"Open on a phone\" on its page. "
        + "Each opens one browser, within ten minutes.";

    public static void UseInvitedOnly(this WebApplication app, ServerSettings settings)
    {
        if (settings.Invitations is not { } invitations)
            return;
        app.Use(async (context, next) =>
        {
            // Cookies know no ports: two servers of one machine must not take each other's.
            string cookie = $"inkling-{context.Connection.LocalPort}";
            bool isAdmitted = context.Request.Cookies[cookie] is { } shown && invitations.Admits(shown);
            if (!isAdmitted && context.Request.Query[Parameter] is [{ } token]
                && invitations.Redeem(token) is { } secret)
            {
                context.Response.Cookies.Append(
                    cookie, secret, new() { HttpOnly = true, SameSite = SameSiteMode.Strict });
                invitations.Admitted?.Invoke(context.Connection.RemoteIpAddress ?? IPAddress.None);
                isAdmitted = true;
            }
            if (isAdmitted)
                await next(context);
            else
                await Refuse(context);
        });
    }

    // A person's browser asks for a page, and gets the sentence alone.
    private static Task Refuse(HttpContext context)
    {
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            throw new ProblemException(StatusCodes.Status403Forbidden, "Not invited", Sentence.TrimEnd('.'));
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(Sentence);
    }
}
