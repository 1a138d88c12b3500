using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Window = (int Y, int X, int Step, int Pad);

namespace Inkling.Peers;

/// <summary>One layer of a network: its word, its sizes, and the arrays that it has learnt.</summary>
/// <param name="Word">"conv", "maxpool", "avgpool", "flatten" or "dense".</param>
/// <param name="Outputs">Channels or units.</param>
/// <param name="Inputs">Channels or values.</param>
/// <param name="Window">Height, width, stride and padding, of conv and pools.</param>
internal sealed record ModelLayer(string Word, int Outputs, int Inputs, Window Window)
{
    /// <summary>W [Outputs, Inputs, Y, X] of conv, [Outputs, Inputs] of dense.</summary>
    public float[] Weights { get; init; } = [];

    /// <summary>b [Outputs].</summary>
    public float[] Biases { get; init; } = [];

    /// <summary>Whether a ReLU follows.</summary>
    public bool HasRelu { get; set; }
}

/// <summary>
/// The networks of a model file (.npz) as an exporter for ONNX wants them: channels before rows and columns,
/// batch norms folded into the weights before them, a ReLU with the layer of weights before it (a maximum
/// of ReLUs is the ReLU of the maximum), dropout left out.
/// </summary>
internal sealed partial class ModelLayers
{
    private const float Epsilon = 1e-5f; // Inkling's batch norm

    private readonly Dictionary<string, float[]> _arrays = [];

    private ModelLayers(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        foreach (ZipArchiveEntry entry in archive.Entries.Where(one => one.Name.EndsWith(".npy", default)))
            _arrays.Add(entry.FullName[..^".npy".Length], Floats(entry));
        using JsonDocument document = JsonDocument.Parse(archive.GetEntry("inkling.json")!.Open());
        JsonElement metadata = document.RootElement;
        bool isTempered = metadata.TryGetProperty("temperature", out JsonElement temperature)
            && temperature.ValueKind == JsonValueKind.Number;
        Temperature = isTempered ? temperature.GetSingle() : 1;
        bool isEnsemble = metadata.TryGetProperty("members", out JsonElement of)
            && of.ValueKind == JsonValueKind.Array && of.GetArrayLength() > 0;
        JsonElement[] members = isEnsemble ? [.. of.EnumerateArray()] : [metadata];
        Networks = [.. members.Select((member, i) => Network(
            member.GetProperty("network").GetString()!, members.Length == 1 ? "" : $"{i + 1}/"))];
    }

    /// <summary>The layers of each network, whose probabilities are averaged.</summary>
    public IReadOnlyList<IReadOnlyList<ModelLayer>> Networks { get; }

    /// <summary>Whether they take 1x28x28, and not 784.</summary>
    public bool TakesPictures => Networks[0][0].Word == "conv";

    /// <summary>What Inkling tempers the mean of the networks' probabilities with.</summary>
    public float Temperature { get; }

    public static ModelLayers Read(string path) => new(path);

    private List<ModelLayer> Network(string text, string prefix)
    {
        if (Sizes().IsMatch(text))
        {
            string[] sizes = text.Split('-');
            text = $"{sizes[0]}, dense {string.Join(", relu, dense ", sizes[1..])}";
        }
        List<ModelLayer> layers = [];
        (int C, int Y, int X) shape = text.StartsWith("1x28x28", default) ? (1, 28, 28) : (784, 1, 1);
        int number = 0;
        foreach (string[] words in text.Split(", ").Skip(1).Select(layer => layer.Split(' ')))
        {
            switch (words[0])
            {
                case "dropout":
                    break;
                case "relu":
                    LastOf(layers).HasRelu = true;
                    break;
                case "batchnorm":
                    Fold(LastOf(layers), prefix, ++number);
                    break;
                default:
                    layers.Add(Layer(words, ref shape, prefix, ref number));
                    break;
            }
        }
        return layers;
    }

    // The layer of weights that a batch norm or a ReLU is joined with, over a maximum and not over a mean.
    private static ModelLayer LastOf(List<ModelLayer> layers) => layers[^1].Word switch
    {
        "conv" or "dense" => layers[^1],
        "maxpool" when layers.Count > 1 && layers[^2].Weights.Length > 0 => layers[^2],
        string other => throw new NotSupportedException($"The export joins nothing with {other}."),
    };

