using Inkling.Neural;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Models;

/// <summary>
/// A network that reads digits, or an ensemble of several, with its metadata. It can't be changed, and any
/// number of readers may share it.
/// </summary>
public sealed class DigitModel
{
    private static readonly Lazy<DigitModel> Shipped = new(LoadShipped);

    private readonly Lazy<Network[]> _readings;
    private readonly Lazy<ModelMetadata> _metadata;

    /// <summary>Makes a model of one network.</summary>
    /// <exception cref="ArgumentException">The network's sizes or its calibration are wrong.</exception>
    internal DigitModel(Network network, ModelMetadata metadata) : this([network], metadata) { }

    /// <summary>Makes a model of networks whose probabilities are averaged.</summary>
    /// <exception cref="ArgumentException">The sizes of a network or the calibration are wrong.</exception>
    internal DigitModel(IReadOnlyList<Network> networks, ModelMetadata metadata)
        : this(networks, metadata, new(metadata)) { }

    /// <summary>Makes a model whose metadata beyond what reading needs is read when asked for.</summary>
    internal DigitModel(IReadOnlyList<Network> networks, ModelMetadata needed, Lazy<ModelMetadata> metadata)
    {
        foreach (Network network in networks)
        {
            if (network.Input.Size != DigitSet.PixelCount
                || network.Outputs is not (DigitSet.Classes or DigitSet.NoDigit + 1))
            {
                throw new ArgumentException($"a network from {network.Input.Size} values to "
                    + $"{network.Outputs} classes reads no digits: it must go from {DigitSet.PixelCount} to "
                    + $"{DigitSet.Classes}, or to {DigitSet.NoDigit + 1} where the last is \"no digit\"");
            }
            if (network.Outputs != networks[0].Outputs)
            {
                throw new ArgumentException("an ensemble's networks have the same classes, and not one "
                    + $"{networks[0].Outputs} and another {network.Outputs}");
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
    internal IReadOnlyList<Network> Networks { get; }

    /// <summary>The networks to read with, which give the same with less work.</summary>
    internal IReadOnlyList<Network> Readings => _readings.Value;

    /// <summary>How many values its networks have learnt together.</summary>
    public int Parameters => Networks.Sum(network => network.Parameters.Length);

    /// <summary>The first network.</summary>
    internal Network Network => Networks[0];

    /// <summary>The first network to read with.</summary>
    internal Network Reading => Readings[0];

    /// <summary>By how many pixels to each side a picture is shifted to be read again; 0 for not.</summary>
    internal int Shift { get; }

    /// <summary>Settings, normalisation, scores.</summary>
    internal ModelMetadata Metadata => _metadata.Value;

    /// <summary>What a pixel (0 to 255) is divided by.</summary>
    internal float PixelScale { get; }

    /// <summary>How many classes its networks tell apart: 10, or 11 if they know "no digit".</summary>
    internal int Outputs => Networks[0].Outputs;

    /// <summary>Whether its networks know what is no digit.</summary>
    public bool KnowsNoDigit => Outputs > DigitSet.NoDigit;

    /// <summary>How its networks' probabilities become a reading.</summary>
    internal Calibration Calibration { get; }

    /// <summary>SHA-256 of all that its networks have learnt and how they read pictures, in hex.</summary>
    internal string ComputeFingerprint() => NetworkArrays.Hash(
        [[PixelScale, Shift], .. Networks.Select(network => network.Parameters.ToArray())]);

    /// <summary>Reads a model from a file, as <c>inkling train</c> saves it.</summary>
    /// <param name="path">The file, a NumPy archive (.npz).</param>
    /// <exception cref="ArgumentNullException">There is no path.</exception>
    /// <exception cref="ModelException">The file is missing, damaged, or no network for digits.</exception>
    public static DigitModel Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ModelFile.Read(path);
    }

    /// <summary>Writes the model to a file, whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="ArgumentNullException">There is no path.</exception>
    /// <exception cref="ModelException">The file can't be written there.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        ModelFile.Write(path, this);
    }

    /// <summary>
    /// Makes one model of several, whose probabilities are averaged. Until calibrated, it has the highest
    /// thresholds and the mean temperature of its members.
    /// </summary>
    /// <param name="models">Two or more.</param>
    /// <exception cref="ArgumentNullException">There are no models.</exception>
    /// <exception cref="ArgumentException">
    /// There are fewer than two, one is null, or their pixel scales or classes differ.
    /// </exception>
    public static DigitModel Ensemble(IReadOnlyList<DigitModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Contains(null!))
            throw new ArgumentException("One of the models is null.", nameof(models));
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
