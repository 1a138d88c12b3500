using System.Globalization;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Inkling.Pictures.Tests.Hostile;

/// <summary>
/// The entry of this assembly: its tests, as xunit would start them, or by "hostile" as many hostile files as
/// one likes, each of which has two seconds.
/// </summary>
internal static class HostileProgram
{
    /// <summary>The word by which a run starts its children.</summary>
    public const string Child = "hostile-child";

    private const int Seconds = 2;

    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [Child, var seed, var first, var count, var seconds]:
                HostileChild.Run(Number(seed), Number(first), Number(count), Number(seconds));
                return 0;
            case ["hostile", .. var options]:
                HostileRun run = new(Option(options, "--seed", 1), Seconds);
                run.Decode(Option(options, "--first", 0), Option(options, "--files", 1_000_000));
                Console.WriteLine(run);
                return run.Faults.Count == 0 ? 0 : 1;
            default:
                return args.Contains("--server") || args.Contains("--internal-msbuild-node")
                    ? await TestPlatformTestFramework.RunAsync(
                        args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
                    : await ConsoleRunner.Run(args);
        }
    }

    private static int Option(string[] options, string name, int missing) =>
        Array.IndexOf(options, name) is >= 0 and var at ? Number(options[at + 1]) : missing;

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
