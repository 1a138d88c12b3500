using Inkling.Neural.Execution;
using Inkling.Neural.Losses;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;

namespace Inkling.Neural.Models;

/// <summary>
/// A network and its loss: train it by <see cref="Fit"/>, measure it by <see cref="Evaluate"/>, use it by
/// <c>Predict</c>. Predictions may run on any number of threads, but not while it is trained.
/// </summary>
/// <example><code>
/// Model model = new("784-256-64-10");
/// model.Fit(training, new() { Epochs = 25 });
/// float[] probabilities = model.Predict(pixels);
/// </code></example>
public sealed class Model
{
    private readonly Predictor _predictor;

    /// <summary>Makes a model of a network written as text (<see cref="Network.Parse"/>).</summary>
    /// <param name="network">The network, as "784-256-64-10".</param>
    /// <param name="loss">The loss; softmax cross-entropy by default.</param>
    /// <param name="seed">Names the random numbers of the first weights.</param>
    /// <exception cref="ArgumentException">The text is no network; the message names the part.</exception>
    public Model(string network, Loss? loss = null, ulong seed = 1)
        : this(Network.Parse(network, seed), loss) { }

    /// <summary>Makes a model of a network as it stands.</summary>
    /// <param name="network">The network, from <see cref="NetworkBuilder"/> for example.</param>
    /// <param name="loss">The loss; softmax cross-entropy by default.</param>
    public Model(Network network, Loss? loss = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        (Network, Loss) = (network, loss ?? new SoftmaxCrossEntropy());
        _predictor = new(Network, Loss);
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The loss, which also makes predictions of outputs.</summary>
    public Loss Loss { get; }

    /// <summary>What bytes are divided by; 255 unless the training samples say otherwise.</summary>
    public float Scale { get; private set; } = 255;

    /// <summary>Trains the network from where it stands; a new one stands at its first weights.</summary>
    /// <param name="samples">What it learns from, the validation set included.</param>
    /// <param name="options">How; by default 20 epochs of AdamW.</param>
    /// <param name="progress">Hears of each epoch.</param>
    /// <param name="threads">How many share the work; all processors by default. Changes no bit.</param>
    /// <param name="cancellation">Stops after the step under way; what was learnt until then stays.</param>
    /// <returns>Each epoch, and why it ended.</returns>
    /// <exception cref="ArgumentException">Samples, network and options do not fit together.</exception>
    /// <exception cref="DivergenceException">The loss is no longer a number; load the model anew.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public FitResult Fit(
        ISampleSource samples, FitOptions? options = null, IProgress<EpochReport>? progress = null,
        int? threads = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using Trainer trainer =
            new(Network, Loss, options ?? new(), samples, threads ?? Environment.ProcessorCount);
        TrainingEnd end;
        try
        {
            end = trainer.Run(
                progress is null ? null : new EpochObserver(progress), checkpoints: null, cancellation);
        }
        finally
        {
            trainer.Network.Parameters.CopyTo(Network.Parameters);
            Scale = samples.IsFloat ? Scale : samples.Take(new int[1], new int[1]).Scale;
            _predictor.Reset();
        }
        if (end == TrainingEnd.Cancelled)
            throw new OperationCanceledException(cancellation);
        return new([.. trainer.State.History], end == TrainingEnd.StoppedEarly, trainer.State.BestEpoch);
    }

    /// <summary>Computes the mean loss and the mean metric over samples.</summary>
    /// <param name="samples">Samples with labels or target values.</param>
    /// <param name="threads">How many share the work; all processors by default. Changes no bit.</param>
    /// <param name="cancellation">Stops within a batch.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network.</exception>
    public Score Evaluate(
        ISampleSource samples, int? threads = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using ComputeContext context = new(threads ?? Environment.ProcessorCount);
        return new Evaluator(Network, Loss, samples, context)
            .Evaluate(Enumerable.Range(0, samples.Count).ToArray(), cancellation);
    }

    /// <summary>Predicts one sample of floats: probabilities, or values in a regression, [Outputs].</summary>
    /// <param name="input">The sample, [Input.Size].</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public float[] Predict(ReadOnlySpan<float> input)
    {
        RequireLength(input.Length, nameof(input));
        return _predictor.Predict(new SampleBatch(input.ToArray(), first: 0, count: 1, input.Length));
    }

    /// <summary>Predicts one sample of bytes, divided by <see cref="Scale"/>, [Outputs].</summary>
    /// <param name="input">The sample, [Input.Size].</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public float[] Predict(ReadOnlySpan<byte> input)
    {
        RequireLength(input.Length, nameof(input));
        return _predictor.Predict(new SampleBatch(input.ToArray(), first: 0, count: 1, input.Length, Scale));
    }

    /// <summary>Saves the model as a NumPy archive (.npz), whole or not at all.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path) => ModelArchive.Write(path, this);

    /// <summary>Loads a model that <see cref="Save"/>, <c>inkling train</c> or the original saved.</summary>
    /// <param name="path">The file, .npz.</param>
    /// <param name="loss">The loss; by default the one that the file names.</param>
    /// <exception cref="ModelException">The file is missing, damaged, or holds no network.</exception>
    public static Model Load(string path, Loss? loss = null) => ModelArchive.Read(path, network: null, loss);

    /// <summary>Loads parameters into a network with layers of your own.</summary>
    /// <param name="path">The file, .npz.</param>
    /// <param name="network">A network like the one that was saved.</param>
    /// <param name="loss">The loss; by default the one that the file names.</param>
    /// <exception cref="ModelException">The file is missing, damaged, or of another network.</exception>
    public static Model Load(string path, Network network, Loss? loss = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return ModelArchive.Read(path, network, loss);
    }

    internal static Model Of(Network network, Loss loss, float scale) => new(network, loss) { Scale = scale };

    private void RequireLength(int length, string name)
    {
        if (length != Network.Input.Size)
        {
            throw new ArgumentException(
                $"The input has {length:N0} values; the network takes {Network.Input.Size:N0}.", name);
        }
    }

    private sealed class EpochObserver(IProgress<EpochReport> progress) : ITrainingObserver
    {
        public void Stepped(in StepReport report)
        {
        }

        public void EpochEnded(EpochReport report) => progress.Report(report);
    }
}

/// <summary>What a training gave.</summary>
/// <param name="History">Each epoch.</param>
/// <param name="StoppedEarly">Whether the validation metric no longer improved.</param>
/// <param name="BestEpoch">The epoch whose parameters were kept, from 1; 0 without early stopping.</param>
public sealed record FitResult(IReadOnlyList<EpochReport> History, bool StoppedEarly, int BestEpoch);
