using System.Diagnostics;
using Inkling.Neural.Kernels;
using Inkling.Neural.Layers;
using Inkling.Neural.Losses;

namespace Inkling.Neural;

/// <summary>
/// The end of a network, behind the last layer in which samples meet, and the loss. There threads have to wait for each other only
/// twice in a step. First each takes its own samples through the layers, to the loss and back; then, when the gradients by all
/// that the layers give are there, each sums up its part of every parameter's. Of 784-256-64-10, whose first layer is too large
/// for the first of these:
/// <code>
///             forward, loss, back                   |  gradients of parameters
///   thread 0  samples  0 …  63: layers 2, 3, 3, 2   |  layers 1, 2, 3: the left half of the weights
///   thread 1  samples 64 … 127: layers 2, 3, 3, 2   |  layers 1, 2, 3: the right half
/// </code>
/// No bit depends on the number of threads. It allocates nothing after it is made, and serves one caller at a time.
/// </summary>
internal sealed class SamplewiseTail : ISharedWork
{
    // Below so many multiply-adds waking the other threads costs more than they save.
    private const int WorthSharing = 100_000;

    // Of a layer that has more, each thread keeps a part in its cache (Share); by samples it would need all of them, and fetch
    // in every step what the others have just changed.
    private const int MostParameters = 50_000;

    private readonly IReadOnlyList<Layer> _layers;
    private readonly LayerPass[] _passes;
    private readonly MatrixProduct _product;
    private readonly Hand[] _hands;
    private readonly int[] _labels;
    private readonly double[] _losses;
    private readonly long _multiplyAdds;    // of the layers that are taken by samples
    private readonly long _allMultiplyAdds; // of all
    private Phase _phase;
    private TailBatch _batch;

    /// <summary>Makes ready for batches of up to <paramref name="capacity"/> samples.</summary>
    /// <param name="network">The network whose end it is.</param>
    /// <param name="passes">What each of its layers works on: filled before a batch is run.</param>
    /// <param name="capacity">The most samples in a batch.</param>
    /// <param name="product">Whose threads share the work.</param>
    public SamplewiseTail(Network network, LayerPass[] passes, int capacity, MatrixProduct product)
    {
        (_layers, _passes, _product) = (network.Layers, passes, product);
        First = _layers.Count;
        while (First > 0 && _layers[First - 1] is SamplewiseLayer)
            First--;
        FirstBySamples = _layers.Count;
        while (FirstBySamples > First && _layers[FirstBySamples - 1].ParameterCount <= MostParameters)
            FirstBySamples--;
        for (int layer = First; layer < _layers.Count; layer++)
        {
            _allMultiplyAdds += _layers[layer].MultiplyAdds;
            _multiplyAdds += layer >= FirstBySamples ? _layers[layer].MultiplyAdds : 0;
        }
        _hands = new Hand[product.Threads];
        for (int worker = 0; worker < _hands.Length; worker++)
            _hands[worker] = new Hand(product, worker);
        (_labels, _losses) = (new int[capacity], new double[capacity]);
    }

    private enum Phase
    {
        Measure,
        Learn,
        SumGradients,
    }

    /// <summary>The first layer whose parameters' gradients are summed here.</summary>
    public int First { get; }

    /// <summary>The first layer that threads take samples through side by side; those before it are run one by one.</summary>
    public int FirstBySamples { get; }

    /// <summary>From what layer <see cref="FirstBySamples"/> takes to the loss: its mean over the batch, and how many are right.</summary>
    public (double Loss, int Correct) Measure(in TailBatch batch, ReadOnlySpan<int> labels) =>
        Run(Phase.Measure, batch, labels);

    /// <summary>The same, and back: the gradients by all inputs and parameters.</summary>
    public (double Loss, int Correct) Learn(in TailBatch batch, ReadOnlySpan<int> labels)
    {
        (double, int) outcome = Run(Phase.Learn, batch, labels);
        for (int layer = FirstBySamples - 1; layer >= First; layer--)
        {
            if (!_passes[layer].IsDoneBackward)
                ((SamplewiseLayer)_layers[layer]).InputGradients(_passes[layer]);
        }
        Run(Phase.SumGradients);
        return outcome;
    }

    private (double Loss, int Correct) Run(Phase phase, in TailBatch batch, ReadOnlySpan<int> labels)
    {
        Debug.Assert(labels.Length == batch.Scores.Rows, "one label a sample");
        labels.CopyTo(_labels);
        _batch = batch;
        foreach (Hand hand in _hands)
            hand.Correct = 0;
        Run(phase);
        double loss = 0;
        for (int n = 0; n < labels.Length; n++)
            loss += _losses[n];
        int correct = 0;
        foreach (Hand hand in _hands)
            correct += hand.Correct;
        return (loss / labels.Length, correct);
    }

