using Inkling.Cli.Output;
using Inkling.Datasets;
using Inkling.Recognition.Data;

namespace Inkling.Cli.Commands;

/// <summary>inkling convert IN OUT: labelled digits of any form to CSV or to an IDX pair.</summary>
internal static class ConvertCommand
{
    private static readonly Argument<string> Input = new("in")
    {
        Description = "Data to convert: mnist; synthetic; an IDX, CSV, NumPy or Parquet file; a folder "
            + "with class folders 0 to 9 or with labels.csv; a ZIP or tar archive. Also corrections (those "
            + "made on the page) or a file of them.",
    };

    private static readonly Argument<string> Output = new("out")
    {
        Description = "File to write: a name that ends in .csv, .csv.gz, -images-idx3-ubyte or "
            + "-images-idx3-ubyte.gz.",
    };

    private static readonly Option<string> Split = new Option<string>("--split")
    {
        Description = "Split to convert, if the data has both.",
        DefaultValueFactory = _ => "train",
    }.OneOf("train", "test");

    public static DocumentedCommand Create() =>
        new DocumentedCommand("convert", "Convert labelled digits to a CSV file or a pair of IDX files.",
            "inkling convert mnist train.csv",
            "inkling convert photos digits.csv.gz --prepare",
            "inkling convert corrections digits.csv")
        {
            Input, Output,
            { "Options", ModelArguments.PrepareAnySize, ModelArguments.Transpose, Split },
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string output = parsed.GetRequiredValue(Output);
        DigitSetWriter.Check(output);
        string input = parsed.GetRequiredValue(Input);
        DatasetSplit split =
            Choose(ModelArguments.Open(parsed, input), parsed.GetRequiredValue(Split) == "test");
        PictureForm form =
            parsed.GetValue(ModelArguments.PrepareAnySize) ? PictureForm.Prepare : PictureForm.AsIs;
        DigitSet digits = ReadingProgress.Show(progress =>
        {
            DigitSet read = split.Read(form, progress, cancellation);
            DigitSetWriter.Write(read, output, progress, cancellation);
            return read;
        });
        DataNotes.Print(digits);
        Console.Error.WriteLine($"{output}: {digits.Count:N0} digits from {split.Name}.");
        if (digits.NotFound.Count > 0)
            Console.Error.WriteLine($"No digit found in {digits.NotFound.Count:N0} of them; the first is "
                + $"{digits.Names?[digits.NotFound[0]]}.");
        return ExitCode.Success;
    }

    private static DatasetSplit Choose(DigitSource source, bool test)
    {
        if (!test)
            return source.Training;
        return source.Test ?? throw new DataException($"{source.Training.Name} has one split only: leave "
            + "out --split.");
    }
}
