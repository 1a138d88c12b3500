using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Recognition.Explaining;

/// <summary>
/// What every single layer of a network gives for one picture. A plan of the whole network joins layers, so
/// that some outputs are never there; here the layers up to the one that is asked for run as a network.
/// </summary>
internal sealed class Layerwise(Network network, byte[] pixels, float pixelScale)
{
    /// <summary>The picture as the network takes it, [784].</summary>
    public float[] Input
    {
        get
        {
            float factor = 1 / pixelScale; // rounded first, as the kernels do
            return [.. pixels.Select(pixel => pixel * factor)];
        }
    }

    /// <summary>What a layer gives, [H, W, C].</summary>
    public float[] OutputOf(int layer)
    {
        Network first = new([.. network.Layers.Take(layer + 1)]);
        network.Parameters[..first.Parameters.Length].CopyTo(first.Parameters);
        using ComputeContext context = new(threads: 1);
        Plan plan = Plan.Compile(first, capacity: 1, isTraining: false);
        new Executor(plan, context).Predict(new(pixels, first: 0, count: 1, pixels.Length, pixelScale));
        return plan.OutputOf(layer, 1).Row(0).ToArray();
    }

    /// <summary>Whether a layer only passes on what it is given.</summary>
    public bool PassesOn(int layer) => network.Layers[layer] is Flatten or Dropout;
}
