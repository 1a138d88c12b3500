using System.ComponentModel;
using System.Diagnostics;
using Inkling.Recognition.Models;
using Inkling.Web;
using Inkling.Web.Hosting;

namespace Inkling.Cli.Commands;

/// <summary>inkling draw: opens the page to draw on; prints what is confirmed there.</summary>
internal static class DrawCommand
{
    // An opener that can't do it says so at once; one that can may stay as long as the browser.
    private static readonly TimeSpan FailsWithin = TimeSpan.FromSeconds(1);

    private static readonly Option<bool> NoBrowser =
        new("--no-browser") { Description = "Don't open the browser; print the page's address only." };

    public static Command Create() =>
        new Command("draw", "Draw a digit and watch it being read, in your browser.")
        {
            ServerArguments.Port, ModelArguments.ModelOption, ServerArguments.Corrections, NoBrowser,
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        ServerSettings settings =
            ServerArguments.SettingsOf(parsed) with { Confirmed = Print, WarmsUp = true };
        return ServerArguments.Serve(
            settings, started: page => Open(page, parsed.GetValue(NoBrowser)), cancellation);
    }

    private static void Print(DigitReading reading) => Console.Out.WriteLine(reading switch
    {
        { Digit: null } => "no digit detected",
        { IsSure: false } => $"not sure: perhaps {reading.Digit} ({reading.Confidence:P1})",
        _ => $"detected {reading.Digit} ({reading.Confidence:P1})",
    });

    private static void Open(Uri page, bool noBrowser)
    {
        Console.Error.WriteLine($"The page is at {page} until you press Ctrl-C.");
        if (!noBrowser && !CanOpen(page))
            Console.Error.WriteLine("No browser could be opened: open that address yourself.");
    }

    // By what the system opens addresses with; what that or a browser prints is none of our results.
    private static bool CanOpen(Uri page)
    {
        string opener = OperatingSystem.IsMacOS() ? "open" : "xdg-open";
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new(page.AbsoluteUri) { UseShellExecute = true }
            : new("/bin/sh", ["-c", "exec \"$0\" \"$1\" > /dev/null 2>&1", opener, page.AbsoluteUri]);
        try
        {
            using Process? process = Process.Start(start);
            return process is null || !process.WaitForExit(FailsWithin) || process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
