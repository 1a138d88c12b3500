using Inkling.Onnx;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>inkling import FILE --out MODEL: a network of another framework.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Graph = new("graph")
    {
        Description = "ONNX file of a network of digits, as PyTorch, Keras or Inkling export it.",
    };

    private static readonly Option<float> Divisor = new Option<float>("--divisor")
    {
        Description = "What pixels (0 to 255) are divided by before they go in: 255 for 0 to 1.",
        HelpName = "number",
        DefaultValueFactory = _ => 255,
    }.Accept(value => value is > 0 and < float.PositiveInfinity, "above 0");

    private static readonly Option<float> Mean = new Option<float>("--mean")
    {
        Description = "What is then taken away: 0.1307 in PyTorch's example.",
        HelpName = "number",
    }.Accept(float.IsFinite, "a number");

    private static readonly Option<float> Deviation = new Option<float>("--deviation")
    {
        Description = "What is then divided by: 0.3081 in PyTorch's example.",
        HelpName = "number",
        DefaultValueFactory = _ => 1,
    }.Accept(value => value is > 0 and < float.PositiveInfinity, "above 0");

    private static readonly Option<bool> DarkInk = new("--dark-ink")
    {
        Description = "The network takes dark ink on light paper.",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "File to write the model to.",
        HelpName = "model.npz",
        Required = true,
    };

    public static DocumentedCommand Create() =>
        new DocumentedCommand("import", "Read a network of digits that another framework wrote as ONNX.",
            "inkling import mnist.onnx --out mnist.npz",
            "inkling import torch.onnx --mean 0.1307 --deviation 0.3081 --out torch.npz")
        {
            Graph,
            { "Pixels", Divisor, Mean, Deviation, DarkInk },
            { "Output", Out },
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken _)
    {
        string path = parsed.GetRequiredValue(Out);
        AtomicFile.RequireWritable(path);
        DigitModel model = OnnxFile.Read(parsed.GetRequiredValue(Graph), new()
        {
            Divisor = parsed.GetValue(Divisor),
            Mean = parsed.GetValue(Mean),
            Deviation = parsed.GetValue(Deviation),
            InkIsDark = parsed.GetValue(DarkInk),
        });
        model.Save(path);
        string next = model.Metadata.Temperature is null ? " Calibrate it next: inkling calibrate." : "";
        Console.Error.WriteLine($"{path}: {model.Metadata.Network}, {model.Parameters:N0} parameters.{next}");
        return ExitCode.Success;
    }
}
