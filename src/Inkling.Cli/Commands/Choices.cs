using System.CommandLine;

namespace Inkling.Cli.Commands;

/// <summary>
/// Options whose values are an enumeration's: help lists them in lower case, and nothing else is taken.
/// </summary>
internal static class Choices
{
    /// <summary>The option, held to its values where its type is an enumeration.</summary>
    public static Option<T> Of<T>(Option<T> option)
    {
        if (typeof(T).IsEnum)
        {
            string[] names = [.. Enum.GetNames(typeof(T)).Select(value => value.ToLowerInvariant())];
            option.HelpName = string.Join('|', names);
            option.AcceptOnlyFromAmong(names);
        }
        return option;
    }
}
