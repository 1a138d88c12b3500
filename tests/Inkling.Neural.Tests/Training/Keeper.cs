using Inkling.Neural.Training;

namespace Inkling.Neural.Tests.Training;

/// <summary>Keeps a copy of the state after each step.</summary>
internal sealed class Keeper : ICheckpointStore
{
    public List<TrainingState> States { get; } = [];

    public bool IsDue => true;

    public void Save(TrainingState state) => States.Add(new()
    {
        Epoch = state.Epoch,
        StepInEpoch = state.StepInEpoch,
        Step = state.Step,
        LossSum = state.LossSum,
        MetricSum = state.MetricSum,
        Stopped = state.Stopped,
        BestEpoch = state.BestEpoch,
        History = [.. state.History],
        Parameters = state.Parameters.ToArray(),
        OptimiserState = state.OptimiserState.ToArray(),
        BestParameters = state.BestParameters.ToArray(),
        EmaParameters = state.EmaParameters.ToArray(),
    });
}
