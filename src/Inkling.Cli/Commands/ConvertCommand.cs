using System.CommandLine;
using Inkling.Cli.Output;
using Inkling.Recognition.Data;
using Inkling.Web.Corrections;

namespace Inkling.Cli.Commands;

/// <summary>inkling convert IN OUT: labelled digits of any form to CSV or to an IDX pair.</summary>
internal static class ConvertCommand
{
    private static readonly Argument<string> Input = new("in")
    {
        Description = "What to convert: mnist, synthetic, IDX files, a CSV file, a folder of class folders 0 "
            + "to 9, a folder with labels.csv; or corrections, those that you made on the page (or a file of "
            + "them).",
    };

    private static readonly Argument<string> Output = new("out")
    {
        Description = "Where it goes: a name ending in .csv or .csv.gz, or the images file of an IDX pair.",
    };

    private static readonly Option<bool> Prepare = new("--prepare")
    {
        Description = "Bring pictures of any size to MNIST's form first; without it they must be 28 x 28.",
    };

    private static readonly Option<string> Split = new("--split")
    {
        Description = "Which split of an input that has both.",
        DefaultValueFactory = _ => "train",
    };

    public static Command Create()
    {
        Split.AcceptOnlyFromAmong("train", "test");
        Command command = new("convert", "Convert labelled digits to CSV or to an IDX pair.")
        {
            Input, Output, Prepare, Split,
        };
        command.SetAction(parsed => Shell.Guard(cancellation => Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string output = parsed.GetRequiredValue(Output);
        DigitSetWriter.Check(output);
        string input = parsed.GetRequiredValue(Input);
        DatasetSplit split = CorrectionSet.Find(input)
            ?? Choose(ModelArguments.Open(input), parsed.GetRequiredValue(Split) == "test");
        PictureForm form = parsed.GetValue(Prepare) ? PictureForm.Prepare : PictureForm.AsIs;
        DigitSet digits = ReadingProgress.Show(progress =>
        {
            DigitSet read = split.Read(form, progress, cancellation);
            DigitSetWriter.Write(read, output, progress, cancellation);
            return read;
        });
        Console.Error.WriteLine($"{output}: {digits.Count:N0} digits from {split.Name}.");
        if (digits.NotFound.Count > 0)
            Console.Error.WriteLine($"In {digits.NotFound.Count:N0} of them no digit was found; the first "
                + $"is {digits.Names?[digits.NotFound[0]]}.");
        return ExitCode.Success;
    }

    private static DatasetSplit Choose(DigitSource source, bool test)
    {
        if (!test)
            return source.Training;
        return source.Test ?? throw new DataException($"{source.Training.Name} has one split only: leave "
            + "--split out.");
    }
}
