using Inkling.Neural.Losses;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Training;

/// <summary>A network written as text, and how it is trained: all that is saved with a model.</summary>
internal sealed record TrainingSettings : FitOptions
{
    /// <summary>The network, as <see cref="NetworkDescription"/> writes it.</summary>
    public string Network { get; init; } = "784-256-64-10";

    /// <summary>How the first parameters are drawn.</summary>
    public Initialisation Initialisation { get; init; } = Initialisation.He;

    /// <summary>The share of inputs dropped in training, where the network is written as sizes.</summary>
    public float InputDropout { get; init; }

    /// <summary>The share of hidden units dropped in training, likewise.</summary>
    public float HiddenDropout { get; init; }

    /// <summary>ε: the share of a label spread over all classes (Szegedy et al. 2016, sect. 7).</summary>
    public float LabelSmoothing { get; init; }

    /// <inheritdoc/>
    public override void Check()
    {
        NetworkDescription network = NetworkDescription.Parse(Network);
        base.Check();
        Require(InputDropout is >= 0 and < 1,
            $"an input dropout of {InputDropout} is not at least 0 and below 1");
        Require(HiddenDropout is >= 0 and < 1, $"a dropout of {HiddenDropout} is not at least 0 and below 1");
        Require(LabelSmoothing is >= 0 and < 1,
            $"a label smoothing of {LabelSmoothing} is not at least 0 and below 1");
        network.CheckDropout(InputDropout, HiddenDropout);
    }

    /// <summary>Builds the network, its first parameters drawn.</summary>
    /// <exception cref="ArgumentException">The description is none; the message names the part.</exception>
    public Network Build()
    {
        Network network = NetworkDescription.Parse(Network).Build(InputDropout, HiddenDropout);
        network.Initialise(Initialisation, Seed);
        return network;
    }

    /// <summary>The loss to train it with.</summary>
    public Loss Loss() => new SoftmaxCrossEntropy(LabelSmoothing);
}
