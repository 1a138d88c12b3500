using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Inkling.Cli.Commands;

/// <summary>
/// Reads the numbers of a command line the same way everywhere: ASCII digits, a sign, a decimal point and an
/// exponent. The system's parser would take the comma of 0,001 for a thousands separator, and read 1.
/// </summary>
internal static class StrictNumber
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;
    private const NumberStyles Real = Whole | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    // What people put between groups of digits, besides commas and points.
    private const string Gaps = "_'’ \u00A0\u202F";

    /// <summary>Has an option of numbers read strictly, unless it has a parser of its own.</summary>
    public static void Require(Option option)
    {
        switch (option)
        {
            case Option<int> one: one.CustomParser ??= result => Read<int>(result, one, Whole); break;
            case Option<int?> one: one.CustomParser ??= result => Read<int>(result, one, Whole); break;
            case Option<ulong> one: one.CustomParser ??= result => Read<ulong>(result, one, Whole); break;
            case Option<float> one: one.CustomParser ??= result => Read<float>(result, one, Real); break;
            case Option<float?> one: one.CustomParser ??= result => Read<float>(result, one, Real); break;
            case Option<double> one: one.CustomParser ??= result => Read<double>(result, one, Real); break;
            default: break;
        }
    }

    private static T Read<T>(ArgumentResult result, Option option, NumberStyles styles)
        where T : INumber<T>, IMinMaxValue<T>
    {
        string text = result.Tokens[0].Value;
        if (TryRead(text, styles, out T number))
            return number;
        result.AddError($"{option.Name} {Shown(text)} is {Fault<T>(text, styles)}");
        return T.Zero;
    }

    private static bool TryRead<T>(string text, NumberStyles styles, out T number) where T : INumber<T> =>
        T.TryParse(text, styles, CultureInfo.InvariantCulture, out number!) && T.IsFinite(number);

    private static string Fault<T>(string text, NumberStyles styles) where T : INumber<T>, IMinMaxValue<T>
    {
        bool isNumber = double.TryParse(text, styles, CultureInfo.InvariantCulture, out _);
        if (isNumber && text.Any(char.IsAsciiDigit))
            return string.Create(CultureInfo.InvariantCulture, $"not {T.MinValue} to {T.MaxValue}");
        string what = styles == Whole ? "no whole number" : "no number";
        string meant = styles == Whole ? WithoutGroups(text) : WithPoint(text);
        return meant != text && TryRead<T>(meant, styles, out _)
            ? $"{what}: write {meant}"
            : $"{what}: write digits, as in {(styles == Whole ? "10" : "0.001")}";
    }

    // 1,000 and 1.000 are a thousand where only whole numbers can be; 5.0 is 5.
    private static string WithoutGroups(string text)
    {
        string bare = Without(text, Gaps);
        string[] groups = bare.Split(',', '.');
        return groups.Length > 1 && groups[1..].All(group => group.Length == 3) ? string.Concat(groups)
            : double.TryParse(bare, Real, CultureInfo.InvariantCulture, out double number)
                && number == Math.Truncate(number) ? number.ToString("F0", CultureInfo.InvariantCulture)
            : bare;
    }

    // A single comma, and the last of commas and points, is the decimal point; others separate groups.
    private static string WithPoint(string text)
    {
        string bare = Without(text, Gaps);
        int last = bare.LastIndexOfAny([',', '.']);
        if (last < 0)
            return bare;
        bool isPoint = bare.AsSpan().Count(bare[last]) == 1;
        string rest = isPoint ? $".{bare[(last + 1)..]}" : bare[(last + 1)..];
        return Without(bare[..last], ",.") + rest;
    }

    private static string Without(string text, string letters) =>
        string.Concat(text.Where(letter => !letters.Contains(letter, StringComparison.Ordinal)));

    private static string Shown(string text) => string.IsNullOrWhiteSpace(text) ? $"\"{text}\"" : text;
}
