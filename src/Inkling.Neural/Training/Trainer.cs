using System.Numerics.Tensors;
using Inkling.Neural.Execution;
using Inkling.Neural.Losses;
using Inkling.Neural.Networks;
using Inkling.Neural.Optimisers;

namespace Inkling.Neural.Training;

/// <summary>
/// The training loop over samples, steps and epochs. One step: load a batch, forward, loss, backward,
/// optimiser. It can be stopped after any step and resumed from its <see cref="TrainingState"/>, with the
/// same bits at the end.
/// </summary>
public sealed class Trainer : IDisposable
{
    // Validation goes in batches of this many, whatever the size of a training step.
    private const int EvaluationBatch = 512;

    private readonly TrainingSettings _settings;
    private readonly ISampleSource _samples;
    private readonly ComputeContext _context;
    private readonly Executor _training;
    private readonly Executor _evaluation;
    private readonly Optimiser _optimiser;
    private readonly Network _learner;
    private readonly BatchLoader? _loader;
    private readonly int[] _trainingIndices;
    private readonly int[] _order;
    private readonly int[] _labels;
    private readonly int _stepsPerEpoch;

    /// <summary>Starts a training, or resumes it from a state.</summary>
    /// <exception cref="ArgumentException">Settings, samples and state do not fit together.</exception>
    public Trainer(
        TrainingSettings settings, ISampleSource samples, int threads, TrainingState? resumed = null)
    {
        settings.Check();
        NetworkDescription description = NetworkDescription.Parse(settings.Network);
        SampleSplit.Check(description, samples);
        _settings = settings;
        _samples = samples;
        (_trainingIndices, ValidationIndices) =
            SampleSplit.Of(samples.Count, samples.ValidationCandidates, settings);
        _order = new int[_trainingIndices.Length];
        _stepsPerEpoch = (_trainingIndices.Length + settings.BatchSize - 1) / settings.BatchSize;
        _learner = description.Build(settings.InputDropout, settings.HiddenDropout);
        Network = settings.EmaDecay > 0 ? _learner.Copy() : _learner;
        _optimiser = Optimiser.Create(_learner, settings.Optimiser);
        _context = new(threads);
        int largest = Math.Min(settings.BatchSize, _trainingIndices.Length);
        SoftmaxCrossEntropy loss = new(settings.LabelSmoothing);
        _training = new(Plan.Compile(_learner, largest, isTraining: true), _context, loss);
        if (samples.Augments || samples.HasTargets)
            _loader = new(samples, settings.Seed, largest, _context);
        _evaluation = new(Plan.Compile(Network, EvaluationBatch, isTraining: false), _context);
        _labels = new int[Math.Max(settings.BatchSize, EvaluationBatch)];
        State = resumed is null ? Begin() : TakeUp(resumed);
    }

    /// <summary>The network that results: the one that learns or, with EMA, its averaged copy.</summary>
    public Network Network { get; }

    /// <summary>The state of the training. Its arrays change with every step.</summary>
    public TrainingState State { get; }

    /// <summary>The training set.</summary>
    public ReadOnlyMemory<int> TrainingIndices => _trainingIndices;

    /// <summary>The validation set.</summary>
    public int[] ValidationIndices { get; }

    /// <summary>
    /// Trains to the end, or until cancelled after a step. The store saves when it is due, after a step or an
    /// epoch, and on cancellation.
    /// </summary>
    /// <exception cref="DivergenceException">The loss is no longer a number.</exception>
    public TrainingEnd Run(
        ITrainingObserver? observer, ICheckpointStore? checkpoints, CancellationToken cancellation)
    {
        while (State.Epoch < _settings.Epochs && !State.Stopped)
        {
            ArrangeOrder(State.Epoch);
            while (State.StepInEpoch < _stepsPerEpoch)
            {
                if (cancellation.IsCancellationRequested)
                {
                    checkpoints?.Save(State);
                    return TrainingEnd.Cancelled;
                }
                TakeStep();
                observer?.Stepped(ReportStep());
                SaveIfDue(checkpoints);
            }
            EndEpoch(observer);
            SaveIfDue(checkpoints);
        }
        if (_settings.Patience > 0 && State.BestEpoch > 0)
            State.BestParameters.CopyTo(Network.Parameters);
        return State.Stopped ? TrainingEnd.StoppedEarly : TrainingEnd.Completed;
    }

