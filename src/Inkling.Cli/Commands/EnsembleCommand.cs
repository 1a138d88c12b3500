using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>inkling ensemble A B … --out E: one model of several, whose probabilities are averaged.</summary>
internal static class EnsembleCommand
{
    private static readonly Argument<string[]> Models = new Argument<string[]>("models")
    {
        Description = "Model files (.npz): two or more, or one with --shift. May have the wildcards * and ?.",
        Arity = ArgumentArity.OneOrMore,
    }.RejectOptions();

    private static readonly Option<string> Out = new("--out")
    {
        Description = "File to write the ensemble to.",
        HelpName = "ensemble.npz",
        Required = true,
    };

    private static readonly Option<int> Shift = new Option<int>("--shift")
    {
        Description = "Read each picture five times: in place, and shifted by this many pixels to each side.",
        HelpName = "pixels",
    }.Between(0, 4);

    public static DocumentedCommand Create() =>
        new DocumentedCommand("ensemble", "Combine models into one that averages their probabilities.",
            "inkling ensemble a.npz b.npz --out both.npz",
            "inkling ensemble network.npz --shift 1 --out shifted.npz")
        {
            Models,
            { "Options", Out, Shift },
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken _)
    {
        string path = parsed.GetRequiredValue(Out);
        AtomicFile.RequireWritable(path);
        DigitModel[] models = [.. parsed.GetRequiredValue(Models)
            .SelectMany(FilePatterns.Expand).Select(ModelFile.Read)];
        int shift = parsed.GetValue(Shift);
        // A single model is an ensemble only if it reads shifted pictures too.
        DigitModel ensemble = models.Length == 1 && shift > 0
            ? models[0]
            : UsageException.Guard(() => DigitModel.Ensemble(models));
        ModelFile.Write(path, new(ensemble.Networks, ensemble.Metadata with { Shift = shift }));
        string what = ensemble.Networks.Count == 1 ? "one network" : $"{ensemble.Networks.Count} networks";
        string shifted = shift > 0 ? $"; pictures are also read shifted by {shift} px to each side" : "";
        Console.Error.WriteLine($"{path}: {what}{shifted}.");
        return ExitCode.Success;
    }
}
