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
internal sealed class Trainer : IDisposable
{
    private readonly FitOptions _options;
    private readonly ISampleSource _samples;
    private readonly ComputeContext _context;
    private readonly Executor _training;
    private readonly Evaluator _evaluator;
    private readonly Optimiser _optimiser;
    private readonly Network _learner;
    private readonly Loss _loss;
    private readonly BatchLoader? _loader;
    private readonly int[] _trainingIndices;
    private readonly int[] _order;
    private readonly int[] _labels;
    private readonly int _stepsPerEpoch;

    /// <summary>Starts a training of the settings' network, or resumes it from a state.</summary>
    /// <exception cref="ArgumentException">Settings, samples and state do not fit together.</exception>
    public Trainer(
        TrainingSettings settings, ISampleSource samples, int threads, TrainingState? resumed = null)
        : this(Checked(settings).Build(), settings.Loss(), settings, samples, threads, resumed)
    {
    }

    /// <summary>Starts to train a network from where it stands, or resumes it from a state.</summary>
    /// <exception cref="ArgumentException">Options, samples and state do not fit together.</exception>
    public Trainer(
        Network network, Loss loss, FitOptions options, ISampleSource samples, int threads,
        TrainingState? resumed = null)
    {
        options.Check();
        SampleSplit.Check(network, samples);
        (_options, _samples, _learner, _loss) = (options, samples, network, loss);
        (_trainingIndices, ValidationIndices) =
            SampleSplit.Of(samples.Count, samples.ValidationCandidates, options);
        _order = new int[_trainingIndices.Length];
        _stepsPerEpoch = (_trainingIndices.Length + options.BatchSize - 1) / options.BatchSize;
        Network = options.EmaDecay > 0 ? _learner.Copy() : _learner;
        _optimiser = Optimiser.Create(_learner, options.Optimiser);
        _context = new(threads);
        int largest = Math.Min(options.BatchSize, _trainingIndices.Length);
        Plan plan = Plan.Compile(_learner, largest, isTraining: true, takesFloats: samples.IsFloat);
        _training = new(plan, _context, loss);
        if (samples.Augments || samples.HasTargets)
            _loader = new(samples, options.Seed, largest, _context);
        _evaluator = new(Network, loss, samples, _context);
        _labels = new int[options.BatchSize];
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
        while (State.Epoch < _options.Epochs && !State.Stopped)
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
        if (_options.Patience > 0 && State.BestEpoch > 0)
            State.BestParameters.CopyTo(Network.Parameters);
        return State.Stopped ? TrainingEnd.StoppedEarly : TrainingEnd.Completed;
    }

    /// <summary>Computes the mean loss and the mean metric over the named samples.</summary>
    public Score Evaluate(ReadOnlyMemory<int> indices) => _evaluator.Evaluate(indices);

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();

    /// <summary>One step. Allocates nothing.</summary>
    internal void TakeStep()
    {
        int start = State.StepInEpoch * _options.BatchSize;
        ReadOnlyMemory<int> batch =
            _order.AsMemory(start, Math.Min(_options.BatchSize, _order.Length - start));
        Memory<int> labels = _labels.AsMemory(0, batch.Length);
        SampleBatch samples =
            _loader?.Load(batch, labels.Span, State.Step) ?? _samples.Take(batch, labels.Span);
        Targets targets = new(labels, _loader?.Targets ?? default);
        (double loss, double metric) = _training.ForwardBackward(samples, targets, _options.Seed, State.Step);
        RequireFinite(loss, "the loss");
        float rate = (float)(_options.LearningRate * FactorAt(State.Step));
        _optimiser.Step(_learner.Parameters, _training.Plan.Gradients, rate, State.Step + 1, _context);
        Average();
        State.LossSum += loss * batch.Length;
        State.MetricSum += metric;
        State.StepInEpoch++;
        State.Step++;
    }

    /// <summary>Shuffles for an epoch, by its number alone: a resumed run needs no memory of it.</summary>
    internal void ArrangeOrder(int epoch)
    {
        _trainingIndices.CopyTo(_order, 0);
        ulong number = _options.ShuffleEachEpoch ? (ulong)epoch : 0;
        RandomSequence random = new(_options.Seed, RandomPurpose.Shuffle, number);
        random.Shuffle(_order);
    }

