using Inkling.Neural.Layers;

namespace Inkling.Neural.Networks;

/// <summary>Reads the layers of a <see cref="NetworkDescription"/>; an error names its layer.</summary>
internal sealed class DescriptionReader
{
    private readonly NetworkBuilder _network;

    private DescriptionReader(Shape input) => _network = new(input);

    /// <summary>Reads all of a description.</summary>
    /// <exception cref="ArgumentException">The message names the layer by its number and words.</exception>
    public static NetworkBuilder Parse(string text)
    {
        List<string> items = ItemsOf(text);
        if (items.Count < 2)
        {
            throw new ArgumentException($"\"{text.Trim()}\" is not a network: write sizes joined by \"-\", "
                + "as in 784-256-64-10, or the input's shape and layers, as in "
                + "\"1x28x28, conv 32 5x5, relu, maxpool 2x2, flatten, dense 10\".");
        }
        DescriptionReader reader = new(ShapeOf(items[0]));
        int next = 1;
        reader.ReadLayers(items, ref next, isInner: false);
        return reader._network;
    }

    // Lines and commas part items; braces are items of their own.
    private static List<string> ItemsOf(string text)
    {
        List<string> items = [];
        foreach (string line in text.Split('\n'))
        {
            string code = line.Split('#')[0]
                .Replace("{", ", {,", StringComparison.Ordinal)
                .Replace("}", ", },", StringComparison.Ordinal);
            const StringSplitOptions options =
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
            items.AddRange(code.Split([',', ';'], options));
        }
        return items;
    }

    private static Shape ShapeOf(string item)
    {
        string[] parts = item.Split('x');
        int[] sizes = new int[parts.Length];
        bool areSizes = true;
        for (int i = 0; i < sizes.Length; i++)
            areSizes &= int.TryParse(parts[i], out sizes[i]) && sizes[i] is > 0 and <= NetworkBuilder.Most;
        return (areSizes ? sizes.Length : 0) switch
        {
            1 => Shape.Flat(sizes[0]),
            2 => new(1, sizes[0], sizes[1]),
            3 => new(sizes[0], sizes[1], sizes[2]),
            _ => throw new ArgumentException("a network begins with the shape of its input, as in 1x28x28 or "
                + $"784, and not with \"{item}\"."),
        };
    }

    private void ReadLayers(List<string> items, ref int next, bool isInner)
    {
        while (next < items.Count)
        {
            string item = items[next++];
            if (item == "}" && isInner)
                return;
            try
            {
                _network.RequireRoom();
                if (item == "residual")
                    ReadResidual(items, ref next);
                else
                    Add(new LayerWords(item));
            }
            catch (ArgumentException failure) when (failure is not LayerException)
            {
                throw new LayerException($"layer {_network.LayerCount + 1} of the network, \"{item}\", "
                    + $"which takes {_network.Output}: {failure.Message}");
            }
        }
        if (isInner)
            throw new ArgumentException("a residual block is not closed by \"}\".");
    }

    private void ReadResidual(List<string> items, ref int next)
    {
        if (next == items.Count || items[next] != "{")
        {
            throw new ArgumentException("its layers follow in braces, as in "
                + "residual { conv 32 3x3 pad 1, batchnorm, relu }.");
        }
        int after = next + 1;
        _network.Residual(_ => ReadLayers(items, ref after, isInner: true));
        next = after;
    }

    private void Add(LayerWords words)
    {
        Shape shape = _network.Output;
        _ = words.Name switch
        {
            "conv" => _network.Convolution(
                words.Size("its channels", NetworkBuilder.Most), words.Window(shape)),
            "depthwise" => _network.Add(new DepthwiseConvolution(words.Window(shape))),
            "maxpool" => _network.Add(new MaxPool(words.PoolWindow(shape))),
            "avgpool" => _network.Add(new AveragePool(words.PoolWindow(shape))),
            "batchnorm" => _network.BatchNorm(),
            "relu" => _network.Relu(),
            "flatten" => _network.Flatten(),
            "dropout" => _network.Dropout(words.Rate()),
            "dense" => _network.Dense(words.Size("its units", NetworkBuilder.Most)),
            _ => throw new ArgumentException("there is no such layer: there are conv, depthwise, maxpool, "
                + "avgpool, batchnorm, relu, residual, flatten, dropout and dense."),
        };
        words.RequireEnd();
    }

    // Names its layer already.
    private sealed class LayerException(string message) : ArgumentException(message);
}
