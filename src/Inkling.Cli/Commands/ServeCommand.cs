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
        Description = "The address to listen on; 0.0.0.0 for all of this machine's.",
        HelpName = "address",
        DefaultValueFactory = _ => Defaults.Address,
        CustomParser = result => IPAddress.TryParse(result.Tokens[0].Value, out IPAddress? address)
            ? address
            : Refuse(result, result.Tokens[0].Value),
    };

    private static readonly Option<int> MaxBody = new Option<int>("--max-body")
    {
        Description = "MiB of a request's body at most.",
        HelpName = "MiB",
        DefaultValueFactory = _ => (int)(Defaults.MaxBodyBytes >> 20),
    }.Between(1, 256);

    private static readonly Option<int> MaxPixels = new Option<int>("--max-pixels")
    {
        Description = "Megapixels of a picture at most.",
        HelpName = "megapixels",
        DefaultValueFactory = _ => (int)(Defaults.MaxPixels / 1_000_000),
    }.Between(1, 100);

    private static readonly Option<int> MaxSeconds = new Option<int>("--max-seconds")
    {
        Description = "Seconds that a request may take.",
        HelpName = "seconds",
        DefaultValueFactory = _ => (int)Defaults.MaxTime.TotalSeconds,
    }.Between(1, 3600);

    private static readonly Option<int> MaxConcurrent = new Option<int>("--max-concurrent")
    {
        Description = "Requests that are read side by side; others wait, and too many are turned away.",
        HelpName = "requests",
        DefaultValueFactory = _ => Defaults.MaxConcurrent,
    }.Between(1, 1024);

    public static Command Create() =>
        new Command("serve", "Serve the page and its HTTP API.")
        {
            Address, ServerArguments.Port, ModelArguments.ModelOption, ServerArguments.Corrections,
            MaxBody, MaxPixels, MaxSeconds, MaxConcurrent,
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
        };
        return ServerArguments.Serve(settings,
            address => Console.Error.WriteLine($"Serving at {address} until Ctrl-C."), cancellation);
    }

    private static IPAddress Refuse(System.CommandLine.Parsing.ArgumentResult result, string text)
    {
        result.AddError($"--address {text} is no IP address, such as 127.0.0.1 or 0.0.0.0");
        return IPAddress.None;
    }
}
