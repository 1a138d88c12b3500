using System.CommandLine.Parsing;
using Inkling.Datasets;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Web.Corrections;

namespace Inkling.Cli.Commands;

/// <summary>Arguments that mean the same to several verbs.</summary>
internal static class ModelArguments
{
    public const string ModelName = "--model";

    public const string DefaultModel = "default";

    public static Argument<string?> Model { get; } = new Argument<string?>("model")
    {
        Description = "Model file (.npz). Without one, the model that ships with Inkling.",
        Arity = ArgumentArity.ZeroOrOne,
    }.RejectEmpty();

    public static Option<string?> ModelOption { get; } = new Option<string?>(ModelName)
    {
        Description = "Model file to use instead of the one that ships with Inkling.",
        HelpName = "model.npz",
    }.RejectEmpty();

    public static Option<string> Data { get; } = new("--data")
    {
        Description = "Labelled digits: mnist; synthetic (10,000 synthetic digits); a folder with MNIST's "
            + "four files, with class folders 0 to 9 or with labels.csv; an IDX, CSV, NumPy or Parquet file. "
            + "A ZIP or tar archive may hold them. Also corrections (those made on the page) or a file of "
            + "them.",
        HelpName = "data",
        Required = true,
    };

    public static Option<bool> AsIs { get; } = new("--as-is")
    {
        Description = "Read pictures as they are: 28 x 28, white ink on black.",
    };

    public static Option<bool> Prepare { get; } = new("--prepare")
    {
        Description = "Prepare digits: find the ink, crop, scale and centre it. The default for picture "
            + "files; IDX and CSV digits are read as they are.",
    };

    public static Option<bool> PrepareAnySize { get; } = new("--prepare")
    {
        Description = "Prepare pictures of any size: find the ink, crop, scale and centre it. Without this "
            + "option, pictures must be 28 x 28.",
    };

    public static Option<bool> Transpose { get; } = new("--transpose")
    {
        Description = "Exchange rows and columns of each digit, for data whose digits lie on their side.",
    };

    public static Option<float?> PixelScale { get; } = new Option<float?>("--pixel-scale")
    {
        Description = "Divide pixels (0 to 255) by this number instead of the model's own.",
        HelpName = "number",
    }.Accept(scale => scale is null or (> 0 and < float.PositiveInfinity), "above 0");

    public static Option<int> Threads { get; } = new Option<int>("--threads")
    {
        Description = "Threads to use. The number does not change any result.",
        HelpName = "count",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    }.Between(1, 256);

    public static Option<bool> Json { get; } =
        new("--json") { Description = "Print the result as one JSON document on stdout." };

    /// <summary>The digits that an argument names: synthetic ones, corrections, or what is there.</summary>
    /// <exception cref="DataException">Inkling does not read it; the message lists what it reads.</exception>
    public static DigitSource Open(string argument) =>
        argument == "synthetic" ? DigitSource.Synthetic
        : CorrectionSet.Find(argument) is { } corrections ? new(DigitSourceKind.Pictures, corrections)
        : DigitSource.Open(argument);

    /// <summary>The digits that --data names, transposed where --transpose asks for it.</summary>
    /// <inheritdoc cref="Open(string)" path="/exception"/>
    public static DigitSource OpenData(ParseResult parsed) =>
        Open(parsed, parsed.GetRequiredValue(Data));

    /// <summary>The digits that an argument names, transposed where --transpose asks for it.</summary>
    /// <inheritdoc cref="Open(string)" path="/exception"/>
    public static DigitSource Open(ParseResult parsed, string argument) =>
        parsed.GetValue(Transpose) ? Open(argument).Transpose() : Open(argument);

    /// <summary>Reads the model that the argument or --model names, or else the one that ships.</summary>
    public static DigitModel ReadModel(ParseResult parsed) =>
        (parsed.GetValue(Model) ?? parsed.GetValue(ModelOption)) is { } path
            ? ModelFile.Read(path)
            : DigitModel.Default;

    /// <summary>The model of a name: a file's, or the shipped one's; null without a name.</summary>
    /// <exception cref="Inkling.Neural.Models.ModelException">The file can't be read.</exception>
    public static DigitModel? Named(string? name) => name switch
    {
        null => null,
        DefaultModel => DigitModel.Default,
        _ => ModelFile.Read(name),
    };

    public static IReadOnlyList<string> WordsOf(ParseResult parsed) =>
    [
        "inkling", parsed.CommandResult.Command.Name,
        .. parsed.Tokens.Where(token => token.Type != TokenType.Command).Select(token => token.Value),
    ];

    /// <summary>The form asked for; else pictures are prepared, and sets of 28 x 28 taken as is.</summary>
    public static PictureForm FormOf(ParseResult parsed, DigitSource source) =>
        (parsed.GetValue(AsIs), parsed.GetValue(Prepare)) switch
        {
            (true, true) => throw new UsageException("--as-is and --prepare exclude each other: give one."),
            (true, _) => PictureForm.AsIs,
            (_, true) => PictureForm.Prepare,
            _ => source.Kind == DigitSourceKind.Pictures ? PictureForm.Prepare : PictureForm.AsIs,
        };
}
