using System.CommandLine;
using Inkling.Cli.Output;
using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

namespace Inkling.Cli.Commands;

/// <summary>
/// inkling augment --preview FILE --data D: a sheet of digits and augmented copies of each.
/// </summary>
internal static class AugmentCommand
{
    private static readonly AugmentOptions Settings = new();

    private static readonly Option<string> Preview = new("--preview")
    {
        Description = "The PNG file to draw: each row a digit, then its augmented copies.",
        HelpName = "file.png",
        Required = true,
    };

    private static readonly Option<int> Count = ModelArguments.Checked(new Option<int>("--count")
    {
        Description = "Rows: digits of all classes in turn.",
        DefaultValueFactory = _ => 10,
    }, count => count is >= 1 and <= 100, "1 to 100");

    private static readonly Option<int> Copies = ModelArguments.Checked(new Option<int>("--copies")
    {
        Description = "Augmented copies of each digit.",
        DefaultValueFactory = _ => 9,
    }, copies => copies is >= 1 and <= 100, "1 to 100");

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Names every random number: the same seed, the same sheet.",
        DefaultValueFactory = _ => 1,
    };

    public static Command Create()
    {
        Command command = new("augment", "Draw digits and augmented copies of each.")
        {
            Preview, ModelArguments.Data, Count, Copies, Seed, ModelArguments.AsIs, ModelArguments.Prepare,
        };
        foreach (Option option in Settings.Options)
            command.Options.Add(option);
        command.SetAction(parsed => Shell.Guard(cancellation => Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        SheetFile sheet = SheetFile.At(parsed.GetRequiredValue(Preview));
        AugmentationSettings settings = Settings.Apply(parsed, AugmentationSettings.Default);
        settings.Check();
        DigitSource source = ModelArguments.Open(parsed.GetRequiredValue(ModelArguments.Data));
        PictureForm form = ModelArguments.FormOf(parsed, source);
        DigitSet digits = ReadingProgress.Show(progress => source.Training.Read(form, progress, cancellation));
        int copies = parsed.GetValue(Copies);
        int count = Math.Min(parsed.GetValue(Count), digits.Count);
        sheet.Write(AugmentationSheet.Draw(digits, settings, parsed.GetValue(Seed), count, copies));
        Console.Error.WriteLine($"{sheet.Path}: {count} digits from {source.Training.Name}, {copies} copies "
            + "of each.");
        return ExitCode.Success;
    }
}
