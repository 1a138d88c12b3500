using Inkling.Onnx;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>inkling export [MODEL] --onnx FILE: a model for other runtimes.</summary>
internal static class ExportCommand
{
    private static readonly Option<string> Onnx = new("--onnx")
    {
        Description = "File to write the graph to.",
        HelpName = "model.onnx",
        Required = true,
    };

    public static DocumentedCommand Create() =>
        new DocumentedCommand("export", "Write a model as ONNX, for Python, JavaScript and other runtimes.",
            "inkling export network.npz --onnx network.onnx")
        {
            ModelArguments.Model,
            { "Output", Onnx },
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken _)
    {
        string path = parsed.GetRequiredValue(Onnx);
        AtomicFile.RequireWritable(path);
        DigitModel model = ModelArguments.ReadModel(parsed);
        OnnxFile.Write(model, path);
        string noDigit = model.KnowsNoDigit ? " and noDigit [N, 1]" : "";
        Console.Error.WriteLine($"{path}: from pixels [N, 1, 28, 28] to probabilities [N, 10]{noDigit}. "
            + "Preparation of pictures is not in it.");
        return ExitCode.Success;
    }
}
