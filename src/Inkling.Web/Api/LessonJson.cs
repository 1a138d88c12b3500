using System.ComponentModel;
using Inkling.Recognition.Models;
using Inkling.Recognition.Training;
using Inkling.Web.Lessons;

namespace Inkling.Web.Api;

/// <summary>Where a lesson stands. The keys are a contract: add, never rename.</summary>
internal sealed record LessonJson(
    [property: Description("none, preparing, running, paused, done or failed.")] string State,
    [property: Description("Why it failed; null where it did not.")] string? Trouble,
    [property: Description(
        "What is new of its course: of the first event all so far, of each other what came since.")]
    IReadOnlyList<LessonPointJson> Points,
    [property: Description("The pictures of the first layer's weights; null where they are none.")]
    KernelsJson? Kernels,
    [property: Description("The person's digits, how each was read before, and how it is read now.")]
    IReadOnlyList<TaughtDigitJson> Digits,
    [property: Description("What it came to; null before the end.")] LessonResultJson? Result)
{
    /// <summary>A lesson's view, without the points that were told already.</summary>
    public static LessonJson Of(LessonView view, int told = 0) => new(
        LowerCase(view.State), view.Trouble, [.. view.History.Skip(told).Select(LessonPointJson.Of)],
        view.Latest is { KernelCount: > 0 } latest ? KernelsJson.Of(latest) : null,
        [.. Enumerable.Range(0, view.Latest?.Readings.Count ?? 0).Select(i => TaughtDigitJson.Of(view, i))],
        view.Result is { } result ? LessonResultJson.Of(result) : null);

    /// <summary>Where there is no lesson.</summary>
    public static LessonJson None { get; } = new("none", null, [], null, [], null);

    internal static string LowerCase<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName($"{value}");
}

/// <summary>A point of a lesson's course.</summary>
internal sealed record LessonPointJson(
    [property: Description("teaching, measuring or crossValidating.")] string Stage,
    [property: Description("The round, from 1: the first teaches, the others cross-validate.")] int Round,
    int Rounds,
    [property: Description("Steps taken in this round.")] int Step,
    int Steps,
    [property: Description("The mean loss of the last steps; null before the first.")] double? Loss,
    [property: Description("The share of the person's digits read right, 0 to 1.")] double Own,
    [property: Description("Whether those digits were held back from the teaching.")] bool HeldBack,
    [property: Description("The share of other people's digits read right, 0 to 1.")] double Reference,
    [property: Description("What those are.")] string ReferenceName,
    [property: Description("Seconds left; null before that is known.")] double? SecondsLeft)
{
    public static LessonPointJson Of(TeachingProgress at) => new(
        LessonJson.LowerCase(at.Stage), at.Round, at.Rounds, at.Step, at.Steps,
        double.IsFinite(at.Loss) ? at.Loss : null, at.OwnAccuracy, at.IsHeldBack, at.ReferenceAccuracy,
        at.ReferenceName, at.SecondsLeft);
}

/// <summary>The weights of a first layer's kernels, each a picture.</summary>
internal sealed record KernelsJson(
    int Count, int Height, int Width,
    [property: Description(
        "Base64 of [count × height × width] signed bytes: weights, 127 for the largest magnitude.")]
    string Levels)
{
    public static KernelsJson Of(TeachingSnapshot snapshot)
    {
        byte[] levels = new byte[snapshot.Kernels.Count];
        for (int i = 0; i < levels.Length; i++)
        {
            float share = snapshot.KernelScale == 0 ? 0 : snapshot.Kernels[i] / snapshot.KernelScale;
            levels[i] = unchecked((byte)(sbyte)float.Round(127 * float.Clamp(share, -1, 1)));
        }
        return new(snapshot.KernelCount, snapshot.KernelHeight, snapshot.KernelWidth,
            Convert.ToBase64String(levels));
    }
}

/// <summary>One of the person's digits in a lesson.</summary>
internal sealed record TaughtDigitJson(
    [property: Description("The path of its drawing, a PNG.")] string Picture,
    [property: Description("What it is.")] int Label,
    [property: Description("What the first model read; null for no digit.")] int? Before,
    [property: Description("What the network reads now; null for no digit.")] int? Now,
    [property: Description("The probability of that.")] float Confidence)
{
    public static TaughtDigitJson Of(LessonView view, int i)
    {
        DigitReading now = view.Latest!.Readings[i];
        return new(
            CorrectionJson.PictureOf(view.Digits!.Ids[i]), view.Digits.Set.Labels[i],
            view.Before!.Readings[i].Digit, now.Digit, now.Confidence);
    }
}

/// <summary>What a lesson came to.</summary>
internal sealed record LessonResultJson(
    [property: Description("Whether it was stopped before its end.")] bool Stopped,
    [property: Description("Whether the taught model is worse, and should not be kept.")] bool Worse,
    [property: Description("Errors in the person's digits; null where these could not judge.")]
    LessonScoreJson? Own,
    [property: Description("Errors in other people's digits.")] LessonScoreJson Reference,
    [property: Description("A sentence about what judged.")] string HowJudged,
    [property: Description("A sentence about how the model was calibrated.")] string HowCalibrated)
{
    public static LessonResultJson Of(TeachingResult result) => new(
        result.WasCancelled, result.IsWorse, result.Own is { } own ? LessonScoreJson.Of(own) : null,
        LessonScoreJson.Of(result.Reference), result.HowJudged, result.HowCalibrated);
}

/// <summary>How many digits of a set are misread before and after.</summary>
internal sealed record LessonScoreJson(string Name, int Digits, int WrongBefore, int WrongAfter)
{
    public static LessonScoreJson Of(TeachingScore score) =>
        new(score.Name, score.Digits, score.WrongBefore, score.WrongAfter);
}
