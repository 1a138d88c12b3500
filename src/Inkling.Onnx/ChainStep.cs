using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Onnx;

/// <summary>A layer of a network that is read from a graph.</summary>
/// <param name="AddTo">Adds it to a builder.</param>
/// <param name="Values">What it has learnt, tensor by tensor, in a file's order.</param>
/// <param name="Source">Of an addition, the earlier step whose output it adds; else null.</param>
internal sealed record ChainStep(
    Action<NetworkBuilder> AddTo, IReadOnlyList<float[]> Values, int? Source = null)
{
    /// <summary>Whether it pads pictures with 0.</summary>
    public bool IsPadded { get; init; }

    /// <summary>Whether it only passes on what it is given.</summary>
    public bool KeepsOffsets { get; init; }

    /// <summary>A layer that learns nothing.</summary>
    public static ChainStep Plain(Action<NetworkBuilder> add) => new(add, []);

    /// <summary>The network of the steps; between an addition and its source lies a residual block.</summary>
    /// <exception cref="ArgumentException">Layers don't fit together.</exception>
    public static Network Build(IReadOnlyList<ChainStep> steps)
    {
        NetworkBuilder builder = new(GraphInput.Side, GraphInput.Side);
        Add(builder, steps, 0, steps.Count);
        Network network = builder.Build();
        int tensor = 0;
        foreach (float[] values in steps.SelectMany(step => step.Values))
        {
            NetworkTensor own = network.Tensors[tensor++];
            if (values.Length != own.Length)
            {
                throw new ArgumentException(
                    $"its {own.Name} has {values.Length:N0} values, not {own.Length:N0}");
            }
            Span<float> arena = network.Parameters.Span.Slice(own.Offset, own.Length);
            for (int i = 0; i < values.Length; i++)
                arena[own.Definition.OffsetOf(i)] = values[i];
        }
        return network;
    }

    private static void Add(NetworkBuilder builder, IReadOnlyList<ChainStep> steps, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            // The outermost block that begins here.
            int addition = Enumerable.Range(i, end - i).LastOrDefault(j => steps[j].Source == i - 1, -1);
            if (addition < 0)
            {
                steps[i].AddTo(builder);
                continue;
            }
            int begin = i;
            builder.Residual(block => Add(block, steps, begin, addition));
            i = addition;
        }
    }
}
