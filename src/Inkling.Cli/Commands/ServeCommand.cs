using System.Net;
using Inkling.Web;
using Inkling.Web.Hosting;

namespace Inkling.Cli.Commands;

/// <summary>inkling serve: the page and the API as a small service, without a browser.</summary>
internal static class ServeCommand
{
    private static readonly ServerSettings Defaults = new();

    private static readonly Option<IPAddress> Address = new("--address")
    {
        Description = "IP address to listen on. 0.0.0.0 listens on all of this machine's.",
        HelpName = "address",
        DefaultValueFactory = _ => Defaults.Address,
        CustomParser = result => IPAddress.TryParse(result.Tokens[0].Value, out IPAddress? address)
            ? address
            : Refuse(result, result.Tokens[0].Value),
    };

    private static readonly Option<int> MaxBody = new Option<int>("--max-body")
    {
        Description = "Largest body of a request, in MiB.",
        HelpName = "MiB",
        DefaultValueFactory = _ => (int)(Defaults.MaxBodyBytes >> 20),
    }.Between(1, 256);

    private static readonly Option<int> MaxPixels = new Option<int>("--max-pixels")
    {
        Description = "Largest picture, in megapixels.",
        HelpName = "megapixels",
        DefaultValueFactory = _ => (int)(Defaults.MaxPixels / 1_000_000),
    }.Between(1, 100);

    private static readonly Option<int> MaxSeconds = new Option<int>("--max-seconds")
    {
        Description = "Longest time for a request, in seconds.",
        HelpName = "seconds",
        DefaultValueFactory = _ => (int)Defaults.MaxTime.TotalSeconds,
    }.Between(1, 3600);

    private static readonly Option<int> MaxConcurrent = new Option<int>("--max-concurrent")
    {
        Description = "Requests under way at the same time. More wait, and too many are rejected.",
        HelpName = "requests",
        DefaultValueFactory = _ => Defaults.MaxConcurrent,
    }.Between(1, 1024);

    public static DocumentedCommand Create() =>
        new DocumentedCommand("serve", "Serve the drawing page and the HTTP API, without opening a browser.",
            "inkling serve",
            "inkling serve --address 0.0.0.0 --port 80 --max-body 2")
        {
            { "Server", Address, ServerArguments.Port },
            { "Model and corrections", ModelArguments.ModelOption, ServerArguments.Corrections },
            { "Limits", MaxBody, MaxPixels, MaxSeconds, MaxConcurrent },
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        ServerSettings settings = ServerArguments.SettingsOf(parsed) with
        {
            Address = parsed.GetRequiredValue(Address),
            MaxBodyBytes = (long)parsed.GetValue(MaxBody) << 20,
            MaxPixels = parsed.GetValue(MaxPixels) * 1_000_000L,
            MaxTime = TimeSpan.FromSeconds(parsed.GetValue(MaxSeconds)),
            MaxConcurrent = parsed.GetValue(MaxConcurrent),
            LogsRequests = true,
            WarmsUp = true,
        };
        return ServerArguments.Serve(settings,
            address => Console.Error.WriteLine($"Serving at {address} until you press Ctrl-C."),
            cancellation);
    }

    private static IPAddress Refuse(System.CommandLine.Parsing.ArgumentResult result, string text)
    {
        result.AddError($"--address {text} is not an IP address, as 127.0.0.1 or 0.0.0.0 are");
        return IPAddress.None;
    }
}
