namespace Inkling.Recognition.Evaluation;

/// <summary>An accuracy no better than guessing: nothing was learnt, or labels are wrong.</summary>
/// <param name="Set">Which digits were read: "training" or "validation".</param>
/// <param name="Accuracy">The share read right.</param>
/// <param name="Guessing">The share of the commonest digit: what always answering it would score.</param>
internal sealed record ChanceLevel(string Set, double Accuracy, double Guessing)
{
    /// <summary>Of fewer digits an accuracy says nothing.</summary>
    public const int FewestDigits = 20;

    // Learnt so little of what guessing misses, a network is of no use: 14.5 % of ten equal classes.
    private const double Margin = 0.05;

    // Standard errors by which luck alone is better than guessing once in 40 times.
    private const double Errors = 2;

    /// <summary>Compares an accuracy with guessing; null where it is better, or the digits are few.</summary>
    public static ChanceLevel? Of(string set, double accuracy, IReadOnlyCollection<byte> labels)
    {
        if (labels.Count < FewestDigits)
            return null;
        double guessing = (double)labels.CountBy(label => label).Max(digit => digit.Value) / labels.Count;
        double luck = Errors * Math.Sqrt(guessing * (1 - guessing) / labels.Count);
        return accuracy <= guessing + Math.Max(luck, Margin * (1 - guessing))
            ? new(set, accuracy, guessing)
            : null;
    }
}
