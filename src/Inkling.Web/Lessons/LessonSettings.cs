using Inkling.Recognition.Data;

namespace Inkling.Web.Lessons;

/// <summary>How the page teaches. A server without these settings does not teach.</summary>
public sealed record LessonSettings
{
    /// <summary>The folder of the models that a person kept; made with the first one.</summary>
    public string ModelsFolder { get; init; } = KeptModels.DefaultFolder;

    /// <summary>
    /// Reads MNIST's training and test set; null where they are not at hand. It is called once, with the
    /// first lesson.
    /// </summary>
    public Func<(DigitSet Training, DigitSet Test)?> ReadMnist { get; init; } = () => null;
}
