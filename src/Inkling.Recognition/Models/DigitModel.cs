using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Models;

/// <summary>A network that reads digits, or an ensemble of several, with its metadata.</summary>
public sealed class DigitModel
{
    private static readonly Lazy<DigitModel> Shipped = new(LoadShipped);

    private readonly Lazy<Network[]> _readings;
    private readonly Lazy<ModelMetadata> _metadata;

    /// <summary>Makes a model of one network.</summary>
    /// <exception cref="ArgumentException">The network's sizes or its calibration are wrong.</exception>
    public DigitModel(Network network, ModelMetadata metadata) : this([network], metadata) { }

    /// <summary>Makes a model of networks whose probabilities are averaged.</summary>
    /// <exception cref="ArgumentException">The sizes of a network or the calibration are wrong.</exception>
    public DigitModel(IReadOnlyList<Network> networks, ModelMetadata metadata)
        : this(networks, metadata, new(metadata)) { }

    /// <summary>Makes a model whose metadata beyond what reading needs is read when asked for.</summary>
    internal DigitModel(IReadOnlyList<Network> networks, ModelMetadata needed, Lazy<ModelMetadata> metadata)
    {
        foreach (Network network in networks)
        {
            if (network.Input.Size != DigitSet.PixelCount
                || network.Classes is not (DigitSet.Classes or DigitSet.NoDigit + 1))
            {
                throw new ArgumentException($"a network from {network.Input.Size} values to "
                    + $"{network.Classes} classes reads no digits: it must go from {DigitSet.PixelCount} to "
                    + $"{DigitSet.Classes}, or to {DigitSet.NoDigit + 1} where the last is \"no digit\"");
            }
            if (network.Classes != networks[0].Classes)
            {
                throw new ArgumentException("an ensemble's networks have the same classes, and not one "
                    + $"{networks[0].Classes} and another {network.Classes}");
            }
        }
        Networks = networks;
        _metadata = metadata;
        (PixelScale, Shift, Calibration) = (needed.PixelScale, needed.Shift, Calibration.Of(needed));
        _readings = new(() => [.. networks.Select(network => network.Fold())]);
    }

    /// <summary>The model that ships inside this library; models/README.md says how it was made.</summary>
    public static DigitModel Default => Shipped.Value;

    /// <summary>The networks as they were trained, 784 inputs and 10 or 11 classes each.</summary>
    public IReadOnlyList<Network> Networks { get; }

    /// <summary>The networks to read with, which give the same with less work.</summary>
    public IReadOnlyList<Network> Readings => _readings.Value;

    /// <summary>How many values all networks together have learnt.</summary>
    public int Parameters => Networks.Sum(network => network.Parameters.Length);

    /// <summary>The first network.</summary>
    public Network Network => Networks[0];

    /// <summary>The first network to read with.</summary>
    public Network Reading => Readings[0];

    /// <summary>By how many pixels to each side a picture is shifted to be read again; 0 for not.</summary>
    public int Shift { get; }

    /// <summary>Settings, normalisation, scores.</summary>
    public ModelMetadata Metadata => _metadata.Value;

    /// <summary>What a pixel (0 to 255) is divided by.</summary>
    public float PixelScale { get; }

    /// <summary>How many classes its networks tell apart: 10, or 11 if they know "no digit".</summary>
    public int Outputs => Networks[0].Classes;

    /// <summary>Whether its networks know what is no digit.</summary>
    public bool KnowsNoDigit => Outputs > DigitSet.NoDigit;

    /// <summary>How its networks' probabilities become a reading.</summary>
    public Calibration Calibration { get; }

    /// <summary>SHA-256 of all that its networks have learnt and how they read pictures, in hex.</summary>
    public string ComputeFingerprint() =>
        ModelFile.Hash([[PixelScale, Shift], .. Networks.Select(network => network.Parameters.ToArray())]);

    /// <summary>
    /// Makes one model of several, whose probabilities are averaged. Until calibrated, it has the highest
    /// thresholds and the mean temperature of its members.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer than two, or pixel scales differ.</exception>
    public static DigitModel Ensemble(IReadOnlyList<DigitModel> models)
    {
        if (models.Count < 2)
            throw new ArgumentException("an ensemble takes two models or more.");
        DigitModel first = models[0];
        if (models.FirstOrDefault(model => model.PixelScale != first.PixelScale) is { } other)
        {
            throw new ArgumentException("the models of an ensemble divide pixels by the same number, and not "
                + $"one by {first.PixelScale} and another by {other.PixelScale}.");
        }
        return new([.. models.SelectMany(model => model.Networks)], new ModelMetadata
        {
            Network = first.Metadata.Network,
            PixelScale = first.PixelScale,
            Temperature = models.Average(model => model.Metadata.Temperature),
            ConfidenceThreshold = models.Max(model => model.Metadata.ConfidenceThreshold),
            RejectionThreshold = models.Max(model => model.Metadata.RejectionThreshold),
            Members = [.. models.SelectMany(model => MembersOf(model.Metadata))],
        });
    }

    /// <summary>The metadata of each network of a model.</summary>
    internal static IReadOnlyList<ModelMetadata> MembersOf(ModelMetadata metadata) =>
        metadata.Members is { Count: > 0 } members ? members : [metadata];

    private static DigitModel LoadShipped()
    {
        using Stream stream = typeof(DigitModel).Assembly.GetManifestResourceStream("Inkling.default.npz")
            ?? throw new InvalidOperationException("The library was built without its model.");
        return ModelFile.ReadShipped(stream);
    }
}
