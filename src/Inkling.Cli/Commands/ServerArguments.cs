using Inkling.Web;
using Inkling.Web.Hosting;

namespace Inkling.Cli.Commands;

/// <summary>What draw and serve have in common: the options of a server, and running it.</summary>
internal static class ServerArguments
{
    public static Option<int> Port { get; } = new Option<int>("--port")
    {
        Description = "Port to listen on. 0 picks a free one.",
        HelpName = "port",
        DefaultValueFactory = _ => ServerSettings.DefaultPort,
    }.Between(0, 65_535);

    public static Option<string?> Corrections { get; } = new Option<string?>("--corrections")
    {
        Description = "SQLite file for corrections, instead of the one in your application data folder.",
        HelpName = "corrections.db",
    }.RejectEmpty();

    /// <summary>Serves until cancelled, which counts as success.</summary>
    public static int Serve(ServerSettings settings, Action<Uri> started, CancellationToken cancellation)
    {
        WebServer.Run(settings, started, cancellation).GetAwaiter().GetResult();
        return ExitCode.Success;
    }

    /// <summary>Reads the settings that both commands take from the command line.</summary>
    public static ServerSettings SettingsOf(ParseResult parsed)
    {
        ServerSettings defaults = new();
        return defaults with
        {
            Port = parsed.GetValue(Port),
            Model = ModelArguments.ReadModel(parsed),
            CorrectionsPath = parsed.GetValue(Corrections) ?? defaults.CorrectionsPath,
        };
    }
}
