using System.Text.RegularExpressions;
using Inkling.Datasets.Files;

namespace Inkling.Datasets.Names;

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

    /// <summary>What the files of one set have in common, whichever split and half they are.</summary>
    public static string SetOf(string file) => CoreOf(Splits().Replace(GzipContent.PlainNameOf(file), ""));

    // "test" is no part of "latest": only x and y, a word for digits or a small letter before a large one may
    // stand before it, as in Xtest.
    private const string WordStart = "(?:(?<![a-wz])|(?<=mnist|digits?))";

    // "val" is no part of "value": only x and y or a large letter may stand behind it, as in valX.
    private const string WordEnd = "(?![a-wz])";

    // One letter is a role alone, or beside a split: x, x_train, Xtrain, trainX.
    private const string Letter =
        "(?<![a-z])[xy](?![a-z])|(?<![a-z])[xy](?=train|test|val)|(?<=train|test|val)[xy](?![a-z])";

    [GeneratedRegex(WordStart + "(?i:train|trn)", RegexOptions.CultureInvariant)]
    private static partial Regex Training();

    [GeneratedRegex(WordStart + "(?i:test|tst)|(?i:t10k)", RegexOptions.CultureInvariant)]
    private static partial Regex Test();

    [GeneratedRegex(
        WordStart + "(?i:val(id(ation)?)?|dev)" + WordEnd, RegexOptions.CultureInvariant)]
    private static partial Regex Validation();

    [GeneratedRegex(
        "images?|imgs?|pictures?|pixels?|digits?|data|features?|inputs?|labels?|lbls?|targets?|class(es)?"
        + "|idx[123]|ubyte|" + Letter, RegexOptions.CultureInvariant)]
    private static partial Regex Roles();

    [GeneratedRegex(
        "train(ing)?|trn|test(ing)?|tst|t10k|val(id(ation)?)?|dev",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Splits();

    [GeneratedRegex("[^a-z0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
