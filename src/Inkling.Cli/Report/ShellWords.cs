namespace Inkling.Cli.Report;

/// <summary>Words as one line that a POSIX shell takes apart into the same words again.</summary>
internal static class ShellWords
{
    private const string Harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";

    /// <summary>The line.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    // Between single quotes everything stands for itself (POSIX.1-2017, XCU 2.2.2), but for the quote.
    private static string Quote(string word) => word.Length > 0 && word.All(Harmless.Contains)
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
