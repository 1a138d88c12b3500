using System.Security.Cryptography;
using System.Text.Json;
using Inkling.Neural;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Models;

/// <summary>A model or checkpoint file that can't be used. The message says which, why, what to do.</summary>
public sealed class ModelException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// network.npz: the arrays w1 [Out, In], b1 [Out, 1], w2 … of a network, and its metadata in inkling.json.
/// The original's file is one without metadata; NumPy and the original's own predict.py read ours.
/// </summary>
public static class ModelFile
{
    internal const string MetadataName = "inkling.json";

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelException">The file is missing, damaged, or no network for digits.</exception>
    public static DigitModel Read(string path)
    {
        using FileStream stream = Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads a model from a stream; <paramref name="name"/> stands in messages.</summary>
    /// <exception cref="ModelException">It is damaged, or no network that reads digits.</exception>
    public static DigitModel Read(Stream stream, string name)
    {
        try
        {
            (Dictionary<string, NumpyArray> arrays, byte[]? text) = NumpyArchive.Read(stream, MetadataName);
            ModelMetadata? stated = ReadMetadata(text);
            Network[] networks = stated is null
                ? [ToNetwork(arrays, description: null)]
                : ToNetworks(arrays, MembersOf(stated));
            ModelMetadata metadata = stated ?? new() { Network = Describe(networks[0]) };
            CheckMetadata(metadata, networks);
            return new DigitModel(networks, metadata);
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            string clause = failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw new ModelException($"{name}: {clause}.", failure);
        }
        catch (IOException failure)
        {
            throw new ModelException($"{name}: can't be read: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// Reads the model that ships, which the tests check: without its hash, and of its metadata only what
    /// reading digits needs. Deserialising the rest takes longer than reading a digit.
    /// </summary>
    internal static DigitModel ReadShipped(Stream stream)
    {
        (Dictionary<string, NumpyArray> arrays, byte[]? text) = NumpyArchive.Read(stream, MetadataName);
        ModelMetadata needed = ShippedMetadata.Needed(text);
        return new DigitModel(ToNetworks(arrays, MembersOf(needed)), needed, new(() => ReadMetadata(text)!));
    }

    /// <summary>Writes a model, whole or not at all.</summary>
    /// <exception cref="ModelException">The file can't be written there.</exception>
    public static void Write(string path, DigitModel model)
    {
        ModelMetadata metadata = model.Metadata with { ParametersSha256 = Hash(model.Networks) };
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(metadata, MetadataJson.Default.ModelMetadata);
        Write(path, text, model.Networks.SelectMany((network, i) =>
            Arrays(network).Select(one => (PrefixOf(i, model.Networks.Count) + one.Name, one.Array))));
    }

    internal static void Write(string path, byte[] text, IEnumerable<(string Name, NumpyArray Array)> arrays)
    {
        try
        {
            AtomicFile.Write(path, stream => NumpyArchive.Write(stream, MetadataName, text, arrays));
        }
        catch (UnwritableException failure)
        {
            throw new ModelException(failure.Message, failure);
        }
    }

    internal static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"{path}: there is no such file.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(Directory.Exists(path)
                ? $"{path}: is a folder: name a network file (.npz)."
                : $"{path}: can't be read: {failure.Message}", failure);
        }
    }

    /// <summary>Whether an exception is what reading a file that is not as it should be may throw.</summary>
    internal static bool IsDamage(Exception failure) => failure
        is InvalidDataException or ArgumentException or JsonException or NotSupportedException;

    /// <summary>The arrays of a network, whose parameters may lie elsewhere.</summary>
    internal static IEnumerable<(string Name, NumpyArray Array)> Arrays(
        Network network, ReadOnlyMemory<float>? parameters = null) =>
        network.Tensors.Select(tensor =>
            (tensor.Name, NumpyArray.Of(tensor, (parameters ?? network.Parameters).Span)));

    /// <summary>SHA-256 of floats as little-endian bytes, one array after the other, in hex.</summary>
    internal static string Hash(params IEnumerable<float[]> parts)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (float[] values in parts)
            hash.AppendData(NumpyArray.LittleEndian(values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Builds the network of these arrays, which a description of layers must fit.</summary>
    internal static Network ToNetwork(Dictionary<string, NumpyArray> arrays, string? description)
    {
        NetworkDescription? stated = description is null ? null : NetworkDescription.Parse(description);
        Network network = (stated is { IsSizes: false } ? stated : DescriptionOf(arrays)).Build();
        foreach (NetworkTensor tensor in network.Tensors)
            Fill(network, tensor, arrays);
        return network;
    }

    private static string Hash(IEnumerable<Network> networks) =>
        Hash(networks.SelectMany(network => Arrays(network)).Select(one => one.Array.Values));

    private static ModelMetadata? ReadMetadata(byte[]? text) =>
        text is null ? null : JsonSerializer.Deserialize(text, MetadataJson.Default.ModelMetadata)
            ?? throw new InvalidDataException($"its {MetadataName} is empty");

    // The arrays of an ensemble's networks lie in folders 1, 2 …
    private static string PrefixOf(int network, int count) => count == 1 ? "" : $"{network + 1}/";

    // The metadata of each network, in the order of their arrays. A file may say anything: what is lacking is
    // null here, whatever the type promises.
    private static ModelMetadata[] MembersOf(ModelMetadata metadata)
    {
        if (string.IsNullOrWhiteSpace(metadata.Network))
            throw new InvalidDataException("does not say what its network is");
        ModelMetadata?[] members = [.. DigitModel.MembersOf(metadata)];
        int bad = Array.FindIndex(members, member => string.IsNullOrWhiteSpace(member?.Network));
        if (bad >= 0)
            throw new InvalidDataException($"does not say what its network {bad + 1} is");
        string first = members[0]!.Network;
        return metadata.Network == first
            ? [.. members.OfType<ModelMetadata>()]
            : throw new InvalidDataException(
                $"says that it is {metadata.Network}, but its first network is {first}");
    }

    private static Network[] ToNetworks(Dictionary<string, NumpyArray> arrays, ModelMetadata[] members)
    {
        Network[] networks = new Network[members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            string prefix = PrefixOf(i, members.Length), stated = members[i].Network;
            networks[i] = ToNetwork(Under(prefix, arrays), stated);
            // The shapes of dense layers are taken from the arrays: what is said of them must be the same.
            if (NetworkDescription.Parse(stated).IsSizes && stated != Describe(networks[i]))
            {
                throw new InvalidDataException(
                    $"says that it is {stated}, but its arrays are {Describe(networks[i])}");
            }
        }
        return networks;
    }

    // Loops here and below: a cold predict reads the shipped model, and queries over its values are compiled
    // in each process.
    private static Dictionary<string, NumpyArray> Under(string prefix, Dictionary<string, NumpyArray> arrays)
    {
        Dictionary<string, NumpyArray> under = [];
        foreach ((string name, NumpyArray array) in arrays)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                under.Add(name[prefix.Length..], array);
        }
        return under;
    }

    // The architecture of dense layers is what the shapes say: w1 (H, 784), b1 (H, 1), … as far as the
    // numbers run.
    private static NetworkDescription DescriptionOf(Dictionary<string, NumpyArray> arrays)
    {
        List<int> sizes = [];
        for (int layer = 1; arrays.TryGetValue($"w{layer}", out NumpyArray? weights); layer++)
        {
            if (weights.Shape.Count != 2)
            {
                throw new InvalidDataException(
                    $"its w{layer} has {weights.Shape.Count} dimensions, a matrix has 2");
            }
            if (layer > 1 && weights.Shape[1] != sizes[^1])
            {
                throw new InvalidDataException(
                    $"its w{layer} takes {weights.Shape[1]} values, but w{layer - 1} gives {sizes[^1]}");
            }
            if (layer == 1)
                sizes.Add(weights.Shape[1]);
            sizes.Add(weights.Shape[0]);
        }
        if (sizes.Count == 0)
            throw new InvalidDataException("has no array w1, so it holds no network");
        return NetworkDescription.Parse(string.Join('-', sizes));
    }

    private static void Fill(Network network, NetworkTensor tensor, Dictionary<string, NumpyArray> arrays)
    {
        if (!arrays.TryGetValue(tensor.Name, out NumpyArray? array))
            throw new InvalidDataException($"has no array {tensor.Name}");
        IReadOnlyList<int> expected = tensor.Definition.FileShape;
        // A column of numbers may be stored as a row of them.
        bool isRow = expected[^1] == 1 && array.Shape.Count == 1 && array.Shape[0] == expected[0];
        if (!isRow && !array.Shape.SequenceEqual(expected))
        {
            (string found, string wanted) = (string.Join(", ", array.Shape), string.Join(", ", expected));
            throw new InvalidDataException($"its {tensor.Name} has the shape ({found}), not ({wanted})");
        }
        int bad = 0;
        while (bad < array.Values.Length && float.IsFinite(array.Values[bad]))
            bad++;
        if (bad < array.Values.Length)
        {
            throw new InvalidDataException(
                $"value {bad + 1:N0} of its {tensor.Name} is {array.Values[bad]}, not a number to work with");
        }
        array.CopyTo(tensor, network.Parameters.Span);
    }

    private static void CheckMetadata(ModelMetadata metadata, Network[] networks)
    {
        if (metadata.Format != 1)
        {
            throw new InvalidDataException(
                $"is of form {metadata.Format}, made by a newer Inkling: update this one");
        }
        if (metadata.PixelScale is not (> 0 and < float.PositiveInfinity))
        {
            throw new InvalidDataException(
                $"states a pixel scale of {metadata.PixelScale}, which is not above 0");
        }
        if (metadata.Shift is < 0 or >= DigitSet.Side)
        {
            throw new InvalidDataException(
                $"shifts pictures by {metadata.Shift} pixels, which is not 0 to {DigitSet.Side - 1}");
        }
        if (metadata.ParametersSha256 is { } hash && hash != Hash(networks))
            throw new InvalidDataException("is damaged: its weights are not those that were saved");
    }

    private static string Describe(Network network) => string.Join('-', network.Tensors
        .Where(tensor => tensor.Definition.Kind == ParameterKind.Weights)
        .Select(tensor => tensor.Definition.Shape[1]).Prepend(network.Input.Size));
}
