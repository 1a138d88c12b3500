using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Models;

/// <summary>A network that reads digits, and what is known of it.</summary>
public sealed class DigitModel
{
    /// <summary>Digits there are.</summary>
    public const int Classes = 10;

    private static readonly Lazy<DigitModel> Shipped = new(LoadShipped);

    private readonly Lazy<ModelFacts> _facts;
    private readonly Lazy<Network> _reading;

    /// <summary>Joins a network and its facts.</summary>
    /// <exception cref="ArgumentException">The network does not go from 784 pixels to 10 digits.</exception>
    public DigitModel(Network network, ModelFacts facts)
        : this(network, new Lazy<ModelFacts>(facts), facts.PixelScale, facts.UnsureBelow)
    {
    }

    /// <summary>Joins a network and facts that are read when they are first asked for.</summary>
    internal DigitModel(Network network, Lazy<ModelFacts> facts, float pixelScale, float? unsureBelow)
    {
        if (network.Input.Size != DigitSet.PixelCount || network.Classes != Classes)
        {
            throw new ArgumentException($"a network from {network.Input.Size} values to {network.Classes} "
                + "classes reads no digits: "
                + $"it must go from {DigitSet.PixelCount} to {Classes}");
        }
        Network = network;
        _reading = new(network.Fold);
        _facts = facts;
        PixelScale = pixelScale;
        UnsureBelow = unsureBelow ?? 0.5f;
    }

    /// <summary>The model that ships inside this library; models/README.md says how it was made.</summary>
    public static DigitModel Default => Shipped.Value;

    /// <summary>The network as it learnt: 784 inputs, 10 classes.</summary>
    public Network Network { get; }

    /// <summary>The network to read with, which gives the same with less work.</summary>
    public Network Reading => _reading.Value;

    /// <summary>Settings, normalisation, scores.</summary>
    public ModelFacts Facts => _facts.Value;

    /// <summary>What a pixel (0 to 255) is divided by.</summary>
    public float PixelScale { get; }

    /// <summary>The confidence below which a reading is not sure; a half where the model states none.</summary>
    public float UnsureBelow { get; }

    private static DigitModel LoadShipped()
    {
        using Stream stream = typeof(DigitModel).Assembly.GetManifestResourceStream("Inkling.default.npz")
            ?? throw new InvalidOperationException("The library was built without its model.");
        return ModelFile.ReadTrusted(stream);
    }
}
