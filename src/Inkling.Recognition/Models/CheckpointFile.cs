using System.Text.Json;
using Inkling.Neural;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;

namespace Inkling.Recognition.Models;

/// <summary>An unfinished training on disk: a model file with the optimiser's and the best state.</summary>
internal static class CheckpointFile
{
    // Both are laid out as the network at work; "optimiser" and "best" were, when weights lay the other way.
    private const string OptimiserName = "optimiser-state";
    private const string BestName = "best-parameters";
    private const string AverageName = "average-parameters";

    /// <summary>Where the checkpoint of a model lies: beside it.</summary>
    public static string PathFor(string modelPath) => modelPath + ".checkpoint";

    /// <summary>Writes where a training stands.</summary>
    /// <exception cref="ModelException">The file can't be written there.</exception>
    public static void Write(string path, TrainingState state, Network network, ModelMetadata metadata)
    {
        CheckpointMetadata checkpoint = new()
        {
            Model = metadata with { History = [.. state.History], ParametersSha256 = HashOf(state) },
            Epoch = state.Epoch,
            StepInEpoch = state.StepInEpoch,
            Step = state.Step,
            LossSum = state.LossSum,
            MetricSum = state.MetricSum,
            Stopped = state.Stopped,
            BestEpoch = state.BestEpoch,
        };
        byte[] text =
            JsonSerializer.SerializeToUtf8Bytes(checkpoint, MetadataJson.Default.CheckpointMetadata);
        ModelFile.Write(path, text,
        [
            .. NetworkArrays.Arrays(network, state.Parameters),
            (OptimiserName, Flat(state.OptimiserState)),
            (BestName, Flat(state.BestParameters)),
            (AverageName, Flat(state.EmaParameters)),
        ]);
    }

    /// <summary>Reads a checkpoint: where the training stands, and what is known of its model.</summary>
    /// <exception cref="ModelException">The file is missing, damaged or no checkpoint.</exception>
    public static (TrainingState State, ModelMetadata Metadata) Read(string path)
    {
        using FileStream stream = ModelFile.Open(path);
        try
        {
            (Dictionary<string, NumpyArray> arrays, byte[]? text) =
                NumpyArchive.Read(stream, ModelFile.MetadataName);
            CheckpointMetadata metadata =
                JsonSerializer.Deserialize(text ?? "null"u8, MetadataJson.Default.CheckpointMetadata)
                ?? throw new InvalidDataException(
                    $"holds no {ModelFile.MetadataName}, so it is no checkpoint");
            TrainingState state = new()
            {
                Parameters = NetworkArrays.ToNetwork(arrays, metadata.Model.Network).Parameters,
                OptimiserState = Array(arrays, OptimiserName).Values,
                BestParameters = Array(arrays, BestName).Values,
                EmaParameters = Array(arrays, AverageName).Values,
                History = [.. metadata.Model.History],
                Epoch = metadata.Epoch,
                StepInEpoch = metadata.StepInEpoch,
                Step = metadata.Step,
                LossSum = metadata.LossSum,
                MetricSum = metadata.MetricSum,
                Stopped = metadata.Stopped,
                BestEpoch = metadata.BestEpoch,
            };
            if (metadata.Model.ParametersSha256 != HashOf(state))
                throw new InvalidDataException("is damaged: its values are not those that were saved");
            return (state, metadata.Model);
        }
        catch (Exception failure) when (NetworkArrays.IsDamage(failure))
        {
            throw new ModelException($"{path}: {failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}: "
                + "start the training again without --resume.", failure);
        }
    }

    private static string HashOf(TrainingState state) => NetworkArrays.Hash(
        state.Parameters.ToArray(), state.OptimiserState.ToArray(), state.BestParameters.ToArray(),
        state.EmaParameters.ToArray());

    private static NumpyArray Flat(ReadOnlyMemory<float> values) => new([values.Length], values.ToArray());

    private static NumpyArray Array(Dictionary<string, NumpyArray> arrays, string name) =>
        arrays.GetValueOrDefault(name) ?? throw new InvalidDataException($"has no array {name}");
}
