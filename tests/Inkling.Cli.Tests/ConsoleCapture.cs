namespace Inkling.Cli.Tests;

/// <summary>What the command in this process prints. Tests that use it run one after the other.</summary>
internal static class ConsoleCapture
{
    /// <summary>Runs a command line; returns its exit code and both outputs.</summary>
    public static (int Exit, string Output, string Error) Run(params string[] arguments) =>
        Run(() => Shell.Run(arguments));

    public static (int Exit, string Output, string Error) Run(Func<int> run)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter printed = new(), failed = new();
        Console.SetOut(printed);
        Console.SetError(failed);
        try
        {
            return (run(), printed.ToString(), failed.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
