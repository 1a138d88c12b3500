using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>inkling ensemble A B … --out E: one model of several, whose probabilities are averaged.</summary>
internal static class EnsembleCommand
{
    private static readonly Argument<string[]> Models = new Argument<string[]>("models")
    {
        Description = "Network files (.npz), two or more.",
        Arity = ArgumentArity.OneOrMore,
    }.RejectOptions();

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the ensemble goes.",
        HelpName = "ensemble.npz",
        Required = true,
    };

    private static readonly Option<int> Shift = new Option<int>("--shift")
    {
        Description = "Have pictures read where they are and shifted by so many pixels to each side, five "
            + "times in all.",
    }.Between(0, 4);

    public static Command Create() =>
        new Command("ensemble", "Make one model of several, whose probabilities are averaged.")
        {
            Models, Out, Shift,
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken _)
    {
        string path = parsed.GetRequiredValue(Out);
        AtomicFile.RequireWritable(path);
        DigitModel[] models = [.. parsed.GetRequiredValue(Models).Select(ModelFile.Read)];
        int shift = parsed.GetValue(Shift);
        // One model may read shifted pictures too; alone and as it is, it is no ensemble.
        DigitModel ensemble = models.Length == 1 && shift > 0 ? models[0] : DigitModel.Ensemble(models);
        ModelFile.Write(path, new(ensemble.Networks, ensemble.Metadata with { Shift = shift }));
        string what = ensemble.Networks.Count == 1 ? "one network" : $"{ensemble.Networks.Count} networks";
        string shifted = shift > 0 ? $", which read pictures {shift} pixels to each side too" : "";
        Console.Error.WriteLine($"{path}: {what}{shifted}.");
        return ExitCode.Success;
    }
}
