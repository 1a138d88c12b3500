using System.Diagnostics;
using System.Numerics.Tensors;
using Inkling.Neural.Kernels;
using Inkling.Neural.Layers;
using Inkling.Neural.Losses;

namespace Inkling.Neural;

/// <summary>
/// The buffers of one network at work: what every layer gives, and when learning also every gradient. All are
/// made here, once, for batches of up to a stated size; passes over them allocate nothing. One caller at a
/// time.
/// </summary>
public sealed class Workspace
{
    private readonly Network _network;
    private readonly MatrixProduct _product;
    private readonly bool _takesBytes;
    private readonly Matrix[] _outputs;     // [0] is the network's input unless bytes do, [i] what layer i gives
    private readonly Matrix[] _dOutputs;    // empty when not learning
    private readonly Matrix[] _kept;
    private readonly Memory<float>[] _parameters;
    private readonly Memory<float>[] _gradients;
    private readonly Matrix _probabilities;
    private readonly SampleShares _samples;
    private readonly LayerPass[] _passes;
    private SamplewiseTail? _tail;
    private readonly bool[] _rectifies;     // whether layer i does the ReLU that follows it
    private readonly bool[] _masks;         // whether layer i does the gradient of the ReLU before it
    private readonly bool[] _isDoneForward; // whether layer i has nothing left to do
    private readonly bool[] _isDoneBackward;

