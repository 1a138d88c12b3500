using System.Text.RegularExpressions;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Names;

/// <summary>EMNIST's own files hold digits on their side; their names begin with emnist-.</summary>
internal static partial class EmnistNames
{
    /// <summary>What a user is told where such a file is read.</summary>
    public const string Note = "EMNIST's files hold digits on their side: these were set upright";

    /// <summary>Whether a file has one of EMNIST's own names.</summary>
    public static bool Contain(string file) => Own().IsMatch(file);

    /// <summary>Digits of one of EMNIST's files, upright.</summary>
    public static DigitSet SetUpright(DigitSet digits) => digits.Transpose().WithNotes(Note);

    [GeneratedRegex("(?<![a-z])emnist-", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Own();
}
