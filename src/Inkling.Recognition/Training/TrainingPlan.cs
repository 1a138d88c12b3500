using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Training;

/// <summary>All that decides what a network learns from digits.</summary>
/// <param name="Settings">How it learns.</param>
/// <param name="Augmentation">How the training digits are augmented.</param>
internal sealed record TrainingPlan(TrainingSettings Settings, AugmentationSettings Augmentation)
{
    /// <summary>Learns without augmentation.</summary>
    public TrainingPlan(TrainingSettings settings) : this(settings, new AugmentationSettings()) { }

    /// <summary>The synthetic pictures that join its data.</summary>
    public SyntheticSettings Synthetic { get; init; } = new();

    /// <summary>The model that it is distilled from; none where it learns from labels alone.</summary>
    public DistillationSettings? Distillation { get; init; }

    /// <summary>Throws unless the settings work together.</summary>
    /// <exception cref="ArgumentException">One is out of range; the message says which.</exception>
    public void Check()
    {
        Settings.Check();
        Augmentation.Check();
        Distillation?.Check();
        if (Distillation is not null && Settings.LabelSmoothing != 0)
        {
            throw new ArgumentException($"label smoothing of {Settings.LabelSmoothing} and a teacher exclude "
                + "each other: a teacher's probabilities take the label's place.");
        }
        Synthetic.Check(NetworkDescription.Parse(Settings.Network).Outputs);
    }
}
