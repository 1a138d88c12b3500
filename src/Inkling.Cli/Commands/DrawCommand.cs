using System.ComponentModel;
using System.Diagnostics;
using Inkling.Datasets;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Web;
using Inkling.Web.Hosting;
using Inkling.Web.Lessons;

namespace Inkling.Cli.Commands;

/// <summary>inkling draw: opens the page to draw on; prints what is confirmed there.</summary>
internal static class DrawCommand
{
    // An opener that can't do it says so at once; one that can may stay as long as the browser.
    private static readonly TimeSpan FailsWithin = TimeSpan.FromSeconds(1);

    private static readonly Option<bool> NoBrowser =
        new("--no-browser") { Description = "Only print the page's address; do not open a browser." };

    private static readonly Option<bool> Lan = new("--lan")
    {
        Description = "Also listen on the local network, for browsers that you invite, such as your phone's.",
    };

    private static readonly Option<string?> Models = new Option<string?>("--models")
    {
        Description = "Folder for models taught on the page, instead of the one in your application data "
            + "folder.",
        HelpName = "folder",
    }.RejectEmpty();

    public static DocumentedCommand Create() =>
        new DocumentedCommand("draw", "Draw a digit in your browser and watch the network read it.",
            "inkling draw",
            "inkling draw --lan")
        {
            {
                "Options", ModelArguments.ModelOption, ServerArguments.Port, Lan, NoBrowser,
                ServerArguments.Corrections, Models
            },
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        ServerSettings settings =
            ServerArguments.SettingsOf(parsed) with
            {
                Confirmed = Print,
                WarmsUp = true,
                Lessons = new()
                {
                    ModelsFolder = parsed.GetValue(Models) ?? KeptModels.DefaultFolder,
                    ReadMnist = ReadMnist,
                },
            };
        bool noBrowser = parsed.GetValue(NoBrowser);
        return parsed.GetValue(Lan)
            ? LanPage.Serve(settings, page => Open(page, noBrowser), cancellation)
            : ServerArguments.Serve(settings, page => Open(page, noBrowser), cancellation);
    }

    // Nothing is downloaded because a person pressed a button on a page.
    private static (DigitSet Training, DigitSet Test)? ReadMnist() =>
        DigitSource.FindMnist() is { Test: { } test } mnist ? (mnist.Training.Read(), test.Read()) : null;

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
            Console.Error.WriteLine("No browser could be opened. Open the address yourself.");
    }

    // By the system's own opener. What it or the browser prints is not part of our output.
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
