using System.Security.Cryptography;
using System.Text.Json;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Models;

/// <summary>
/// A network as NumPy arrays: w1 [Out, In], b1 [Out, 1], w2 … It builds the network of such arrays, and says
/// what does not fit.
/// </summary>
internal static class NetworkArrays
{
    /// <summary>The arrays of a network, whose parameters may lie elsewhere.</summary>
    public static IEnumerable<(string Name, NumpyArray Array)> Arrays(
        Network network, ReadOnlyMemory<float>? parameters = null)
    {
        foreach (NetworkTensor tensor in network.Tensors)
            yield return (tensor.Name, NumpyArray.Of(tensor, (parameters ?? network.Parameters).Span));
    }

    /// <summary>SHA-256 of floats as little-endian bytes, one array after the other, in hex.</summary>
    public static string Hash(params IEnumerable<float[]> parts)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (float[] values in parts)
            hash.AppendData(NumpyArray.LittleEndian(values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Builds the network of these arrays, which a description of layers must fit.</summary>
    public static Network ToNetwork(Dictionary<string, NumpyArray> arrays, string? description)
    {
        NetworkDescription? stated = description is null ? null : NetworkDescription.Parse(description);
        Network network = (stated is { IsSizes: false } ? stated : DescriptionOf(arrays)).Build();
        Fill(network, arrays);
        return network;
    }

    /// <summary>Writes these arrays into a network, which they must fit.</summary>
    public static void Fill(Network network, Dictionary<string, NumpyArray> arrays)
    {
        foreach (NetworkTensor tensor in network.Tensors)
            Fill(network, tensor, arrays);
    }

    // Loops here and below: a cold predict reads a model, and queries over its values are compiled in each
    // process.
    public static Dictionary<string, NumpyArray> Under(string prefix, Dictionary<string, NumpyArray> arrays)
    {
        Dictionary<string, NumpyArray> under = [];
        foreach ((string name, NumpyArray array) in arrays)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                under.Add(name[prefix.Length..], array);
        }
        return under;
    }

    /// <summary>Whether an exception is what reading a file that is not as it should be may throw.</summary>
    public static bool IsDamage(Exception failure) => failure
        is InvalidDataException or ArgumentException or JsonException or NotSupportedException;

    // The architecture of dense layers is what the shapes say: w1 (H, 784), b1 (H, 1), … as far as the
    // numbers run.
    private static NetworkDescription DescriptionOf(Dictionary<string, NumpyArray> arrays)
    {
        string sizes = "";
        int last = 0;
        for (int layer = 1; arrays.TryGetValue($"w{layer}", out NumpyArray? weights); layer++)
        {
            if (weights.Shape.Count != 2)
            {
                throw new InvalidDataException(
                    $"its w{layer} has {weights.Shape.Count} dimensions, a matrix has 2");
            }
            if (layer > 1 && weights.Shape[1] != last)
            {
                throw new InvalidDataException(
                    $"its w{layer} takes {weights.Shape[1]} values, but w{layer - 1} gives {last}");
            }
            last = weights.Shape[0];
            sizes += layer == 1 ? $"{weights.Shape[1]}-{last}" : $"-{last}";
        }
        if (sizes.Length == 0)
            throw new InvalidDataException("has no array w1, so it holds no network");
        return NetworkDescription.Parse(sizes);
    }

    private static void Fill(Network network, NetworkTensor tensor, Dictionary<string, NumpyArray> arrays)
    {
        if (!arrays.TryGetValue(tensor.Name, out NumpyArray? array))
            throw new InvalidDataException($"has no array {tensor.Name}");
        IReadOnlyList<int> expected = tensor.Definition.FileShape;
        // A column of numbers may be stored as a row of them.
        bool isRow = expected[^1] == 1 && array.Shape.Count == 1 && array.Shape[0] == expected[0];
        bool fits = isRow || array.Shape.Count == expected.Count;
        for (int i = 0; fits && !isRow && i < expected.Count; i++)
            fits = array.Shape[i] == expected[i];
        if (!fits)
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
}
