using Inkling.Neural;
using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Training;

/// <summary>
/// Which of a person's digits are taught and which judge: of 200 or more a fifth is held back; fewer are all
/// taught, and two folds judge by cross-validation. Each part has its share of each class.
/// </summary>
internal sealed class TeachingSplit
{
    private const int Enough = 200, HeldBackParts = 5, FoldCount = 2;

    private readonly int[] _all;

    /// <summary>Splits the digits.</summary>
    public TeachingSplit(DigitSet own, TeachingOptions options)
    {
        _all = [.. Enumerable.Range(0, own.Count)];
        RandomSequence random = new(options.Seed, SyntheticStreams.Teaching, number: 1);
        int[] dealt = [.. _all];
        random.Shuffle(dealt);
        dealt = [.. dealt.OrderBy(place => own.Labels[place])];
        if (own.Count >= Enough)
            HeldBack = Part(dealt, HeldBackParts, 0);
        else if (options.CrossValidates)
            Folds = [.. Enumerable.Range(0, FoldCount).Select(part => Part(dealt, FoldCount, part))];
        Taught = Without(HeldBack);
    }

    /// <summary>What the network is taught.</summary>
    public int[] Taught { get; }

    /// <summary>What it never sees and is judged by; may be empty.</summary>
    public int[] HeldBack { get; } = [];

    /// <summary>The parts that judge in turn; may be empty.</summary>
    public IReadOnlyList<int[]> Folds { get; } = [];

    /// <summary>How many networks are taught.</summary>
    public int Rounds => 1 + Folds.Count;

    /// <summary>All but these, in their order.</summary>
    public int[] Without(int[] part) => [.. _all.Except(part)];

    private static int[] Part(int[] dealt, int parts, int part) =>
        [.. dealt.Where((_, i) => i % parts == part)];
}
