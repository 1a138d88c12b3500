using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;
using Inkling.Recognition.Augmentation;
using Inkling.Recognition.Penmanship;

namespace Inkling.Recognition.Training;

/// <summary>All that decides what a network learns from digits.</summary>
/// <param name="Settings">How it learns.</param>
/// <param name="Augmentation">How the digits that it learns from are changed.</param>
public sealed record LearningPlan(TrainingSettings Settings, AugmentationSettings Augmentation)
{
    /// <summary>Learns from the digits as they are.</summary>
    public LearningPlan(TrainingSettings settings)
        : this(settings, new AugmentationSettings())
    {
    }

    /// <summary>What is drawn for it to learn from beside its data.</summary>
    public DrawnSettings Drawn { get; init; } = new();

    /// <summary>The model that it learns from beside the labels; none where these are all.</summary>
    public TeacherSettings? Teacher { get; init; }

    /// <summary>Refuses settings that can't work.</summary>
    /// <exception cref="ArgumentException">One is out of range; the message names it and its value.</exception>
    public void Check()
    {
        Settings.Check();
        Augmentation.Check();
        Teacher?.Check();
        if (Teacher is not null && Settings.LabelSmoothing != 0)
        {
            throw new ArgumentException($"label smoothing of {Settings.LabelSmoothing} and a teacher exclude each other: a teacher's word "
                + "takes the label's place.");
        }
        Drawn.Check(NetworkDescription.Parse(Settings.Network).Classes);
    }
}
