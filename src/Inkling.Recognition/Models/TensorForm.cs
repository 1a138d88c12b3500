using Inkling.Neural;

namespace Inkling.Recognition.Models;

/// <summary>
/// How learnt tensors stand in files, which is as the original keeps them: weights (Out, In), biases (Out, 1). A network at
/// work keeps the weights transposed, [In, Out], and in panels.
/// </summary>
public static class TensorForm
{
    /// <summary>A tensor of a network as a file has it.</summary>
    internal static NumpyArray ToFile(NetworkTensor tensor, ReadOnlySpan<float> parameters)
    {
        float[] values = new float[tensor.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = parameters[tensor.Offset + tensor.Definition.PlaceOf(i)];
        return new(tensor.Definition.FileShape, values);
    }

    /// <summary>Writes what a file has to the tensor's place among a network's parameters.</summary>
    internal static void FromFile(NetworkTensor tensor, ReadOnlySpan<float> values, Span<float> parameters)
    {
        for (int i = 0; i < values.Length; i++)
            parameters[tensor.Offset + tensor.Definition.PlaceOf(i)] = values[i];
    }
}
