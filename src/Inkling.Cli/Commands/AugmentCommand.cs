using Inkling.Cli.Output;
using Inkling.Recognition.Augmentation;
using Inkling.Recognition.Data;

namespace Inkling.Cli.Commands;

/// <summary>inkling augment --preview FILE --data D: a sheet of digits and what training would make of them.</summary>
internal static class AugmentCommand
{
    private static readonly AugmentOptions Settings = new();

    private static readonly Option<string> Preview = new("--preview")
    {
        Description = "The PNG file to draw: each row a digit, then its variants.",
        HelpName = "file.png",
        Required = true,
    };

    private static readonly Option<int> Count = new Option<int>("--count")
    {
        Description = "Rows: digits of all classes in turn.",
        DefaultValueFactory = _ => 10,
    }.Between(1, 100);

    private static readonly Option<int> Variants = new Option<int>("--variants")
    {
        Description = "Variants of each digit.",
        DefaultValueFactory = _ => 9,
    }.Between(1, 100);

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Names every random number: the same seed, the same sheet.",
        DefaultValueFactory = _ => 1,
    };

    public static Command Create() => new Command("augment", "Draw digits and what training on changed digits makes of them.")
    {
        Preview, ModelArguments.Data, Count, Variants, Seed, ModelArguments.AsIs, ModelArguments.Prepare, Settings.Options,
    }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        OutputFile sheet = OutputFile.AtPng(parsed.GetRequiredValue(Preview));
        AugmentationSettings settings = Settings.Apply(parsed, AugmentationSettings.Default);
        settings.Check();
        DigitSource source = DigitSource.Open(parsed.GetRequiredValue(ModelArguments.Data));
        PictureForm form = ModelArguments.FormOf(parsed, source);
        DigitSet digits = ReadingProgress.Show(progress => source.Training.Read(form, progress, cancellation));
        int variants = parsed.GetValue(Variants);
        int count = Math.Min(parsed.GetValue(Count), digits.Count);
        sheet.Write(AugmentationSheet.Draw(digits, settings, parsed.GetValue(Seed), count, variants));
        Console.Error.WriteLine($"{sheet.Path}: {count} digits from {source.Training.Name}, {variants} variants of each.");
        return ExitCode.Success;
    }
}
