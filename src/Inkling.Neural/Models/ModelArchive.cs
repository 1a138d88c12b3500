using System.Text.Json;
using System.Text.Json.Serialization;
using Inkling.Neural.Losses;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Models;

/// <summary>
/// A model as a file: its arrays, and in inkling.json its network, scale and loss. Recognition's model files
/// are the same form with more metadata.
/// </summary>
internal static class ModelArchive
{
    public const string MetadataName = "inkling.json";

    private static readonly (string Name, Func<Loss> Create)[] Losses =
    [
        ("softmax-cross-entropy", () => new SoftmaxCrossEntropy()),
        ("binary-cross-entropy", () => new BinaryCrossEntropy()),
        ("mean-squared-error", () => new MeanSquaredError()),
    ];

    /// <summary>Writes a model beside the path, then renames it.</summary>
    public static void Write(string path, Model model)
    {
        ArchiveMetadata metadata = new()
        {
            Network = $"{model.Network}",
            PixelScale = model.Scale,
            Loss = NameOf(model.Loss),
        };
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(metadata, ArchiveJson.Default.ArchiveMetadata);
        string aside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = File.Create(aside))
                NumpyArchive.Write(stream, MetadataName, text, NetworkArrays.Arrays(model.Network));
            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>Reads a model; into a network that is given, where no text describes it.</summary>
    public static Model Read(string path, Network? network, Loss? loss)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using FileStream stream = File.OpenRead(path);
            (Dictionary<string, NumpyArray> arrays, byte[]? text) = NumpyArchive.Read(stream, MetadataName);
            ArchiveMetadata? stated =
                text is null ? null : JsonSerializer.Deserialize(text, ArchiveJson.Default.ArchiveMetadata);
            if (stated is { Members: { Length: > 1 } members })
                throw new InvalidDataException($"is an ensemble of {members.Length} networks, not one");
            if (network is null)
                network = NetworkArrays.ToNetwork(arrays, stated?.Network);
            else
                NetworkArrays.Fill(network, arrays);
            return Model.Of(network, loss ?? LossOf(stated?.Loss), stated?.PixelScale ?? 255);
        }
        catch (Exception failure) when (NetworkArrays.IsDamage(failure))
        {
            string clause = failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw new ModelException($"{path}: {clause}.", failure);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"{path}: there is no such file.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: can't be read: {failure.Message}", failure);
        }
    }

    // The full name of a loss of one's own: who loads the model has to give it.
    private static string NameOf(Loss loss)
    {
        foreach ((string name, Func<Loss> create) in Losses)
        {
            if (create().GetType() == loss.GetType())
                return name;
        }
        return loss.GetType().FullName!;
    }

    // Files of `inkling train` name none: it is softmax cross-entropy.
    private static Loss LossOf(string? name)
    {
        foreach ((string known, Func<Loss> create) in Losses)
        {
            if (known == (name ?? Losses[0].Name))
                return create();
        }
        throw new InvalidDataException(
            $"has the loss {name}, which is not one of Inkling's: give it to Load");
    }
}

/// <summary>What a model file says of its network. The keys are a contract.</summary>
internal sealed record ArchiveMetadata
{
    public int Format { get; init; } = 1;
    public string? Network { get; init; }
    public float PixelScale { get; init; } = 255;
    public string? Loss { get; init; }
    public JsonElement[]? Members { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ArchiveMetadata))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
