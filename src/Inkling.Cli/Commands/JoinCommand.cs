using Inkling.Recognition;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>inkling join A B … --out E: one model of several, whose readings are averaged.</summary>
internal static class JoinCommand
{
    private static readonly Argument<string[]> Models = new Argument<string[]>("models")
    {
        Description = "Network files (.npz), two or more.",
        Arity = ArgumentArity.OneOrMore,
    }.RejectOptions();

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the joined model goes.",
        HelpName = "ensemble.npz",
        Required = true,
    };

    private static readonly Option<int> Shift = new Option<int>("--shift")
    {
        Description = "Have pictures read where they are and shifted by so many pixels to each side, five times in all.",
    }.Between(0, 4);

    public static Command Create() =>
        new Command("join", "Make one model of several, whose readings are averaged.") { Models, Out, Shift }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken _)
    {
        string path = parsed.GetRequiredValue(Out);
        WholeFile.RequireWritable(path);
        DigitModel[] models = [.. parsed.GetRequiredValue(Models).Select(ModelFile.Read)];
        int shift = parsed.GetValue(Shift);
        // One model may be read shifted too; but alone and as it is there is nothing to join.
        DigitModel joined = models.Length == 1 && shift > 0 ? models[0] : DigitModel.Join(models);
        ModelFile.Write(path, new(joined.Networks, joined.Facts with { Shift = shift }));
        string what = joined.Networks.Count == 1 ? "one network" : $"{joined.Networks.Count} networks";
        Console.Error.WriteLine($"{path}: {what}" + (shift > 0 ? $", which read pictures {shift} pixels to each side too." : "."));
        return ExitCode.Success;
    }
}
