using Inkling.Neural.Kernels;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Execution;

/// <summary>
/// A network compiled for batches of up to a stated size: a flat list of operations with their buffers,
/// divided into stages. Fusion happens here and nowhere else: a ReLU joins the operation before it,
/// identities are gone, residual additions are explicit. An <see cref="Executor"/> runs it.
/// </summary>
internal sealed class Plan
{
    private readonly Matrix[] _outputs;  // of each layer

    private Plan(Network network, int capacity, bool isTraining, PlanBuilder builder)
    {
        (Network, Capacity, IsTraining) = (network, capacity, isTraining);
        (Operations, _outputs, Gradients) = (builder.Operations, builder.Outputs, builder.Gradients);
        (Output, DOutput) = (builder.Outputs[^1], builder.DOutput);
        Stages = Stage.Divide(Operations);
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The most samples in a batch.</summary>
    public int Capacity { get; }

    /// <summary>Whether it has gradients and a backward pass.</summary>
    public bool IsTraining { get; }

    /// <summary>Parameter gradients, laid out as the network's arena; empty in inference.</summary>
    public Memory<float> Gradients { get; }

    /// <summary>The operations, first to last.</summary>
    internal Operation[] Operations { get; }

    /// <summary>The operations between which threads have to wait for each other.</summary>
    internal Stage[] Stages { get; }

    /// <summary>The network's output, [capacity, Out].</summary>
    internal Matrix Output { get; }

    /// <summary>The gradient of the loss by it.</summary>
    internal Matrix DOutput { get; }

    /// <summary>Compiles a network.</summary>
    /// <param name="network">The network; its parameters are used where they lie.</param>
    /// <param name="capacity">The most samples in a batch.</param>
    /// <param name="isTraining">Whether for training; else for inference, where dropout is off. Fold batch
    /// norms before (<see cref="BatchNormFolding"/>).</param>
    /// <param name="path">The instruction set; without one, <see cref="KernelPath.Chosen"/>.</param>
    /// <param name="takesFloats">Whether samples are floats; else bytes.</param>
    public static Plan Compile(
        Network network, int capacity, bool isTraining, KernelPath? path = null, bool takesFloats = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        PlanBuilder builder = new(network, capacity, isTraining, takesFloats, path ?? KernelPath.Chosen);
        return new(network, capacity, isTraining, builder);
    }

    /// <summary>Returns a layer's output for the last batch, after a fused ReLU: [count, Out].</summary>
    public Matrix OutputOf(int layer, int count) => _outputs[layer].Top(count);
}

/// <summary>Compiles layer after layer.</summary>
internal sealed class PlanBuilder
{
    private readonly Network _network;
    private readonly int _capacity;
    private readonly bool _isTraining;
    private readonly KernelPath _path;
    private readonly List<Operation> _operations = [];
    private readonly Matrix[] _dOutputs;
    private Matrix _y, _dY;             // the output so far, and its gradient
    private Operation? _producer;       // the operation that gave it, while nothing else reads it

    public PlanBuilder(Network network, int capacity, bool isTraining, bool takesFloats, KernelPath path)
    {
        (_network, _capacity, _isTraining, _path) = (network, capacity, isTraining, path);
        int layers = network.Layers.Count;
        (Outputs, _dOutputs) = (new Matrix[layers], new Matrix[layers]);
        Gradients = AlignedBuffer.Allocate(isTraining ? network.Parameters.Length : 0);
        if (takesFloats || !ReadsBytes())
        {
            _y = AlignedBuffer.AllocateMatrix(capacity, network.Input.Size);
            _operations.Add(new InputOperation(new(default, _y, default, default) { Path = path }));
        }
        for (int layer = 0, offset = 0; layer < layers; offset += network.Layers[layer++].ParameterCount)
        {
            Add(layer, offset);
            (Outputs[layer], _dOutputs[layer]) = (_y, _dY);
            BranchOff(layer);
        }
    }

    public Operation[] Operations => [.. _operations];
    public Matrix[] Outputs { get; }
    public Matrix DOutput => _dY;
    public Memory<float> Gradients { get; }

    // Whether the first layer that computes reads bytes, and nothing else reads the input.
    private bool ReadsBytes()
    {
        int first = 0;
        IReadOnlyList<Layer> layers = _network.Layers;
        while (first < layers.Count && layers[first].IsIdentity(_isTraining) && !_network.IsResidual(first))
            first++;
        return first < _network.Layers.Count && _network.Layers[first].ReadsBytes;
    }

    private void Add(int index, int offset)
    {
        Layer layer = _network.Layers[index];
        if (layer.IsIdentity(_isTraining))
            return;
        if (layer is Relu && _producer is { DividesWeights: false, FuseRelu: false })
        {
            _producer.FuseRelu = true;
            return;
        }
        // A ReLU of its own works in place. A residual block's buffers exist since it branched off.
        if (layer is Relu && _producer is not null)
            (Outputs[index], _dOutputs[index]) = (_y, _dY);
        else if (layer is not Layers.Add)
            (Outputs[index], _dOutputs[index]) = (Allocate(layer), AllocateGradient(layer));
        int parameters = layer.ParameterCount;
        OperationBuffers buffers = new(_y, Outputs[index], _dY, _dOutputs[index])
        {
            Parameters = _network.Parameters.Slice(offset, parameters),
            Gradients = _isTraining ? Gradients.Slice(offset, parameters) : default,
            Residual = layer is Layers.Add add ? Outputs[add.Source] : default,
            Path = _path,
        };
        IReadOnlyList<Operation> operations = layer.Compile(index, buffers);
        _operations.AddRange(operations);
        (_y, _dY, _producer) = (Outputs[index], _dOutputs[index], operations[^1]);
    }

    // A residual block that begins here adds this layer's output at its end: the output has two readers.
    private void BranchOff(int index)
    {
        for (int later = index + 1; later < _network.Layers.Count; later++)
        {
            if (_network.Layers[later] is not Layers.Add add || add.Source != index)
                continue;
            (Outputs[later], _dOutputs[later]) = (Allocate(add), AllocateGradient(add));
            _operations.Add(new BranchOperation(new(_y, _y, _dY, _dY) { Path = _path }, _dOutputs[later]));
            _producer = null;
        }
    }

    private Matrix Allocate(Layer layer) => AlignedBuffer.AllocateMatrix(_capacity, layer.Output.Size);

    private Matrix AllocateGradient(Layer layer) => _isTraining ? Allocate(layer) : default;
}
