using System.Text.RegularExpressions;

namespace Inkling.Datasets;

/// <summary>Which split of a set a name speaks of.</summary>
internal enum SplitPart
{
    None,
    Training,
    Validation,
    Test,
}

/// <summary>Says what names of files and arrays mean: their split, and which two belong together.</summary>
internal static partial class SplitNames
{
    /// <summary>The split that a name has a word for: x_train, Xtest, t10k-images, val_labels.</summary>
    public static SplitPart PartOf(string name) =>
        Training().IsMatch(name) ? SplitPart.Training
        : Test().IsMatch(name) ? SplitPart.Test
        : Validation().IsMatch(name) ? SplitPart.Validation
        : SplitPart.None;

    /// <summary>A name without the words for pictures and labels: equal for the two of a pair.</summary>
    public static string CoreOf(string name) =>
        Separators().Replace(Roles().Replace(name.ToLowerInvariant(), ""), "");

    /// <summary>A file's path, without the ending that gzip gives it.</summary>
    public static string PlainOf(string path) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;

    /// <summary>What the files of one set have in common, whichever split and half they are.</summary>
    public static string SetOf(string path) =>
        CoreOf(Splits().Replace(Path.GetFileName(PlainOf(path)), ""));

    /// <summary>
    /// Files by their split, of which the names speak, or else the folders below <paramref name="from"/>.
    /// </summary>
    public static ILookup<SplitPart, string> Group(IEnumerable<string> files, string? from = null) =>
        files.ToLookup(file => PartOf(Path.GetFileName(file)) is not SplitPart.None and var part
            ? part
            : PartOf(from is null ? "" : Path.GetRelativePath(from, file)));

    // "test" is no part of "latest": only x and y may stand before it, as in Xtest.
    private const string WordStart = "(?<![a-wz])";

    // One letter is a role alone, or beside a split: x, x_train, Xtrain, trainX.
    private const string Letter =
        "(?<![a-z])[xy](?![a-z])|(?<![a-z])[xy](?=train|test|val)|(?<=train|test|val)[xy](?![a-z])";

    [GeneratedRegex(WordStart + "(train|trn)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Training();

    [GeneratedRegex(
        WordStart + "(test|tst)|t10k", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Test();

    [GeneratedRegex(WordStart + "(val|dev)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Validation();

    [GeneratedRegex(
        "images?|imgs?|pictures?|pixels?|digits?|data|features?|inputs?|labels?|lbls?|targets?|class(es)?"
        + "|idx[123]|ubyte|" + Letter, RegexOptions.CultureInvariant)]
    private static partial Regex Roles();

    [GeneratedRegex(
        "train(ing)?|test(ing)?|t10k|val(idation)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Splits();

    [GeneratedRegex("[^a-z0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
