using Inkling.Cli.Output;
using Inkling.Datasets;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>inkling calibrate [MODEL] --data D --out E: calibrates a model on unseen digits.</summary>
internal static class CalibrateCommand
{
    private static readonly Option<string> Out = new("--out")
    {
        Description = "File to write the calibrated model to.",
        HelpName = "model.npz",
        Required = true,
    };

    public static DocumentedCommand Create() =>
        new DocumentedCommand("calibrate",
            "Fit a model's temperature and thresholds on digits it was not trained on.",
            "inkling calibrate network.npz --data mnist --out calibrated.npz")
        {
            ModelArguments.Model,
            {
                "Data", ModelArguments.Data, ModelArguments.AsIs, ModelArguments.Prepare,
                ModelArguments.Transpose
            },
            { "Output", Out, ModelArguments.Threads },
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(Out);
        AtomicFile.RequireWritable(path);
        DigitModel model = ModelArguments.ReadModel(parsed);
        DigitSource source = ModelArguments.OpenData(parsed);
        PictureForm form = ModelArguments.FormOf(parsed, source);
        // Not the test set: it would no longer measure a model that was fitted to it.
        CalibrationOptions options = new() { Threads = parsed.GetValue(ModelArguments.Threads) };
        (DigitModel calibrated, int unseen, int all) = ReadingProgress.Show(progress =>
        {
            DigitSet digits = source.Training.ReadToTrain(form, progress, cancellation);
            DigitSet unseen = UnseenDigits.Of(model, digits, source.Training.Name, cancellation);
            return (
                Calibrator.Calibrate(model, unseen, options, progress, cancellation),
                unseen.Count, digits.Count);
        });
        ModelFile.Write(path, calibrated);
        Console.Error.WriteLine($"{path}: {ModelDescription.Calibration(calibrated)}; calibrated on "
            + $"{unseen:N0} of {all:N0} digits of {source.Training.Name}, which it was not trained on.");
        return ExitCode.Success;
    }
}