    private ModelLayer Layer(string[] words, ref (int C, int Y, int X) shape, string prefix, ref int number)
    {
        (int c, int y, int x) = shape;
        switch (words[0])
        {
            case "conv":
                Window window = WindowOf(words[2..], usualStep: 1);
                ModelLayer conv = new("conv", int.Parse(words[1]), c, window)
                {
                    Weights = ChannelsFirst(
                        _arrays[$"{prefix}w{++number}"], int.Parse(words[1]), window.Y * window.X, c),
                    Biases = _arrays[$"{prefix}b{number}"],
                };
                shape = (conv.Outputs, After(y, window.Y, window), After(x, window.X, window));
                return conv;
            case "maxpool" or "avgpool":
                window = WindowOf(words[1..], usualStep: null);
                shape = (c, After(y, window.Y, window), After(x, window.X, window));
                return new(words[0], c, c, window);
            case "flatten":
                return new("flatten", c * y * x, c * y * x, default);
            case "dense":
                int outputs = int.Parse(words[1]);
                shape = (outputs, 1, 1);
                return new("dense", outputs, c * y * x, default)
                {
                    Weights = ChannelsFirst(_arrays[$"{prefix}w{++number}"], outputs, y * x, c),
                    Biases = _arrays[$"{prefix}b{number}"],
                };
            default:
                throw new NotSupportedException(
                    $"The export has no layer \"{string.Join(' ', words)}\": add it to ModelLayers.cs.");
        }
    }

    // [Out, place, C], as the file has them, to [Out, C, place].
    private static float[] ChannelsFirst(float[] weights, int outputs, int places, int channels)
    {
        float[] turned = new float[weights.Length];
        for (int o = 0; o < outputs; o++)
        {
            for (int place = 0; place < places; place++)
            {
                for (int c = 0; c < channels; c++)
                {
                    turned[(((o * channels) + c) * places) + place] =
                        weights[(((o * places) + place) * channels) + c];
                }
            }
        }
        return turned;
    }

    // scale · (w · x + b − mean) / deviation + shift; a maximum between stays one where the scale is above 0.
    private void Fold(ModelLayer layer, string prefix, int number)
    {
        float[] Of(string name) => _arrays[$"{prefix}{name}{number}"];

        int each = layer.Weights.Length / layer.Outputs;
        for (int o = 0; o < layer.Outputs; o++)
        {
            float scale = Of("scale")[o] / MathF.Sqrt(Of("variance")[o] + Epsilon);
            if (scale <= 0)
            {
                throw new NotSupportedException(
                    $"A scale of batch norm {number} is {scale}, and only one above 0 is folded.");
            }
            foreach (ref float weight in layer.Weights.AsSpan(o * each, each))
                weight *= scale;
            layer.Biases[o] = ((layer.Biases[o] - Of("mean")[o]) * scale) + Of("shift")[o];
        }
    }

    private static int After(int size, int window, Window of) =>
        ((size + (2 * of.Pad) - window) / of.Step) + 1;

    // "3x3 stride 2 pad 1"
    private static Window WindowOf(string[] words, int? usualStep)
    {
        int[] size = [.. words[0].Split('x').Select(int.Parse)];
        int Stated(string name, int usual) =>
            Array.IndexOf(words, name) is > 0 and int at ? int.Parse(words[at + 1]) : usual;

        return (size[0], size[1], Stated("stride", usualStep ?? size[0]), Stated("pad", 0));
    }

    // A NumPy array of little-endian floats in C order: ten bytes, a header of so many, the values.
    private static float[] Floats(ZipArchiveEntry entry)
    {
        using MemoryStream content = new();
        using (Stream stream = entry.Open())
            stream.CopyTo(content);
        ReadOnlySpan<byte> bytes = content.ToArray();
        int header = 10 + BitConverter.ToUInt16(bytes[8..]);
        string text = Encoding.ASCII.GetString(bytes[10..header]);
        return text.Contains("'<f4'", StringComparison.Ordinal)
            ? MemoryMarshal.Cast<byte, float>(bytes[header..]).ToArray()
            : throw new NotSupportedException($"{entry.FullName} is no array of float32: {text}");
    }

    [GeneratedRegex(@"^\d+(-\d+)+$")]
    private static partial Regex Sizes();
}
