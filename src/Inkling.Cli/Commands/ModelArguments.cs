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

    public static Option<string?> ModelOption { get; } = new("--model")
    {
        Description = "A network file (.npz); without one, the model that ships inside.",
        HelpName = "network.npz",
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

    public static Option<float?> PixelScale { get; } = new Option<float?>("--pixel-scale")
    {
        Description = "Divide pixels (0 to 255) by this instead of by what the model states; 1 feeds them "
            + "as they are.",
        HelpName = "number",
    }.Accept(scale => scale is null or (> 0 and < float.PositiveInfinity), "above 0");

    public static Option<int> Threads { get; } = new Option<int>("--threads")
    {
        Description = "Threads to use. Changes no bit of any result.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    }.Between(1, 256);

    public static Option<bool> Json { get; } =
        new("--json") { Description = "Print one JSON document on stdout." };

    /// <summary>The digits that an argument names: synthetic ones, or what is there.</summary>
    /// <exception cref="DataException">Inkling does not read it; the message lists what it reads.</exception>
    public static DigitSource Open(string argument) =>
        argument == "synthetic" ? SyntheticDigits.Source : DigitSource.Open(argument);

    /// <summary>Reads the model that the argument or --model names, or else the one that ships.</summary>
    public static DigitModel ReadModel(ParseResult parsed) =>
        (parsed.GetValue(Model) ?? parsed.GetValue(ModelOption)) is { } path
            ? ModelFile.Read(path)
            : DigitModel.Default;

    public static IReadOnlyList<string> WordsOf(ParseResult parsed) =>
    [
        "inkling", parsed.CommandResult.Command.Name,
        .. parsed.Tokens.Where(token => token.Type != TokenType.Command).Select(token => token.Value),
    ];

    /// <summary>The form asked for; else pictures are prepared, and sets of 28 x 28 taken as is.</summary>
    public static PictureForm FormOf(ParseResult parsed, DigitSource source) =>
        (parsed.GetValue(AsIs), parsed.GetValue(Prepare)) switch
        {
            (true, true) => throw new ArgumentException(
                "--as-is and --prepare exclude each other: give one."),
            (true, _) => PictureForm.AsIs,
            (_, true) => PictureForm.Prepare,
            _ => source.Kind == DigitSourceKind.Pictures ? PictureForm.Prepare : PictureForm.AsIs,
        };
}
