using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Recognition.Calibrating;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Models;

/// <summary>A network that reads digits, and what is known of it.</summary>
public sealed class DigitModel
{
    /// <summary>Digits there are.</summary>
    public const int Classes = 10;

    /// <summary>
    /// The class of what is no digit: the eleventh output of a network that knows it, behind the ten digits. No label of a
    /// data set is this.
    /// </summary>
    public const int NoDigit = Classes;

    private static readonly Lazy<DigitModel> Shipped = new(LoadShipped);

    private readonly Lazy<ModelFacts> _facts;
    private readonly Lazy<Network[]> _readings;

    /// <summary>Joins a network and its facts.</summary>
    /// <exception cref="ArgumentException">The network does not go from 784 pixels to 10 digits, with or without "no digit"; or
    /// the facts' calibration is out of range.</exception>
    public DigitModel(Network network, ModelFacts facts)
        : this([network], facts)
    {
    }

    /// <summary>Joins networks whose readings are averaged, and the facts of them all.</summary>
    /// <exception cref="ArgumentException">A network does not go from 784 pixels to 10 digits, with or without "no digit", and
    /// all alike; or the facts' calibration is out of range.</exception>
    public DigitModel(IReadOnlyList<Network> networks, ModelFacts facts)
        : this(networks, new Lazy<ModelFacts>(facts), facts.PixelScale, Calibration.Of(facts), facts.Shift)
    {
    }

    /// <summary>Joins networks and facts that are read when they are first asked for.</summary>
    internal DigitModel(
        IReadOnlyList<Network> networks, Lazy<ModelFacts> facts, float pixelScale, Calibration calibration, int shift)
    {
        foreach (Network network in networks)
        {
            if (network.Input.Size != DigitSet.PixelCount || network.Classes is not (Classes or NoDigit + 1))
            {
                throw new ArgumentException($"a network from {network.Input.Size} values to {network.Classes} "
                    + "classes reads no digits: it must go from "
                    + $"{DigitSet.PixelCount} to {Classes}, or to {NoDigit + 1} where the last is \"no digit\"");
            }
            if (network.Classes != networks[0].Classes)
            {
                throw new ArgumentException("an ensemble's networks have the same classes, and not one "
                    + $"{networks[0].Classes} and another {network.Classes}");
            }
        }
        Networks = networks;
        _readings = new(() => [.. networks.Select(network => network.Fold())]);
        _facts = facts;
        PixelScale = pixelScale;
        Calibration = calibration;
        Shift = shift;
    }

    /// <summary>The model that ships inside this library; models/README.md says how it was made.</summary>
    public static DigitModel Default => Shipped.Value;

    /// <summary>The networks as they learnt, 784 inputs and 10 or 11 classes each: one, or those of an ensemble.</summary>
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
    public ModelFacts Facts => _facts.Value;

    /// <summary>What a pixel (0 to 255) is divided by.</summary>
    public float PixelScale { get; }

    /// <summary>How many classes its networks tell apart: the ten digits, and "no digit" where they know that too.</summary>
    public int Outputs => Networks[0].Classes;

    /// <summary>Whether its networks know what is no digit.</summary>
    public bool KnowsNoDigit => Outputs > NoDigit;

    /// <summary>How its networks' probabilities become a reading.</summary>
    public Calibration Calibration { get; }

    /// <summary>The confidence below which a reading is not sure; a half where the model states none.</summary>
    public float UnsureBelow => Calibration.UnsureBelow;

    /// <summary>SHA-256 of all that its networks have learnt and how they read pictures, in hex.</summary>
    public string ComputeFingerprint() =>
        ModelFile.Hash([[PixelScale, Shift], .. Networks.Select(network => network.Parameters.ToArray())]);

    /// <summary>
    /// One model of several, whose readings are averaged. Until it is calibrated itself it is not sure below the highest of
    /// the confidences that its members state, finds no digit above the highest that they state, and is as warm as their mean.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer than two, or they do not divide pixels by the same number.</exception>
    public static DigitModel Join(IReadOnlyList<DigitModel> models)
    {
        Network[] networks = [.. models.SelectMany(model => model.Networks)];
        if (models.Count < 2)
            throw new ArgumentException("an ensemble takes two models or more.");
        DigitModel first = models[0];
        if (models.FirstOrDefault(model => model.PixelScale != first.PixelScale) is { } other)
        {
            throw new ArgumentException($"the models of an ensemble divide pixels by the same number, and not one by "
                + $"{first.PixelScale} and another by {other.PixelScale}.");
        }
        return new(networks, new ModelFacts
        {
            Network = first.Facts.Network,
            PixelScale = first.PixelScale,
            Temperature = models.Average(model => model.Facts.Temperature),
            UnsureBelow = models.Max(model => model.Facts.UnsureBelow),
            NoDigitAbove = models.Max(model => model.Facts.NoDigitAbove),
            Members = [.. models.SelectMany(model => model.Facts.Members is { Count: > 0 } members ? members : [model.Facts])],
        });
    }

    private static DigitModel LoadShipped()
    {
        using Stream stream = typeof(DigitModel).Assembly.GetManifestResourceStream("Inkling.default.npz")
            ?? throw new InvalidOperationException("The library was built without its model.");
        return ModelFile.ReadTrusted(stream);
    }
}
