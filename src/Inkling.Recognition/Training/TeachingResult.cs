using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>What a teaching came to.</summary>
public sealed record TeachingResult
{
    // Of the reference digits, and beyond luck: two standard errors of the difference.
    private const double MostForgotten = 0.002, StandardErrors = 2;

    /// <summary>The taught model: when cancelled, as far as it came.</summary>
    public required DigitModel Model { get; init; }

    /// <summary>Whether it was cancelled while the network was taught.</summary>
    public required bool WasCancelled { get; init; }

    /// <summary>Before and after on the person's own digits; null where they could not judge.</summary>
    public required TeachingScore? Own { get; init; }

    /// <summary>Before and after on digits of other people, or on synthetic ones.</summary>
    public required TeachingScore Reference { get; init; }

    /// <summary>A sentence that says what judged the person's digits.</summary>
    public required string HowJudged { get; init; }

    /// <summary>A sentence that says where temperature and thresholds are from.</summary>
    public required string HowCalibrated { get; init; }

    /// <summary>
    /// Whether the model is worse than before: it misreads more of the person's digits, or 0.2 points more of
    /// the reference digits and more than luck explains. Such a model should not be kept.
    /// </summary>
    public bool IsWorse => Own is { } own && own.WrongAfter > own.WrongBefore || Forgets(Reference);

    private static bool Forgets(TeachingScore score)
    {
        double luck = StandardErrors * Math.Sqrt(score.WrongBefore + score.WrongAfter);
        return score.WrongAfter - score.WrongBefore > Math.Max(MostForgotten * score.Digits, luck);
    }
}

/// <summary>How many digits of a set are misread before and after.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Digits">How many.</param>
/// <param name="WrongBefore">How many the first model misreads. A person's rejected digit is misread.</param>
/// <param name="WrongAfter">How many the taught model misreads.</param>
public sealed record TeachingScore(string Name, int Digits, int WrongBefore, int WrongAfter);
