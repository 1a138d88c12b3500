using Inkling.Cli.Output;
using Inkling.Datasets;
using Inkling.Recognition.Data;

namespace Inkling.Cli.Commands;

/// <summary>The data of train: one source or several, and a test set.</summary>
internal sealed record TrainData(string Name, DigitSet First, IReadOnlyList<DigitSet> More, int Repeat)
{
    public static readonly Option<string[]> Sources = new("--data")
    {
        Description = ModelArguments.Data.Description + " Several --data are joined, each sampled by its "
            + "share of the digits; validation and test set are of the first.",
        HelpName = "data",
        Required = true,
    };

    public static readonly Option<string?> TestName = new("--test")
    {
        Description = "Test set, evaluated once at the end. Without it, the data's test split is used, if it "
            + "has one.",
        HelpName = "data",
    };

    public static readonly Option<int> Repeats = new Option<int>("--repeat")
    {
        Description = "Take each digit of every --data after the first so many times an epoch.",
        HelpName = "count",
        DefaultValueFactory = _ => 1,
    }.Between(1, 10_000);

    /// <summary>The test set's name and digits; null without one.</summary>
    public (string Name, DigitSet Digits)? Test { get; init; }

    /// <summary>Reads all of it, showing the progress, and prints what a user should know of it.</summary>
    /// <exception cref="DataException">A source can't be read or holds no digits.</exception>
    public static TrainData Read(ParseResult parsed, CancellationToken cancellation)
    {
        DigitSource[] sources = [.. parsed.GetRequiredValue(Sources)
            .Select(argument => ModelArguments.Open(parsed, argument))];
        int repeat = parsed.GetValue(Repeats);
        if (repeat > 1 && sources.Length == 1)
            throw new UsageException("--repeat repeats every --data after the first, and there is only one.");
        DatasetSplit? test = parsed.GetValue(TestName) is { } name
            ? ModelArguments.Open(parsed, name).Evaluation
            : sources[0].Test;
        PictureForm form =
            parsed.GetValue(ModelArguments.PrepareAnySize) ? PictureForm.Prepare : PictureForm.AsIs;
        (DigitSet[] digits, DigitSet? tested) = ReadingProgress.Show(progress =>
        {
            // What is wrong with the training split is told first, as if it had been read first.
            Task<DigitSet>? reading = test is null
                ? null
                : Task.Run(() => test.ReadToEvaluate(form, progress, cancellation), cancellation);
            DigitSet first = sources[0].Training.ReadToTrain(form, progress, cancellation);
            // A person's own digits may be of one class: the first source has the others.
            DigitSet[] read = [first, .. sources.Skip(1)
                .Select(source => source.Training.Read(form, progress, cancellation))];
            return (read, reading?.GetAwaiter().GetResult());
        });
        DataNotes.Print([.. digits, tested]);
        foreach (DigitSet set in digits)
            DataNotes.Check(set, parsed, cancellation);
        return new(
            string.Join(" and ", sources.Select(source => source.Training.Name)),
            digits[0], digits[1..], repeat)
        {
            Test = tested is null ? null : (test!.Name, tested),
        };
    }

    /// <summary>The digits of an epoch, as a sentence has them.</summary>
    public override string ToString() => More.Count == 0
        ? $"{First.Count:N0} digits from {Name}"
        : $"{First.Count + (Repeat * More.Sum(set => set.Count)):N0} digits from {Name}"
            + (Repeat == 1 ? "" : $", taken {Repeat} times after the first");
}
