using System.Security.Cryptography;
using System.Text.Json;
using Inkling.Neural;
using Inkling.Neural.Networks;

namespace Inkling.Recognition.Models;

/// <summary>
/// network.npz: the arrays w1 [Out, In], b1 [Out, 1], w2 … of a network, and its facts in inkling.json. The
/// original's file is one without facts; NumPy and the original's own predict.py read ours. The digits' probabilities are
/// softmax(scores[0 … 9] / T), T being the facts' temperature, or 1 where they state none.
/// </summary>
public static class ModelFile
{
    internal const string FactsName = "inkling.json";

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelException">The file is missing, damaged, or no network that reads
    /// digits.</exception>
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
            (Dictionary<string, NumpyArray> arrays, byte[]? text) = NumpyArchive.Read(stream, FactsName);
            ModelFacts? stated = ReadFacts(text);
            ModelFacts[] members = MembersOf(stated);
            Network[] networks = ToNetworks(arrays, members);
            ModelFacts facts = stated ?? new() { Network = Describe(networks[0]) };
            CheckFacts(facts, networks);
            return new DigitModel(networks, facts);
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            throw new ModelException($"{name}: {failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}.", failure);
        }
        catch (IOException failure)
        {
            throw new ModelException($"{name}: can't be read: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// Reads a model that was checked when this library was built and tested: no checksum, and of the facts only what
    /// reading digits needs. The rest is read when it is asked for.
    /// </summary>
    internal static DigitModel ReadTrusted(Stream stream)
    {
        (Dictionary<string, NumpyArray> arrays, byte[]? text) = NumpyArchive.Read(stream, FactsName);
        ShippedFacts facts = ShippedFacts.Of(text);
        Network[] networks = new Network[facts.Networks.Count];
        for (int i = 0; i < networks.Length; i++)
        {
            string prefix = PrefixOf(i, networks.Length);
            networks[i] = ToNetwork(prefix.Length == 0 ? arrays : Under(prefix, arrays), facts.Networks[i]);
        }
        return new DigitModel(
            networks, new Lazy<ModelFacts>(() => ReadFacts(text)!), facts.PixelScale, facts.Calibration, facts.Shift);
    }

    /// <summary>Writes a model, whole or not at all.</summary>
    /// <exception cref="ModelException">The file can't be written there.</exception>
    public static void Write(string path, DigitModel model)
    {
        ModelFacts facts = model.Facts with { ParametersSha256 = Hash(model.Networks) };
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(facts, FactsJson.Default.ModelFacts);
        Write(path, text, model.Networks.SelectMany((network, i) =>
            Arrays(network).Select(one => (PrefixOf(i, model.Networks.Count) + one.Name, one.Array))));
    }

    internal static void Write(string path, byte[] text, IEnumerable<(string Name, NumpyArray Array)> arrays)
    {
        try
        {
            WholeFile.Write(path, stream => NumpyArchive.Write(stream, FactsName, text, arrays));
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

    /// <summary>What reading a file that is not as it should be may throw.</summary>
    internal static bool IsDamage(Exception failure) => failure
        is InvalidDataException or ArgumentException or JsonException or NotSupportedException;

    internal static List<(string Name, NumpyArray Array)> Arrays(Network network) =>
        Arrays(network, network.Parameters.Span);

    /// <summary>The arrays of a network of these layers whose parameters lie elsewhere.</summary>
    internal static List<(string Name, NumpyArray Array)> Arrays(Network network, ReadOnlySpan<float> parameters)
    {
        List<(string Name, NumpyArray Array)> arrays = [];
        foreach (NetworkTensor tensor in network.Tensors)
            arrays.Add((tensor.Name, TensorForm.ToFile(tensor, parameters)));
        return arrays;
    }

    /// <summary>SHA-256 of networks' arrays as a file has them, one after another, in hex.</summary>
    internal static string Hash(IEnumerable<Network> networks) =>
        Hash([.. networks.SelectMany(Arrays).Select(one => one.Array.Values)]);

    /// <summary>SHA-256 of floats as little-endian bytes, one array after the other, in hex.</summary>
    internal static string Hash(params ReadOnlySpan<float[]> parts)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (float[] values in parts)
            hash.AppendData(NumpyArray.LittleEndian(values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ModelFacts? ReadFacts(byte[]? text) =>
        text is null ? null : JsonSerializer.Deserialize(text, FactsJson.Default.ModelFacts)
            ?? throw new InvalidDataException($"its {FactsName} is empty");

    // The arrays of an ensemble's networks lie in folders 1, 2 …
    private static string PrefixOf(int network, int count) => count == 1 ? "" : $"{network + 1}/";

    // The facts of each network, in the order of their arrays; none for a network from elsewhere. A file may say anything:
    // what is lacking is null here, whatever the type promises.
    private static ModelFacts[] MembersOf(ModelFacts? facts)
    {
        if (facts is null)
            return [];
        if (string.IsNullOrWhiteSpace(facts.Network))
            throw new InvalidDataException("does not say what its network is");
        ModelFacts?[] members = facts.Members is { Count: > 0 } many ? [.. many] : [facts];
        for (int i = 0; i < members.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(members[i]?.Network))
                throw new InvalidDataException($"does not say what its network {i + 1} is");
        }
        if (facts.Network != members[0]!.Network)
            throw new InvalidDataException($"says that it is {facts.Network}, but its first network is {members[0]!.Network}");
        return members!;
    }

    private static Network[] ToNetworks(Dictionary<string, NumpyArray> arrays, ModelFacts[] members)
    {
        if (members.Length == 0)
            return [ToNetwork(arrays, description: null)];
        Network[] networks = new Network[members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            string prefix = PrefixOf(i, members.Length);
            networks[i] = ToNetwork(prefix.Length == 0 ? arrays : Under(prefix, arrays), members[i].Network);
            // The shapes of dense layers are taken from the arrays: what is said of them must be the same.
            if (NetworkDescription.Parse(members[i].Network).IsSizes && members[i].Network != Describe(networks[i]))
            {
                throw new InvalidDataException(
                    $"says that it is {members[i].Network}, but its arrays are {Describe(networks[i])}");
            }
        }
        return networks;
    }

    // A loop, for what ships is read so: queries over pairs are compiled anew in each process.
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

    // A network of more than dense layers is what the facts say; the arrays must fit it.
    private static Network ToNetwork(Dictionary<string, NumpyArray> arrays, string? description)
    {
        NetworkDescription? stated = description is null ? null : NetworkDescription.Parse(description);
        Network network = (stated is { IsSizes: false } ? stated : DescriptionOf(arrays)).Build();
        foreach (NetworkTensor tensor in network.Tensors)
            Fill(network, tensor, arrays);
        return network;
    }

    // The architecture of dense layers is what the shapes say: w1 (H, 784), b1 (H, 1), … as far as the numbers run.
    private static NetworkDescription DescriptionOf(Dictionary<string, NumpyArray> arrays)
    {
        List<int> sizes = [];
        for (int layer = 1; arrays.TryGetValue($"w{layer}", out NumpyArray? weights); layer++)
        {
            if (weights.Shape.Count != 2)
                throw new InvalidDataException(
                    $"its w{layer} has {weights.Shape.Count} dimensions, a matrix has 2");
            if (layer > 1 && weights.Shape[1] != sizes[^1])
                throw new InvalidDataException(
                    $"its w{layer} takes {weights.Shape[1]} values, but w{layer - 1} gives {sizes[^1]}");
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
        if (!AreEqual(array.Shape, expected) && !(expected[^1] == 1 && array.Shape.Count == 1 && array.Shape[0] == expected[0]))
        {
            throw new InvalidDataException($"its {tensor.Name} has the shape ({string.Join(", ", array.Shape)}), "
                + $"not ({string.Join(", ", expected)})");
        }
        int bad = 0;
        while (bad < array.Values.Length && float.IsFinite(array.Values[bad]))
            bad++;
        if (bad < array.Values.Length)
            throw new InvalidDataException(
                $"value {bad + 1:N0} of its {tensor.Name} is {array.Values[bad]}, not a number to work with");
        TensorForm.FromFile(tensor, array.Values, network.Parameters.Span);
    }

    private static bool AreEqual(IReadOnlyList<int> shape, IReadOnlyList<int> other)
    {
        bool areEqual = shape.Count == other.Count;
        for (int i = 0; areEqual && i < shape.Count; i++)
            areEqual = shape[i] == other[i];
        return areEqual;
    }

    private static void CheckFacts(ModelFacts facts, Network[] networks)
    {
        if (facts.Format != 1)
            throw new InvalidDataException(
                $"is of form {facts.Format}, made by a newer Inkling: update this one");
        if (facts.PixelScale is not (> 0 and < float.PositiveInfinity))
            throw new InvalidDataException(
                $"states a pixel scale of {facts.PixelScale}, which is not above 0");
        if (facts.Shift is < 0 or >= Data.DigitSet.Side)
            throw new InvalidDataException($"shifts pictures by {facts.Shift} pixels, which is not 0 to {Data.DigitSet.Side - 1}");
        if (facts.ParametersSha256 is { } hash && hash != Hash(networks))
            throw new InvalidDataException("is damaged: its weights are not those that were saved");
    }

    private static string Describe(Network network) =>
        string.Join('-', new[] { network.Input.Size }.Concat(
            network.Tensors.Where(tensor => tensor.Definition.Kind == Neural.Layers.ParameterKind.Weights)
                .Select(tensor => tensor.Definition.Shape[1])));
}
