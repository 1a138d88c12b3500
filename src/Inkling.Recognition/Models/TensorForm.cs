using Inkling.Neural;
using Inkling.Neural.Layers;

namespace Inkling.Recognition.Models;

/// <summary>
/// How learnt tensors stand in files, which is as the original keeps them: weights (Out, In), biases (Out, 1). A network at
/// work keeps the weights transposed, [In, Out].
/// </summary>
public static class TensorForm
{
    /// <summary>The shape of a tensor in a file.</summary>
    public static IReadOnlyList<int> ShapeOf(ParameterTensor tensor) => tensor.Kind == ParameterKind.Weights
        ? [tensor.Shape[1], tensor.Shape[0]]
        : [tensor.Shape[0], 1];

    /// <summary>A tensor of a network as a file has it.</summary>
    internal static NumpyArray ToFile(NetworkTensor tensor, ReadOnlySpan<float> parameters)
    {
        IReadOnlyList<int> shape = ShapeOf(tensor.Definition);
        float[] values = new float[tensor.Length];
        Transpose(parameters.Slice(tensor.Offset, tensor.Length), shape[1], values);
        return new(shape, values);
    }

    /// <summary>Writes what a file has to the tensor's place among a network's parameters.</summary>
    internal static void FromFile(NetworkTensor tensor, ReadOnlySpan<float> values, Span<float> parameters) =>
        Transpose(values, ShapeOf(tensor.Definition)[0], parameters.Slice(tensor.Offset, tensor.Length));

    // to [columns, rows] from [rows, columns]; columns = length / rows.
    private static void Transpose(ReadOnlySpan<float> from, int rows, Span<float> to)
    {
        int columns = from.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                to[(column * rows) + row] = from[(row * columns) + column];
        }
    }
}
