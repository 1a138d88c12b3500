using Inkling.Cli.Report;
using Inkling.Datasets;
using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Training;

namespace Inkling.Cli.Tests;

/// <summary>
/// Trainings that never were, made for tests of their report, and a folder for those that are.
/// </summary>
internal sealed class Runs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("inkling-cli-").FullName;

    public string this[string name] => Path.Combine(_folder, name);

    public IEnumerable<string> Files =>
        Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName).Order()!;

    /// <summary>Bars whose height tells the class: an untrained network misreads most.</summary>
    public static DigitSet Bars(int count, int seed = 1)
    {
        Random random = new(seed);
        byte[] pixels = new byte[count * DigitSet.PixelCount], labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(10);
            pixels.AsSpan((i * DigitSet.PixelCount) + (((labels[i] * 2) + 4) * DigitSet.Side), 40).Fill(250);
        }
        return new(pixels, labels);
    }

    /// <summary>
    /// A training of so many epochs; what it read is read by a network that has learnt nothing.
    /// </summary>
    public static TrainingRun Run(int epochs, DigitSet? validation = null, DigitSet? test = null,
        TrainingEnd end = TrainingEnd.Completed, double loss = 0.5)
    {
        const string Description = "784-12-10";
        Network network = NetworkDescription.Parse(Description).Build();
        network.Initialise(Initialisation.He, seed: 1);
        DigitModel model = new(network, new()
        {
            Network = Description,
            Training = new() { Network = Description, Epochs = Math.Max(epochs, 9) },
            History = [.. Enumerable.Range(1, epochs).Select(epoch => new EpochReport(
                epoch, loss / epoch, 1 - (0.5 / epoch), validation is null ? null : loss / epoch,
                validation is null ? null : 1 - (0.6 / epoch), 0.001 / epoch))],
        });
        DigitEvaluation? held = validation is null ? null : DigitEvaluation.Run(model, validation);
        DigitEvaluation? tested = test is null ? null : DigitEvaluation.Run(model, test);
        bool whole = end != TrainingEnd.Cancelled;
        TrainingOutcome outcome = new(end, epochs, TimeSpan.FromSeconds(3.25), whole ? 0.9 : null,
            whole ? held?.Accuracy : null, whole ? tested?.Accuracy : null)
        {
            Record = new(model, held, tested, end == TrainingEnd.StoppedEarly ? epochs / 2 : 0),
        };
        return new(outcome, "bars", ["inkling", "train", "--data", "bars"]);
    }

    /// <summary>Writes the four files that MNIST has.</summary>
    public string WriteIdx(string name, int training = 200, int test = 40)
    {
        Directory.CreateDirectory(this[name]);
        DigitSetWriter.Write(Bars(training, seed: 2), Path.Combine(this[name], "train-images-idx3-ubyte.gz"));
        DigitSetWriter.Write(Bars(test, seed: 3), Path.Combine(this[name], "t10k-images-idx3-ubyte.gz"));
        return this[name];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
