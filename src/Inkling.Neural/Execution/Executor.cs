using System.Diagnostics;
using Inkling.Neural.Layers;
using Inkling.Neural.Losses;

namespace Inkling.Neural.Execution;

/// <summary>
/// Runs a plan: forward through its stages, through the loss, and backward through the stages in reverse. The
/// number of threads changes no bit of the result. Runs allocate nothing; one caller at a time.
/// </summary>
internal sealed class Executor : IParallelWork
{
    private readonly Plan _plan;
    private readonly ComputeContext _context;
    private readonly Loss _loss;
    private readonly Matrix _predictions;
    private readonly double[] _losses;
    private readonly double[] _metrics;
    private readonly long _gradientWork;

    // The pass under way.
    private Batch _batch;
    private Targets _targets;
    private Stage _stage;
    private Pass _pass;

    /// <summary>Allocates the buffers to run a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="context">The threads and their scratch.</param>
    /// <param name="loss">Computes predictions and losses; softmax cross-entropy by default.</param>
    public Executor(Plan plan, ComputeContext context, Loss? loss = null)
    {
        (_plan, _context, _loss, _stage) = (plan, context, loss ?? new SoftmaxCrossEntropy(), plan.Stages[0]);
        _predictions = AlignedBuffer.AllocateMatrix(plan.Capacity, plan.Output.Columns);
        (_losses, _metrics) = (new double[plan.Capacity], new double[plan.Capacity]);
        _gradientWork = plan.Stages.Sum(stage => stage.WorkPerSample);
        if (!plan.IsTraining)
            PrepareInference();
    }

    private enum Pass
    {
        Predict,
        Forward,
        Loss,
        LossAndBackward,
        Backward,
        SumGradients,
    }

    /// <summary>The plan that it runs.</summary>
    public Plan Plan => _plan;

    /// <summary>Prepares the parameters for inference; call it after each change of them.</summary>
    public void PrepareInference()
    {
        foreach (Operation operation in _plan.Operations)
            operation.PrepareForward(WholeBatch);
    }

    /// <summary>Computes the predictions for samples, [N, Out], valid until the next call.</summary>
    public Matrix Predict(SampleBatch samples)
    {
        RequireInference();
        Begin(new(samples), default);
        RunForward(last: Pass.Predict);
        return _predictions.Top(samples.Count);
    }

    /// <summary>Computes the mean loss over samples and the sum of their metrics.</summary>
    public (double Loss, double MetricSum) Evaluate(SampleBatch samples, Targets targets)
    {
        RequireInference();
        Begin(new(samples), targets);
        RunForward(last: Pass.Loss);
        return Outcome();
    }

    /// <summary>Computes the mean loss, its gradients, and the sum of the samples' metrics.</summary>
    /// <param name="samples">The samples, [N, In].</param>
    /// <param name="targets">The targets of the samples.</param>
    /// <param name="seed">Names the random numbers of the pass, with the step.</param>
    /// <param name="step">The training step, from 0.</param>
    public (double Loss, double MetricSum) ForwardBackward(
        SampleBatch samples, Targets targets, ulong seed, long step)
    {
        Begin(new(samples, seed, step), targets);
        RunForward(last: Pass.LossAndBackward);
        for (int i = _plan.Stages.Length - 2; i >= 0; i--)
            Run(_plan.Stages[i], Pass.Backward);
        Run(_plan.Stages[^1], Pass.SumGradients);
        return Outcome();
    }

    // The last stage goes on through the loss, and back: its samples need not wait for each other.
    private void RunForward(Pass last)
    {
        foreach (Stage stage in _plan.Stages)
            Run(stage, stage == _plan.Stages[^1] ? last : Pass.Forward);
    }

    private void Run(Stage stage, Pass pass)
    {
        if (pass == Pass.Backward && !stage.HasBackward)
            return;
        (_stage, _pass) = (stage, pass);
        Prepare();
        long work = pass == Pass.SumGradients ? _gradientWork : stage.WorkPerSample;
        _context.Run(this, Stage.IsWorthSharing(work * _batch.Count));
    }

    void IParallelWork.Execute(int worker, int workers)
    {
        Portion portion = _stage.PortionOf(_batch, _context.ScratchOf(worker), worker, workers);
        if (_pass is Pass.Predict or Pass.Forward or Pass.Loss or Pass.LossAndBackward)
        {
            foreach (Operation operation in _stage.Operations)
                operation.Forward(portion);
        }
        if (_pass is Pass.Predict)
        {
            (int first, int end) = (portion.First, portion.End);
            _loss.Predict(_plan.Output.Between(first, end), _predictions.Between(first, end));
        }
        if (_pass is Pass.Loss or Pass.LossAndBackward)
            ComputeLoss(portion);
        if (_pass is Pass.Backward or Pass.LossAndBackward)
        {
            for (int i = _stage.Operations.Length - 1; i >= 0; i--)
                _stage.Operations[i].Backward(portion);
        }
        if (_pass is Pass.SumGradients)
        {
            foreach (Operation operation in _plan.Operations)
                operation.SumGradients(new(_batch, portion.Scratch, Part: worker, Parts: workers));
        }
    }

    private void ComputeLoss(in Portion portion)
    {
        (int first, int end) = (portion.First, portion.End);
        Matrix predictions = _predictions.Between(first, end);
        Targets targets = _targets.Between(first, end);
        _loss.Forward(_plan.Output.Between(first, end), targets, predictions, _losses.AsSpan(first..end));
        for (int n = 0; n < predictions.Rows; n++)
            _metrics[first + n] = _loss.Measure(predictions.Row(n), targets, n);
        if (_pass == Pass.LossAndBackward)
            _loss.Backward(predictions, targets, _plan.DOutput.Between(first, end), _batch.Count);
    }

    private void Prepare()
    {
        foreach (Operation operation in _stage.Operations)
        {
            if (_plan.IsTraining && _pass is not (Pass.Backward or Pass.SumGradients))
                operation.PrepareForward(WholeBatch);
            if (_pass is Pass.Backward or Pass.LossAndBackward)
                operation.PrepareBackward(WholeBatch);
        }
    }

    // A plan for training would drop values and update running statistics.
    private void RequireInference()
    {
        if (_plan.IsTraining)
            throw new InvalidOperationException("a training plan can't predict: compile one for inference.");
    }

    private Portion WholeBatch => new(_batch, _context.ScratchOf(0));

    private void Begin(Batch batch, Targets targets)
    {
        Debug.Assert(batch.Count <= _plan.Capacity, "the batch fits the buffers");
        (_batch, _targets) = (batch, targets);
    }

    // In the samples' order: the number of threads changes no bit.
    private (double Loss, double MetricSum) Outcome()
    {
        (double loss, double metric) = (0, 0);
        for (int n = 0; n < _batch.Count; n++)
            (loss, metric) = (loss + _losses[n], metric + _metrics[n]);
        return (loss / _batch.Count, metric);
    }
}
