using System.Text.Json;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Models;

/// <summary>
/// network.npz: the arrays w1 [Out, In], b1 [Out, 1], w2 … of a network, and its metadata in inkling.json.
/// The original's file is one without metadata; NumPy and the original's own predict.py read ours.
/// </summary>
internal static class ModelFile
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
            return Read(stream, name, isChecked: true);
        }
        catch (Exception failure) when (NetworkArrays.IsDamage(failure))
        {
            throw Damaged(name, failure);
        }
        catch (IOException failure)
        {
            throw new ModelException($"{name}: can't be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads the model that ships, which the tests check: without its hash.</summary>
    internal static DigitModel ReadShipped(Stream stream) =>
        Read(stream, "the model that ships", isChecked: false);

    /// <summary>Writes a model, whole or not at all.</summary>
    /// <exception cref="ModelException">The file can't be written there.</exception>
    public static void Write(string path, DigitModel model)
    {
        ModelMetadata metadata = model.Metadata with { ParametersSha256 = HashOf(model.Networks) };
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(metadata, MetadataJson.Default.ModelMetadata);
        Write(path, text, model.Networks.SelectMany((network, i) =>
            NetworkArrays.Arrays(network)
                .Select(one => (PrefixOf(i, model.Networks.Count) + one.Name, one.Array))));
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
        catch (ArgumentException failure)
        {
            throw new ModelException(path.Length == 0
                ? "The name of a model's file is empty: name a network file (.npz)."
                : $"{path}: can't be read: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(Directory.Exists(path)
                ? $"{path}: is a folder: name a network file (.npz)."
                : $"{path}: can't be read: {failure.Message}", failure);
        }
    }

    private static string HashOf(IEnumerable<Network> networks)
    {
        List<float[]> values = [];
        foreach (Network network in networks)
        {
            foreach ((_, NumpyArray array) in NetworkArrays.Arrays(network))
                values.Add(array.Values);
        }
        return NetworkArrays.Hash(values);
    }

    private static DigitModel Read(Stream stream, string name, bool isChecked)
    {
        (Dictionary<string, NumpyArray> arrays, byte[]? text) = NumpyArchive.Read(stream, MetadataName);
        if (text is null)
        {
            Network network = NetworkArrays.ToNetwork(arrays, description: null);
            return new(network, new ModelMetadata { Network = $"{network}" });
        }
        ModelMetadata needed = NeededMetadata.Read(text);
        Network[] networks = ToNetworks(arrays, MembersOf(needed));
        CheckMetadata(needed);
        if (isChecked && needed.ParametersSha256 is { } hash && hash != HashOf(networks))
            throw new InvalidDataException("is damaged: its weights are not those that were saved");
        return new(networks, needed, new(() => ReadMetadata(text, name)));
    }

    // All of it, records of the training included.
    private static ModelMetadata ReadMetadata(byte[] text, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(text, MetadataJson.Default.ModelMetadata)!;
        }
        catch (JsonException failure)
        {
            throw Damaged(name, failure);
        }
    }

    private static ModelException Damaged(string name, Exception failure) =>
        new($"{name}: {failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}.", failure);

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
            networks[i] = NetworkArrays.ToNetwork(NetworkArrays.Under(prefix, arrays), stated);
            // The shapes of dense layers are taken from the arrays: what is said of them must be the same.
            if (NetworkDescription.Parse(stated).IsSizes && stated != $"{networks[i]}")
            {
                throw new InvalidDataException(
                    $"says that it is {stated}, but its arrays are {networks[i]}");
            }
        }
        return networks;
    }

    private static void CheckMetadata(ModelMetadata metadata)
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
    }
}
