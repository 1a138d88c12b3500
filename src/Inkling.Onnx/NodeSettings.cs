using global::Onnx;
using Inkling.Neural;

namespace Inkling.Onnx;

/// <summary>The settings of a node, with what ONNX takes where one is not stated.</summary>
internal static class NodeSettings
{
    public static long IntegerOf(this NodeProto node, string name, long otherwise) =>
        node.Attribute.FirstOrDefault(one => one.Name == name)?.I ?? otherwise;

    public static float NumberOf(this NodeProto node, string name, float otherwise) =>
        node.Attribute.FirstOrDefault(one => one.Name == name)?.F ?? otherwise;

    public static long[] IntegersOf(this NodeProto node, string name) =>
        [.. node.Attribute.FirstOrDefault(one => one.Name == name)?.Ints ?? []];

    /// <summary>The window of a convolution over pictures of a shape.</summary>
    /// <exception cref="InvalidDataException">Its padding is not the same on opposite sides.</exception>
    public static Window WindowOver(this NodeProto node, Shape shape, int height, int width)
    {
        long[] strides = node.IntegersOf("strides") is { Length: 2 } stated ? stated : [1, 1];
        long[] pads = node.IntegersOf("pads") is { Length: 4 } given ? given : [0, 0, 0, 0];
        string? automatic = node.Attribute.FirstOrDefault(one => one.Name == "auto_pad")?.S.ToStringUtf8();
        if (automatic?.StartsWith("SAME", StringComparison.Ordinal) == true)
            pads = Same(shape, height, width, strides);
        if (pads[0] != pads[2] || pads[1] != pads[3])
        {
            throw new InvalidDataException($"its node \"{node.Name}\" ({node.OpType}) has other padding on "
                + $"one side than on the other, {string.Join(", ", pads)}");
        }
        return new(shape, height, width, ((int)strides[0], (int)strides[1]), ((int)pads[0], (int)pads[1]));
    }

    // As many outputs as inputs, divided by the stride and rounded up.
    private static long[] Same(Shape shape, int height, int width, long[] strides)
    {
        long rows = Missing(shape.Height, height, strides[0]);
        long columns = Missing(shape.Width, width, strides[1]);
        return [rows / 2, columns / 2, (rows + 1) / 2, (columns + 1) / 2];
    }

    private static long Missing(int size, int window, long stride) =>
        Math.Max(0, ((((size + stride - 1) / stride) - 1) * stride) + window - size);
}
