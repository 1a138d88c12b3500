using System.Text.Json.Serialization;

namespace Inkling.Recognition.Penmanship;

/// <summary>How many drawn pictures a network learns from beside the digits of its data, which alone judge it.</summary>
public sealed record DrawnSettings
{
    private const int Most = 1_000_000;

    /// <summary>Drawn digits, of all classes in turn. 0 to a million.</summary>
    public int Digits { get; init; }

    /// <summary>
    /// Pictures that show no digit, for a network of eleven outputs: it then knows what to refuse. 0 to a million.
    /// </summary>
    public int Others { get; init; }

    /// <summary>Both.</summary>
    [JsonIgnore]
    public int Count => Digits + Others;

    /// <summary>Refuses settings that can't work with a network of so many outputs.</summary>
    /// <exception cref="ArgumentException">One is out of range; the message names it and its value.</exception>
    public void Check(int outputs)
    {
        Require("digits", Digits);
        Require("others", Others);
        bool knowsNoDigit = outputs == Models.DigitModel.NoDigit + 1;
        if (Others > 0 && !knowsNoDigit)
        {
            throw new ArgumentException($"drawn others: {Others:N0} pictures of no digit, but the network ends in {outputs} "
                + "outputs and not in 11, of which the last is \"no digit\".");
        }
        if (Others == 0 && knowsNoDigit)
        {
            throw new ArgumentException($"the network ends in {outputs} outputs, of which the last is \"no digit\", but learns "
                + "from no picture of none: ask for some with --drawn-others.");
        }
    }

    private static void Require(string name, int value)
    {
        if (value is < 0 or > Most)
            throw new ArgumentException($"drawn {name}: {value:N0} is not 0 to {Most:N0}");
    }
}