    /// <summary>Computes the mean loss over the named samples and counts the correct ones.</summary>
    public (double Loss, int Correct) Evaluate(ReadOnlyMemory<int> indices)
    {
        _evaluation.PrepareInference();
        double loss = 0;
        int correct = 0;
        for (int start = 0; start < indices.Length; start += EvaluationBatch)
        {
            int count = Math.Min(EvaluationBatch, indices.Length - start);
            ReadOnlyMemory<int> batch = indices.Slice(start, count);
            Memory<int> labels = _labels.AsMemory(0, count);
            ByteBatch samples = _samples.Take(batch, labels.Span);
            (double batchLoss, int batchCorrect) = _evaluation.Evaluate(samples, new(labels));
            loss += batchLoss * batch.Length;
            correct += batchCorrect;
        }
        return (indices.IsEmpty ? 0 : loss / indices.Length, correct);
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();

    /// <summary>One step. Allocates nothing.</summary>
    internal void TakeStep()
    {
        int start = State.StepInEpoch * _settings.BatchSize;
        ReadOnlyMemory<int> batch =
            _order.AsMemory(start, Math.Min(_settings.BatchSize, _order.Length - start));
        Memory<int> labels = _labels.AsMemory(0, batch.Length);
        ByteBatch samples =
            _loader?.Load(batch, labels.Span, State.Step) ?? _samples.Take(batch, labels.Span);
        Targets targets = new(labels, _loader?.Targets ?? default);
        (double loss, int correct) = _training.ForwardBackward(samples, targets, _settings.Seed, State.Step);
        RequireFinite(loss, "the loss");
        float rate = (float)(_settings.LearningRate * FactorAt(State.Step));
        _optimiser.Step(_learner.Parameters, _training.Plan.Gradients, rate, State.Step + 1, _context);
        Average();
        State.LossSum += loss * batch.Length;
        State.Correct += correct;
        State.StepInEpoch++;
        State.Step++;
    }

    /// <summary>Shuffles for an epoch, by its number alone: a resumed run needs no memory of it.</summary>
    internal void ArrangeOrder(int epoch)
    {
        _trainingIndices.CopyTo(_order, 0);
        ulong number = _settings.ShuffleEachEpoch ? (ulong)epoch : 0;
        RandomSequence random = new(_settings.Seed, RandomPurpose.Shuffle, number);
        random.Shuffle(_order);
    }

    // a ← d a + (1 − d) w. Early steps forget faster, or the initial parameters would stay in it for long.
    private void Average()
    {
        if (_settings.EmaDecay == 0)
            return;
        float kept = Math.Min(_settings.EmaDecay, (1f + State.Step) / (10f + State.Step));
        Span<float> average = Network.Parameters.Span;
        TensorPrimitives.Lerp(_learner.Parameters.Span, average, kept, average);
    }

    private void SaveIfDue(ICheckpointStore? checkpoints)
    {
        if (checkpoints is { IsDue: true })
            checkpoints.Save(State);
    }

    private void EndEpoch(ITrainingObserver? observer)
    {
        (double Loss, int Correct)? validation =
            ValidationIndices.Length > 0 ? Evaluate(ValidationIndices) : null;
        // The last step's harm shows in no training loss: without this it would be saved.
        RequireFinite(validation?.Loss ?? 0, "the validation loss");
        float sum = TensorPrimitives.SumOfMagnitudes<float>(Network.Parameters.Span);
        RequireFinite(sum, "the sum of the weights' magnitudes");
        EpochReport report = new(
            State.Epoch + 1,
            State.LossSum / _trainingIndices.Length,
            (double)State.Correct / _trainingIndices.Length,
            validation?.Loss,
            (double?)validation?.Correct / ValidationIndices.Length,
            _settings.LearningRate * FactorAt(State.Step - 1));
        State.History.Add(report);
        if (_settings.Patience > 0)
            JudgeEpoch(report);
        State.Epoch++;
        (State.StepInEpoch, State.LossSum, State.Correct) = (0, 0, 0);
        observer?.EpochEnded(report);
    }

    private void RequireFinite(double value, string what)
    {
        if (!double.IsFinite(value))
        {
            throw new DivergenceException($"{what} became {value} in epoch {State.Epoch + 1}, after step "
                + $"{State.StepInEpoch:N0}: the learning rate ({_settings.LearningRate}) is too high for "
                + "this network and data.");
        }
    }

    private void JudgeEpoch(EpochReport report)
    {
        double best =
            State.BestEpoch == 0 ? -1 : State.History[State.BestEpoch - 1].ValidationAccuracy!.Value;
        if (report.ValidationAccuracy > best)
        {
            State.BestEpoch = report.Epoch;
            Network.Parameters.CopyTo(State.BestParameters);
        }
        State.Stopped = report.Epoch - State.BestEpoch >= _settings.Patience;
    }

    private double FactorAt(long step) => _settings.Schedule.FactorAt(step, _stepsPerEpoch, _settings.Epochs);

    private StepReport ReportStep()
    {
        int seen = Math.Min(State.StepInEpoch * _settings.BatchSize, _order.Length);
        return new(State.Epoch + 1, _settings.Epochs, State.StepInEpoch, _stepsPerEpoch,
            State.LossSum / seen, (double)State.Correct / seen);
    }

    private TrainingState Begin()
    {
        _learner.Initialise(_settings.Initialisation, _settings.Seed);
        bool averages = _settings.EmaDecay > 0;
        if (averages)
            _learner.Parameters.CopyTo(Network.Parameters);
        return new()
        {
            Parameters = _learner.Parameters,
            EmaParameters = averages ? Network.Parameters : default,
            OptimiserState = _optimiser.State,
            BestParameters = new float[_settings.Patience > 0 ? Network.Parameters.Length : 0],
            History = [],
        };
    }

    // The saved values move into this trainer's own arrays, which are then the state's.
    private TrainingState TakeUp(TrainingState saved)
    {
        TrainingState state = Begin();
        Take(saved.Parameters, state.Parameters, "parameters");
        Take(saved.EmaParameters, state.EmaParameters, "averaged parameters");
        Take(saved.OptimiserState, state.OptimiserState, "optimiser values");
        Take(saved.BestParameters, state.BestParameters, "best parameters");
        bool possible = saved.Epoch >= 0 && saved.Epoch <= _settings.Epochs
            && saved.History.Count == saved.Epoch
            && saved.StepInEpoch >= 0 && saved.StepInEpoch <= _stepsPerEpoch
            && saved.Step == ((long)saved.Epoch * _stepsPerEpoch) + saved.StepInEpoch
            && saved.BestEpoch >= 0 && saved.BestEpoch <= saved.Epoch;
        if (!possible)
        {
            throw new ArgumentException($"the state stands at epoch {saved.Epoch}, step {saved.StepInEpoch}, "
                + $"{saved.Step} in all, which {_settings.Epochs} epochs of {_stepsPerEpoch} steps never "
                + "pass.");
        }
        foreach (EpochReport report in saved.History)
            state.History.Add(report);
        (state.Epoch, state.StepInEpoch, state.Step) = (saved.Epoch, saved.StepInEpoch, saved.Step);
        (state.LossSum, state.Correct) = (saved.LossSum, saved.Correct);
        (state.BestEpoch, state.Stopped) = (saved.BestEpoch, saved.Stopped);
        return state;
    }

    private static void Take(ReadOnlyMemory<float> saved, Memory<float> own, string what)
    {
        if (saved.Length != own.Length)
            throw new ArgumentException(
                $"the state has {saved.Length:N0} {what}, the settings ask for {own.Length:N0}.");
        saved.CopyTo(own);
    }
}
