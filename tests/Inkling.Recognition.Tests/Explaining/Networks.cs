using Inkling.Neural;
using Inkling.Neural.Networks;

namespace Inkling.Recognition.Tests.Explaining;

/// <summary>Networks of convolutions that learnt nothing, and pictures for them.</summary>
internal static class Networks
{
    /// <summary>
    /// Everything is drawn at random, norms and biases too, so that nothing is 0 or 1 by chance.
    /// </summary>
    public static Network Random(string text, ulong seed)
    {
        Network network = NetworkDescription.Parse(text).Build();
        network.Initialise(Initialisation.He, seed);
        Random random = new((int)seed);
        foreach (NetworkTensor tensor in network.Tensors)
        {
            foreach (ref float value in network.Parameters.Span.Slice(tensor.Offset, tensor.Length))
            {
                value = tensor.Definition.Kind switch
                {
                    Neural.Layers.ParameterKind.Weights => value,
                    Neural.Layers.ParameterKind.Variances => 0.5f + random.NextSingle(),
                    // Of either sign: a norm may turn a map over.
                    Neural.Layers.ParameterKind.Scales =>
                        random.NextSingle() < 0.25 ? -0.7f : 0.5f + random.NextSingle(),
                    _ => random.NextSingle() - 0.4f,
                };
            }
        }
        return network;
    }

    public static byte[] Picture(int seed)
    {
        byte[] pixels = new byte[784];
        new Random(seed).NextBytes(pixels);
        return pixels;
    }
}
