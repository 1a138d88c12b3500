using Inkling.Neural.Kernels;
using Inkling.Neural.Layers;

namespace Inkling.Neural.Tests.Layers;

/// <summary>A layer's operations over buffers of their own, one after the other, without a plan.</summary>
internal sealed class LayerRun
{
    private readonly Scratch _scratch = new(KernelPath.Chosen);
    private readonly OperationBuffers _buffers;
    private readonly Batch _batch;

    /// <summary>Binds a layer to buffers; <paramref name="index"/> names its random numbers.</summary>
    public LayerRun(Layer layer, OperationBuffers buffers,
        int index = 3, SampleBatch bytes = default, ulong seed = 1, long step = 0)
    {
        _buffers = buffers;
        Operations = layer.Compile(index, buffers);
        int rows = buffers.Y.Rows;
        SampleBatch samples = bytes.Count > 0 ? bytes : new(new byte[rows], 0, rows, columns: 1, scale: 1);
        _batch = new(samples, seed, step);
    }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Buffers for a batch: X is given, Y and the gradients are zeros.</summary>
    public static OperationBuffers Buffers(Layer layer, int batch, Matrix x, Memory<float> parameters) => new(
        x, New(batch, layer.Output.Size), New(batch, layer.Input.Size), New(batch, layer.Output.Size))
    {
        Parameters = parameters,
        Gradients = new float[layer.ParameterCount],
        Path = KernelPath.Chosen,
    };

    public void Forward()
    {
        foreach (Operation operation in Operations)
        {
            operation.PrepareForward(new(_batch, _scratch));
            operation.Forward(new(_batch, _scratch));
        }
    }

    /// <summary>Backward from dY, which is left as it is; gradients are summed in three parts.</summary>
    public void Backward()
    {
        float[] dY = _buffers.DY.Span.ToArray();
        foreach (Operation operation in Operations.Reverse())
        {
            operation.PrepareBackward(new(_batch, _scratch));
            operation.Backward(new(_batch, _scratch));
        }
        foreach (Operation operation in Operations)
        {
            for (int part = 0; part < 3; part++)
                operation.SumGradients(new(_batch, _scratch, Part: part, Parts: 3));
        }
        dY.CopyTo(_buffers.DY.Span);
    }

    public static Matrix New(int rows, int columns) => new(new float[rows * columns], rows, columns);
}