    // a ← d a + (1 − d) w. Early steps forget faster, or the initial parameters would stay in it for long.
    private void Average()
    {
        if (_options.EmaDecay == 0)
            return;
        float kept = Math.Min(_options.EmaDecay, (1f + State.Step) / (10f + State.Step));
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
        Score? validation = ValidationIndices.Length > 0 ? Evaluate(ValidationIndices) : null;
        // The last step's harm shows in no training loss: without this it would be saved.
        RequireFinite(validation?.Loss ?? 0, "the validation loss");
        float sum = TensorPrimitives.SumOfMagnitudes<float>(Network.Parameters.Span);
        RequireFinite(sum, "the sum of the weights' magnitudes");
        EpochReport report = new(
            State.Epoch + 1,
            State.LossSum / _trainingIndices.Length,
            State.MetricSum / _trainingIndices.Length,
            validation?.Loss,
            validation?.Metric,
            _options.LearningRate * FactorAt(State.Step - 1));
        State.History.Add(report);
        if (_options.Patience > 0)
            JudgeEpoch(report);
        State.Epoch++;
        (State.StepInEpoch, State.LossSum, State.MetricSum) = (0, 0, 0);
        observer?.EpochEnded(report);
    }

    private void RequireFinite(double value, string what)
    {
        if (!double.IsFinite(value))
        {
            throw new DivergenceException($"{what} became {value} in epoch {State.Epoch + 1}, after step "
                + $"{State.StepInEpoch:N0}: the learning rate ({_options.LearningRate}) is too high for "
                + "this network and data.");
        }
    }

    private void JudgeEpoch(EpochReport report)
    {
        double? best = State.BestEpoch == 0 ? null : State.History[State.BestEpoch - 1].ValidationMetric;
        double? now = report.ValidationMetric;
        if (best is null || (_loss.HigherIsBetter ? now > best : now < best))
        {
            State.BestEpoch = report.Epoch;
            Network.Parameters.CopyTo(State.BestParameters);
        }
        State.Stopped = report.Epoch - State.BestEpoch >= _options.Patience;
    }

    private static TrainingSettings Checked(TrainingSettings settings)
    {
        settings.Check();
        return settings;
    }

    private double FactorAt(long step) => _options.Schedule.FactorAt(step, _stepsPerEpoch, _options.Epochs);

    private StepReport ReportStep()
    {
        int seen = Math.Min(State.StepInEpoch * _options.BatchSize, _order.Length);
        return new(State.Epoch + 1, _options.Epochs, State.StepInEpoch, _stepsPerEpoch,
            State.LossSum / seen, State.MetricSum / seen);
    }

    private TrainingState Begin()
    {
        bool averages = _options.EmaDecay > 0;
        if (averages)
            _learner.Parameters.CopyTo(Network.Parameters);
        return new()
        {
            Parameters = _learner.Parameters,
            EmaParameters = averages ? Network.Parameters : default,
            OptimiserState = _optimiser.State,
            BestParameters = new float[_options.Patience > 0 ? Network.Parameters.Length : 0],
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
        bool possible = saved.Epoch >= 0 && saved.Epoch <= _options.Epochs
            && saved.History.Count == saved.Epoch
            && saved.StepInEpoch >= 0 && saved.StepInEpoch <= _stepsPerEpoch
            && saved.Step == ((long)saved.Epoch * _stepsPerEpoch) + saved.StepInEpoch
            && saved.BestEpoch >= 0 && saved.BestEpoch <= saved.Epoch;
        if (!possible)
        {
            throw new ArgumentException($"the state stands at epoch {saved.Epoch}, step {saved.StepInEpoch}, "
                + $"{saved.Step} in all, which {_options.Epochs} epochs of {_stepsPerEpoch} steps never "
                + "pass.");
        }
        foreach (EpochReport report in saved.History)
            state.History.Add(report);
        (state.Epoch, state.StepInEpoch, state.Step) = (saved.Epoch, saved.StepInEpoch, saved.Step);
        (state.LossSum, state.MetricSum) = (saved.LossSum, saved.MetricSum);
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
