namespace Inkling.Recognition.Training;

/// <summary>A model that a network learns from beside the labels, and how far.</summary>
/// <param name="Fingerprint">Which model: its <see cref="Models.DigitModel.ComputeFingerprint"/>.</param>
public sealed record TeacherSettings(string Fingerprint)
{
    /// <summary>
    /// How much of what is to be learnt is the teacher's word; the rest is the label's. Above 0, to 1.
    /// </summary>
    public float Share { get; init; } = 1;

    /// <summary>Refuses a share that is out of range.</summary>
    /// <exception cref="ArgumentException">The message names it.</exception>
    public void Check()
    {
        if (Share is not (> 0 and <= 1))
            throw new ArgumentException($"a teacher's share of {Share} is not above 0, to 1");
    }
}
