using System.CommandLine;
using Inkling.Web;

namespace Inkling.Cli.Commands;

/// <summary>What draw and serve have in common: the options of a server, and running it.</summary>
internal static class ServerArguments
{
    public static Option<int> Port { get; } = ModelArguments.Checked(new Option<int>("--port")
    {
        Description = "The port to listen on; 0 for any that is free.",
        HelpName = "port",
        DefaultValueFactory = _ => ServerSettings.DefaultPort,
    }, port => port is >= 0 and <= 65_535, "0 to 65535");

    public static Option<string?> Model { get; } = new("--model")
    {
        Description = "A network file (.npz); without one, the model that ships inside.",
        HelpName = "network.npz",
    };

    public static Option<string?> Corrections { get; } = new("--corrections")
    {
        Description = "The file in which corrections are kept, instead of the one in your folder for programs' data.",
        HelpName = "corrections.db",
    };

    /// <summary>Serves until cancelled, which is how a server's work ends well.</summary>
    /// <exception cref="IOException">The port is taken, or the address is not this machine's.</exception>
    public static int Serve(ServerSettings settings, Action<Uri> started, CancellationToken cancellation)
    {
        RunningServer.Run(settings, started, cancellation).GetAwaiter().GetResult();
        return ExitCode.Success;
    }

    /// <summary>The settings that both verbs take from the command line.</summary>
    public static ServerSettings SettingsOf(ParseResult parsed)
    {
        ServerSettings defaults = new();
        return defaults with
        {
            Port = parsed.GetValue(Port),
            Model = ModelArguments.ReadModel(parsed.GetValue(Model)),
            CorrectionsPath = parsed.GetValue(Corrections) ?? defaults.CorrectionsPath,
        };
    }
}