    private void Run(Phase phase)
    {
        _phase = phase;
        long multiplyAdds = phase == Phase.SumGradients ? _allMultiplyAdds : _multiplyAdds;
        _product.RunShared(this, isShared: multiplyAdds * _batch.Scores.Rows >= WorthSharing);
    }

    void ISharedWork.Do(int worker, int workers)
    {
        if (_phase == Phase.SumGradients)
        {
            SumGradients(workers > 1 ? _hands[worker].Share : _hands[worker].Whole);
            return;
        }
        (int first, int end) = Share.OfRows(worker, workers, _batch.Scores.Rows);
        if (first < end)
            TakeThrough(_hands[worker], first, end);
    }

    private void TakeThrough(Hand hand, int first, int end)
    {
        for (int layer = FirstBySamples; layer < _layers.Count; layer++)
        {
            if (!_passes[layer].IsDoneForward)
                _layers[layer].Forward(PassOf(layer, hand, first, end));
        }
        Matrix scores = _batch.Scores.Between(first, end), probabilities = _batch.Probabilities.Between(first, end);
        Matrix targets = _batch.Targets.Between(first, end);
        ReadOnlySpan<int> labels = _labels.AsSpan(first..end);
        Span<double> losses = _losses.AsSpan(first..end);
        if (targets.IsEmpty)
            SoftmaxCrossEntropy.Forward(scores, labels, probabilities, losses, _batch.Smoothing);
        else
            SoftmaxCrossEntropy.Forward(scores, targets, probabilities, losses);
        for (int n = 0; n < labels.Length; n++)
            hand.Correct += IsRight(probabilities.Row(n), labels[n]) ? 1 : 0;
        if (_phase == Phase.Measure)
            return;
        Matrix dScores = _batch.DScores.Between(first, end);
        if (targets.IsEmpty)
            SoftmaxCrossEntropy.Backward(probabilities, labels, dScores, _batch.Smoothing, _batch.Scores.Rows);
        else
            SoftmaxCrossEntropy.Backward(probabilities, targets, dScores, _batch.Scores.Rows);
        for (int layer = _layers.Count - 1; layer >= FirstBySamples; layer--)
        {
            if (!_passes[layer].IsDoneBackward)
                ((SamplewiseLayer)_layers[layer]).InputGradients(PassOf(layer, hand, first, end));
        }
    }

    private void SumGradients(MatrixProduct share)
    {
        for (int layer = First; layer < _layers.Count; layer++)
            ((SamplewiseLayer)_layers[layer]).ParameterGradients(_passes[layer] with { Product = share });
    }

    // Whether the label is what Workspace.IndexOfMax gives; without a branch, which would be guessed wrong for many a sample. What is
    // not a number is never right.
    private static bool IsRight(ReadOnlySpan<float> probabilities, int label)
    {
        float own = probabilities[label];
        bool isRight = true;
        for (int c = 0; c < probabilities.Length; c++)
            isRight &= (probabilities[c] < own) | ((probabilities[c] == own) & (c >= label));
        return isRight;
    }

    private LayerPass PassOf(int layer, Hand hand, int first, int end) =>
        _passes[layer].Between(first, end) with { Product = hand.Whole, Samples = hand.Samples };

    // What a worker has for itself.
    private sealed class Hand
    {
        public Hand(MatrixProduct product, int worker)
        {
            Whole = product.ShareOf(worker: 0, workers: 1);
            Share = product.ShareOf(worker, product.Threads);
            Samples = new SampleShares(Whole);
        }

        // All of a product of its own samples.
        public MatrixProduct Whole { get; }

        // Its share of one of all samples.
        public MatrixProduct Share { get; }

        public SampleShares Samples { get; }

        public int Correct { get; set; }
    }
}

/// <summary>What the end of a network works on, for N samples of C classes.</summary>
/// <param name="Scores">What the last layer gives, [N, C].</param>
/// <param name="Probabilities">What these come to, [N, C]; written.</param>
/// <param name="DScores">The gradient of the loss by the scores, [N, C]; written. Empty when not learning.</param>
/// <param name="Targets">The probability that each class is to have, [N, C]; empty where the labels say it.</param>
/// <param name="Smoothing">The share of each label that is spread over all classes.</param>
internal readonly record struct TailBatch(
    Matrix Scores, Matrix Probabilities, Matrix DScores = default, Matrix Targets = default, float Smoothing = 0);
