using System.CommandLine;
using System.CommandLine.Parsing;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;

namespace Inkling.Cli.Commands;

/// <summary>Arguments that mean the same to several verbs.</summary>
internal static class ModelArguments
{
    public static Argument<string?> Model { get; } = new("model")
    {
        Description = "A network file (.npz); without one, the model that ships inside.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<string> Data { get; } = new("--data")
    {
        Description = "Labelled digits: mnist, synthetic (10,000 digits that Inkling draws), a folder with "
            + "MNIST's four files, IDX, CSV, class folders 0 to 9, a folder with labels.csv.",
        HelpName = "data",
        Required = true,
    };

    public static Option<bool> AsIs { get; } = new("--as-is")
    {
        Description = "Take pictures as they are: 28 x 28, white ink on black.",
    };

    public static Option<bool> Prepare { get; } = new("--prepare")
    {
        Description = "Prepare pictures: find the ink, crop, scale, centre.",
    };

    public static Option<float?> PixelScale { get; } = Checked(new Option<float?>("--pixel-scale")
    {
        Description = "Divide pixels (0 to 255) by this instead of by what the model states; 1 feeds them "
            + "as they are.",
        HelpName = "number",
    }, scale => scale is null or (> 0 and < float.PositiveInfinity), "above 0");

    public static Option<int> Threads { get; } = Checked(new Option<int>("--threads")
    {
        Description = "Threads to use. Changes no bit of any result.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    }, threads => threads is >= 1 and <= 256, "1 to 256");

    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document on stdout." };

    /// <summary>The digits that an argument names: synthetic ones, or what is there.</summary>
    /// <exception cref="DataException">Inkling does not read it; the message lists what it reads.</exception>
    public static DigitSource Open(string argument) =>
        argument == "synthetic" ? SyntheticDigits.Source : DigitSource.Open(argument);

    public static DigitModel ReadModel(string? path) =>
        path is null ? DigitModel.Default : ModelFile.Read(path);

    /// <summary>The words of the command, as a report repeats them.</summary>
    public static IReadOnlyList<string> WordsOf(ParseResult parsed) =>
    [
        "inkling", parsed.CommandResult.Command.Name,
        .. parsed.Tokens.Where(token => token.Type != TokenType.Command).Select(token => token.Value),
    ];

    /// <summary>What --as-is and --prepare ask for; none when neither is given.</summary>
    public static PictureForm? FormOf(ParseResult parsed) => (parsed.GetValue(AsIs), parsed.GetValue(Prepare)) switch
    {
        (true, true) => throw new ArgumentException("--as-is and --prepare exclude each other: give one."),
        (true, _) => PictureForm.AsIs,
        (_, true) => PictureForm.Prepare,
        _ => null,
    };

    /// <summary>
    /// The form in which a source is read if nothing is asked for. Pictures come as people have them and need
    /// preparing; sets of 28 x 28 are in that form already.
    /// </summary>
    public static PictureForm FormOf(ParseResult parsed, DigitSource source) => FormOf(parsed)
        ?? (source.Kind == DigitSourceKind.Pictures ? PictureForm.Prepare : PictureForm.AsIs);

    /// <summary>
    /// The files, refusing what looks like an option and is no file either: a misspelt one would be read as a
    /// picture.
    /// </summary>
    public static Argument<string[]> Files(Argument<string[]> files)
    {
        files.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens)
            {
                if (token.Value.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(token.Value))
                    result.AddError($"\"{token.Value}\" is no option and no file");
            }
        });
        return files;
    }

    /// <summary>The option, refusing values out of range.</summary>
    public static Option<T> Checked<T>(Option<T> option, Func<T?, bool> holds, string range)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !holds(result.GetValueOrDefault<T>()))
                result.AddError($"{option.Name} {result.Tokens[0].Value} is not {range}");
        });
        return option;
    }
}
