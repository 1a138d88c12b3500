using Inkling.Neural;
using Inkling.Neural.Layers;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;

namespace Inkling.Recognition.Models;

/// <summary>
/// The weights [Count × Height × Width] of a network's first tensor of weights, as a picture for each unit or
/// kernel. Deeper weights meet no pixels, so they make no picture.
/// </summary>
internal sealed record WeightPictures(string Tensor, int Count, int Height, int Width, float[] Values)
{
    // A few weights far out would leave all others pale, so the scale ends where 99.5 % of them lie.
    private const double ShareWithinScale = 0.995;

    /// <summary>The magnitude at which a picture's colour is full.</summary>
    public float Scale { get; } = MagnitudeThatHolds(Values, ShareWithinScale);

    /// <summary>The weights of one unit.</summary>
    public ReadOnlySpan<float> Picture(int unit) => Values.AsSpan(unit * Height * Width, Height * Width);

    /// <summary>Those of a network; none where its first weights are no picture.</summary>
    public static WeightPictures? Of(Network network)
    {
        NetworkTensor? first =
            network.Tensors.FirstOrDefault(tensor => tensor.Definition.Kind == ParameterKind.Weights);
        if (first is null)
            return null;
        NumpyArray array = NumpyArray.Of(first, network.Parameters.Span);
        return FormOf(array.Shape) is var (count, height, width)
            ? new(first.Name, count, height, width, array.Values)
            : null;
    }

    /// <summary>The pictures of a tensor of (Out, side²), (Out, H, W) or (Out, H, W, 1); else none.</summary>
    public static (int Count, int Height, int Width)? FormOf(IReadOnlyList<int> shape) => shape switch
    {
        [int count, int inputs] when SideOf(inputs) is > 1 and int side => (count, side, side),
        [int count, > 0 and int height, > 0 and int width, 1] => (count, height, width),
        [int count, > 0 and int height, > 0 and int width] => (count, height, width),
        _ => null,
    };

    private static int SideOf(int inputs) =>
        (int)Math.Sqrt(inputs) is var side && side * side == inputs ? side : 0;

    private static float MagnitudeThatHolds(float[] values, double share)
    {
        float[] magnitudes = [.. values.Select(MathF.Abs).Where(float.IsFinite)];
        if (magnitudes.Length == 0)
            return 0;
        Array.Sort(magnitudes);
        return magnitudes[(int)((magnitudes.Length - 1) * share)];
    }
}
