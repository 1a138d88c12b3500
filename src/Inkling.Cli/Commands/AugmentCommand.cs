using Inkling.Cli.Output;
using Inkling.Datasets;
using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

namespace Inkling.Cli.Commands;

/// <summary>inkling augment --preview FILE --data D: draws digits and augmented copies of each.</summary>
internal static class AugmentCommand
{
    private static readonly AugmentOptions Settings = new();

    private static readonly Option<string> Preview = new("--preview")
    {
        Description = "PNG file to draw. Each row is a digit and its augmented copies.",
        HelpName = "file.png",
        Required = true,
    };

    private static readonly Option<int> Count = new Option<int>("--count")
    {
        Description = "Digits to draw, of all classes in turn.",
        HelpName = "digits",
        DefaultValueFactory = _ => 10,
    }.Between(1, 100);

    private static readonly Option<int> Copies = new Option<int>("--copies")
    {
        Description = "Augmented copies of each digit.",
        HelpName = "copies",
        DefaultValueFactory = _ => 9,
    }.Between(1, 100);

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Random seed. The same seed draws the same sheet.",
        DefaultValueFactory = _ => 1,
    };

    public static DocumentedCommand Create() =>
        new DocumentedCommand("augment", "Draw digits beside augmented copies of each, to choose settings.",
            "inkling augment --data mnist --preview sheet.png",
            "inkling augment --data mnist --preview sheet.png --augmentation strong --rotation 30")
        {
            {
                "Data", ModelArguments.Data, ModelArguments.AsIs, ModelArguments.Prepare,
                ModelArguments.Transpose
            },
            { "Augmentation", Settings.Options },
            { "Output", Preview, Count, Copies, Seed },
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        OutputFile sheet = OutputFile.AtPng(parsed.GetRequiredValue(Preview));
        AugmentationSettings settings = Settings.Apply(parsed, AugmentationSettings.Default);
        UsageException.Guard(settings.Check);
        DigitSource source = ModelArguments.OpenData(parsed);
        PictureForm form = ModelArguments.FormOf(parsed, source);
        DigitSet digits =
            ReadingProgress.Show(progress => source.Training.Read(form, progress, cancellation));
        int copies = parsed.GetValue(Copies);
        int count = Math.Min(parsed.GetValue(Count), digits.Count);
        sheet.Write(AugmentationSheet.Draw(digits, settings, parsed.GetValue(Seed), count, copies));
        Console.Error.WriteLine(
            $"{sheet.Path}: {count} digits from {source.Training.Name}, {copies} augmented copies of each.");
        return ExitCode.Success;
    }
}
