using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Inkling.Recognition;
using Inkling.Web;

namespace Inkling.Cli.Commands;

/// <summary>inkling draw: the page to draw on, in the user's browser; prints what is confirmed there.</summary>
internal static class DrawCommand
{
    private static readonly Option<bool> NoBrowser =
        new("--no-browser") { Description = "Don't open the browser; print the page's address only." };

    public static Command Create()
    {
        Command command = new("draw", "Draw a digit and watch it being read, in your browser.")
        {
            ServerArguments.Port, ServerArguments.Model, ServerArguments.Corrections, NoBrowser,
        };
        command.SetAction(parsed => Shell.Guard(cancellation => Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        ServerSettings settings = ServerArguments.SettingsOf(parsed) with { Confirmed = Print };
        RunningServer.Run(settings, started: page => Open(page, parsed.GetValue(NoBrowser)), cancellation)
            .GetAwaiter().GetResult();
        return ExitCode.Success;
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
        if (noBrowser)
            return;
        try
        {
            // The shell's way of opening an address: xdg-open, open or start. It may talk, but not among our results.
            using Process? browser = OperatingSystem.IsWindows()
                ? Process.Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true })
                : Process.Start(new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", page.AbsoluteUri)
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                });
        }
        catch (Win32Exception)
        {
            Console.Error.WriteLine("No browser could be opened: open that address yourself.");
        }
    }
}
