using Inkling.Neural.Training;

namespace Inkling.Neural.Tests.Training;

/// <summary>Keeps the steps and epochs that a training reports.</summary>
internal sealed class Listener : ITrainingObserver
{
    private int _steps;

    public List<(int Epoch, int Step)> Steps { get; } = [];

    public List<int> Epochs { get; } = [];

    public required Action<int> OnStep { get; init; }

    public void Stepped(in StepReport report)
    {
        Steps.Add((report.Epoch, report.StepInEpoch));
        OnStep(++_steps);
    }

    public void EpochEnded(EpochReport report) => Epochs.Add(report.Epoch);
}
