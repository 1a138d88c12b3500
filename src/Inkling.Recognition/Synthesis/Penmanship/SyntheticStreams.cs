using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>The purposes of random numbers that make digits; their numbers are kept for good.</summary>
internal static class SyntheticStreams
{
    /// <summary>What synthetic digits look like; numbered by digit.</summary>
    public static RandomPurpose Digits => new(6);

    /// <summary>What synthetic pictures of no digit look like; numbered by picture.</summary>
    public static RandomPurpose Negatives => new(7);

    /// <summary>How pictures are corrupted; numbered by corruption and picture.</summary>
    public static RandomPurpose Corruptions => new(8);
}
