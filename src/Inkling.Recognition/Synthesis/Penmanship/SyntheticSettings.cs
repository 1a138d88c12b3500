using System.Text.Json.Serialization;
using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>How many synthetic pictures join the training set. The validation set has none.</summary>
internal sealed record SyntheticSettings
{
    private const int Most = 1_000_000;

    /// <summary>Synthetic digits, of all classes in turn. 0 to a million.</summary>
    public int Digits { get; init; }

    /// <summary>Pictures of no digit, for a network of eleven outputs. 0 to a million.</summary>
    [JsonPropertyName("others")] // the key in model files
    public int Negatives { get; init; }

    /// <summary>Both.</summary>
    [JsonIgnore]
    public int Count => Digits + Negatives;

    /// <summary>Throws unless the settings work with a network of so many outputs.</summary>
    /// <exception cref="ArgumentException">One is out of range; the message says which.</exception>
    public void Check(int outputs)
    {
        Require("digits", Digits);
        Require("negatives", Negatives);
        bool knowsNoDigit = outputs == DigitSet.NoDigit + 1;
        if (Negatives > 0 && !knowsNoDigit)
        {
            throw new ArgumentException($"synthetic negatives: {Negatives:N0} pictures of no digit, but the "
                + $"network ends in {outputs} outputs and not in 11, of which the last is \"no digit\".");
        }
        if (Negatives == 0 && knowsNoDigit)
        {
            throw new ArgumentException($"the network ends in {outputs} outputs, of which the last is \"no "
                + "digit\", but learns from no picture of none: ask for some with --negatives.");
        }
    }

    private static void Require(string name, int value)
    {
        if (value is < 0 or > Most)
            throw new ArgumentException($"synthetic {name}: {value:N0} is not 0 to {Most:N0}");
    }
}

/// <summary>
/// The purposes of random numbers that make or choose digits; their numbers are kept for good.
/// </summary>
internal static class SyntheticStreams
{
    /// <summary>What synthetic digits look like; numbered by digit.</summary>
    public static RandomPurpose Digits => new(6);

    /// <summary>What synthetic pictures of no digit look like; numbered by picture.</summary>
    public static RandomPurpose Negatives => new(7);

    /// <summary>How pictures are corrupted; numbered by corruption and picture.</summary>
    public static RandomPurpose Corruptions => new(8);

    /// <summary>Which digits a teaching takes: of MNIST by number 0, to hold back by number 1.</summary>
    public static RandomPurpose Teaching => new(9);
}
