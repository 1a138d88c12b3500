using Inkling.Neural;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

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
            values[i] = parameters[tensor.Offset + tensor.Definition.OffsetOf(i)];
        return new(tensor.Definition.FileShape, values);
    }

    /// <summary>Writes what a file has to the tensor's place among a network's parameters.</summary>
    internal static void FromFile(NetworkTensor tensor, ReadOnlySpan<float> values, Span<float> parameters)
    {
        Span<float> to = parameters.Slice(tensor.Offset, tensor.Length);
        if (tensor.Definition.Kind != ParameterKind.Weights)
        {
            values.CopyTo(to);
            return;
        }
        int rows = tensor.Definition.Shape[0], columns = tensor.Definition.Shape[1];
        for (int column = 0; column < columns; column++)
        {
            int step = PanelMatrix.WidthOf(column / PanelMatrix.PanelColumns, columns);
            int offset = PanelMatrix.OffsetOf(row: 0, column, rows, columns);
            foreach (float value in values.Slice(column * rows, rows))
            {
                to[offset] = value;
                offset += step;
            }
        }
    }
}