    /// <summary>Makes the buffers for batches of up to <paramref name="capacity"/> samples.</summary>
    public Workspace(Network network, int capacity, bool learning, MatrixProduct product)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _network = network;
        _product = product;
        _samples = new SampleShares(product);
        Capacity = capacity;
        int layers = network.Layers.Count;
        _takesBytes = network.Layers[0].TakesBytes;
        (_rectifies, _masks, _isDoneForward, _isDoneBackward) =
            (new bool[layers], new bool[layers], new bool[layers], new bool[layers]);
        bool[] inPlace = new bool[layers];
        Arrange(inPlace);
        _outputs = Buffers(network, capacity, _isDoneForward);
        if (!_takesBytes)
            _outputs[0] = Buffer(capacity, network.Input.Size);
        _dOutputs = learning ? Buffers(network, capacity, inPlace) : new Matrix[layers + 1];
        _kept = new Matrix[layers];
        for (int layer = 0; layer < layers; layer++)
            _kept[layer] = Buffer(learning ? capacity : 0, network.Layers[layer].KeptPerSample);
        _probabilities = Buffer(capacity, network.Classes);
        Gradients = AlignedBuffer.Allocate(learning ? network.Parameters.Length : 0);
        _parameters = Slices(network, network.Parameters);
        _gradients = learning ? Slices(network, Gradients) : new Memory<float>[layers];
        _passes = new LayerPass[layers];
        if (learning)
            _tail = new SamplewiseTail(network, _passes, capacity, product);
    }

    /// <summary>The most samples in a batch.</summary>
    public int Capacity { get; }

    // Who only predicts, as most who don't learn, does without.
    private SamplewiseTail Tail => _tail ??= new(_network, _passes, Capacity, _product);

    /// <summary>
    /// The gradient of the loss by each parameter, laid out as the network's arena; empty when not learning.
    /// </summary>
    public Memory<float> Gradients { get; }

    /// <summary>
    /// What layer <paramref name="layer"/> gave for the last batch, [count, Out]; where a ReLU follows it, rectified.
    /// </summary>
    public Matrix OutputOf(int layer, int count) => _outputs[layer + 1].Top(count);

    /// <summary>Reads samples: their probabilities [N, classes].</summary>
    public Matrix Predict(ByteBatch samples)
    {
        Arrange(samples, training: false, seed: 0, step: 0);
        Forward(samples, _network.Layers.Count);
        Matrix probabilities = _probabilities.Top(samples.Count);
        SoftmaxCrossEntropy.Softmax(_outputs[^1].Top(samples.Count), probabilities);
        return probabilities;
    }

    /// <summary>
    /// One pass forward and back over samples: fills <see cref="Gradients"/>. What is learnt are the labels or, where they are
    /// given, <paramref name="targets"/>, [N, classes]: the probability that each class is to have.
    /// </summary>
    /// <returns>The mean loss, and how many were right before learning from them.</returns>
    public (double Loss, int Correct) Learn(
        ByteBatch samples, ReadOnlySpan<int> labels, ulong seed, long step, float labelSmoothing = 0, Matrix targets = default)
    {
        Arrange(samples, training: true, seed, step);
        Forward(samples, Tail.FirstBySamples);
        int count = samples.Count;
        (double, int) outcome = Tail.Learn(
            new(_outputs[^1].Top(count), _probabilities.Top(count), _dOutputs[^1].Top(count), targets, labelSmoothing), labels);
        for (int layer = Tail.First - 1; layer >= 0; layer--)
        {
            AddSkipped(layer, count);
            if (!_passes[layer].IsDoneBackward)
                _network.Layers[layer].Backward(_passes[layer]);
        }
        return outcome;
    }

    /// <summary>The mean loss over samples and how many are right, without learning.</summary>
    public (double Loss, int Correct) Measure(ByteBatch samples, ReadOnlySpan<int> labels)
    {
        Arrange(samples, training: false, seed: 0, step: 0);
        Forward(samples, Tail.FirstBySamples);
        return Tail.Measure(new(_outputs[^1].Top(samples.Count), _probabilities.Top(samples.Count)), labels);
    }

    /// <summary>The index of the largest value, the first of equal ones.</summary>
    public static int IndexOfMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
                best = i;
        }
        return best;
    }

    private void Arrange(ByteBatch samples, bool training, ulong seed, long step)
    {
        for (int layer = 0; layer < _passes.Length; layer++)
            _passes[layer] = Pass(layer, samples, training, seed, step);
    }

    // The layers before layer end, one after the other.
    private void Forward(ByteBatch samples, int end)
    {
        if (!_takesBytes)
            samples.CopyTo(_outputs[0].Top(samples.Count));
        for (int layer = 0; layer < end; layer++)
        {
            if (!_passes[layer].IsDoneForward)
                _network.Layers[layer].Forward(_passes[layer]);
        }
    }

    // A ReLU works in place in the direction in which its neighbour does its work, and what is flattened stays as it lies.
    // Loops, and no queries: these would be compiled anew in each process, and take longer than reading a digit.
    private void Arrange(bool[] inPlace)
    {
        IReadOnlyList<Layer> layers = _network.Layers;
        for (int layer = 0; layer < layers.Count; layer++)
        {
            // A neighbour does the ReLU's work where nobody else wants what comes between, or adds to its gradient.
            _rectifies[layer] = layer + 1 < layers.Count
                && layers[layer].CanRectify && layers[layer + 1] is Relu && !_network.IsAdded(layer);
            _masks[layer] = layer > 0 && layers[layer].CanMask && layers[layer - 1] is Relu && !_network.IsAdded(layer - 1);
        }
        for (int layer = 1; layer < layers.Count; layer++)
        {
            bool isFlattened = layers[layer] is Flatten;
            _isDoneForward[layer] = isFlattened || _rectifies[layer - 1];
            inPlace[layer] = isFlattened || (layer + 1 < layers.Count && _masks[layer + 1]);
            _isDoneBackward[layer] = inPlace[layer] && !_masks[layer];
        }
    }

    // What a layer gave went further than to the next: to those that add it.
    private void AddSkipped(int layer, int count)
    {
        for (int later = layer + 1; later < _network.Layers.Count; later++)
        {
            if (_network.Layers[later] is Add add && add.Source == layer)
            {
                Span<float> gradient = _dOutputs[layer + 1].Top(count).Span;
                TensorPrimitives.Add(gradient, _dOutputs[later + 1].Top(count).Span, gradient);
            }
        }
    }

    private LayerPass Pass(int layer, ByteBatch samples, bool training, ulong seed, long step) => new()
    {
        X = _outputs[layer].Top(samples.Count),
        Bytes = layer == 0 && _takesBytes ? samples : default,
        Y = _outputs[layer + 1].Top(samples.Count),
        DX = _dOutputs[layer].Top(samples.Count),
        DY = _dOutputs[layer + 1].Top(samples.Count),
        Kept = training ? _kept[layer].Top(samples.Count) : default,
        Parameters = _parameters[layer],
        Gradients = _gradients[layer],
        Product = _product,
        Samples = _samples,
        Skipped = _network.Layers[layer] is Add add ? _outputs[add.Source + 1].Top(samples.Count) : default,
        IsDoneForward = _isDoneForward[layer],
        IsDoneBackward = _isDoneBackward[layer],
        Rectifies = _rectifies[layer],
        MasksDX = _masks[layer],
        Training = training,
        // 256 layers share a step's numbers without meeting: no network of ours comes near that depth.
        Random = new(seed, RandomPurpose.Dropout, ((ulong)step << 8) + (ulong)layer),
    };

    private static Matrix Buffer(int rows, int columns) => new(AlignedBuffer.Allocate(rows * columns), rows, columns);

    // One for what each layer gives, at its index and 1; a layer that works in place has the one before.
    private static Matrix[] Buffers(Network network, int capacity, bool[] isInPlace)
    {
        Matrix[] buffers = new Matrix[network.Layers.Count + 1];
        for (int layer = 0; layer < network.Layers.Count; layer++)
            buffers[layer + 1] = isInPlace[layer] ? buffers[layer] : Buffer(capacity, network.Layers[layer].Output.Size);
        return buffers;
    }

    private static Memory<float>[] Slices(Network network, Memory<float> arena)
    {
        Memory<float>[] slices = new Memory<float>[network.Layers.Count];
        int offset = 0;
        for (int layer = 0; layer < slices.Length; layer++)
        {
            int length = network.Layers[layer].ParameterCount;
            slices[layer] = arena.Slice(offset, length);
            offset += length;
        }
        return slices;
    }
}
