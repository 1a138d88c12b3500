using System.CommandLine;
using Inkling.Cli.Output;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>
/// inkling calibrate [MODEL] --data D --out E: the same model, calibrated on digits that it was not trained
/// on; for ensembles, and for what was trained without a validation set.
/// </summary>
internal static class CalibrateCommand
{
    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the calibrated model goes.",
        HelpName = "network.npz",
        Required = true,
    };

    public static Command Create()
    {
        Command command = new("calibrate", "Calibrate a model's confidence on digits that it was not trained "
            + "on.")
        {
            ModelArguments.Model, ModelArguments.Data, Out, ModelArguments.AsIs, ModelArguments.Prepare, ModelArguments.Threads,
        };
        command.SetAction(parsed => Shell.Guard(cancellation => Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(Out);
        AtomicFile.RequireWritable(path);
        DigitModel model = ModelArguments.ReadModel(parsed.GetValue(ModelArguments.Model));
        DigitSource source = ModelArguments.Open(parsed.GetRequiredValue(ModelArguments.Data));
        PictureForm form = ModelArguments.FormOf(parsed, source);
        // Not the test set: what a model was fitted to says nothing of how well it does.
        DigitSet digits =
            ReadingProgress.Show(progress => source.Training.Read(form, progress, cancellation));
        DigitSet unseen = UnseenDigits.Of(model, digits, source.Training.Name);
        DigitModel calibrated =
            Calibrator.Calibrate(model, unseen, new() { Threads = parsed.GetValue(ModelArguments.Threads) });
        ModelFile.Write(path, calibrated);
        Console.Error.WriteLine($"{path}: {CalibrationWords.Of(calibrated)}; from {unseen.Count:N0} of "
            + $"{source.Training.Name}'s {digits.Count:N0} digits, which it was not trained on.");
        return ExitCode.Success;
    }
}
