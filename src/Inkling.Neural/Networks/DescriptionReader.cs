using Inkling.Neural.Layers;

namespace Inkling.Neural.Networks;

/// <summary>Reads the layers of a <see cref="NetworkDescription"/>; an error names its layer.</summary>
internal sealed class DescriptionReader
{
    // No layer of a sensible network is larger; and products of two such numbers are still exact.
    private const int Most = 1 << 20;

    // 2²⁴ values are 64 MB for each sample of a batch.
    private const long MostValues = 1 << 24;

    // A step's random numbers tell 256 layers apart (Dropout); braces are read by recursion.
    private const int MostLayers = 255, MostNested = 16;

    private readonly List<Layer> _layers = [];
    private readonly List<string> _texts = [];
    private Shape _shape;
    private int _nested;

    private DescriptionReader()
    {
    }

    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>The description, on one line.</summary>
    public string Text => string.Join(", ", _texts);

    /// <summary>Reads all of a description.</summary>
    /// <exception cref="ArgumentException">The message names the layer by its number and words.</exception>
    public static DescriptionReader Parse(string text)
    {
        List<string> items = ItemsOf(text);
        if (items.Count < 2)
        {
            throw new ArgumentException($"\"{text.Trim()}\" is not a network: write sizes joined by \"-\", "
                + "as in 784-256-64-10, or the input's shape and layers, as in "
                + "\"1x28x28, conv 32 5x5, relu, maxpool 2x2, flatten, dense 10\".");
        }
        DescriptionReader list = new() { _shape = ShapeOf(items[0]) };
        RequireFit(list._shape);
        list._texts.Add(Written(list._shape));
        int next = 1;
        list.ReadLayers(items, ref next, isInner: false);
        return list;
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

    private static string Written(Shape shape) => shape.ToString().Replace('×', 'x');

    private static Shape ShapeOf(string item)
    {
        string[] parts = item.Split('x');
        int[] sizes = new int[parts.Length];
        bool areSizes = true;
        for (int i = 0; i < sizes.Length; i++)
            areSizes &= int.TryParse(parts[i], out sizes[i]) && sizes[i] is > 0 and <= Most;
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
                if (_layers.Count == MostLayers)
                    throw new ArgumentException($"a network has at most {MostLayers} layers.");
                if (item == "residual")
                    ReadResidual(items, ref next);
                else
                    Take(LayerOf(new LayerWords(item), _shape));
            }
            catch (ArgumentException failure) when (failure is not LayerException)
            {
                throw new LayerException($"layer {_layers.Count + 1} of the network, \"{item}\", which takes "
                    + $"{_shape}: {failure.Message}");
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
        if (_layers.Count == 0)
            throw new ArgumentException("it can't be the first: there must be a layer whose output it adds.");
        if (++_nested > MostNested)
            throw new ArgumentException($"blocks lie at most {MostNested} deep in each other.");
        next++;
        int source = _layers.Count - 1;
        Shape before = _shape;
        int texts = _texts.Count;
        ReadLayers(items, ref next, isInner: true);
        if (_shape != before)
        {
            throw new ArgumentException(
                $"it adds what its layers give, {_shape}, to what they took, {before}: these must be alike.");
        }
        _nested--;
        _layers.Add(new Add(_shape, source));
        string inner = string.Join(", ", _texts[texts..]);
        _texts.RemoveRange(texts, _texts.Count - texts);
        _texts.Add($"residual {{ {inner} }}");
    }

    private void Take(Layer layer)
    {
        _layers.Add(layer);
        _texts.Add(layer.Text);
        _shape = layer.Output;
    }

    private static Layer LayerOf(LayerWords words, Shape shape)
    {
        Layer layer = words.Name switch
        {
            "conv" => Convolution(words, shape),
            "depthwise" => new DepthwiseConvolution(words.Window(shape)),
            "maxpool" => new MaxPool(words.PoolWindow(shape)),
            "avgpool" => new AveragePool(words.PoolWindow(shape)),
            "batchnorm" => new BatchNorm(shape),
            "relu" => new Relu(shape),
            "flatten" => new Flatten(shape),
            "dropout" => new Dropout(shape, words.Rate()),
            "dense" => Dense(words, shape),
            _ => throw new ArgumentException("there is no such layer: there are conv, depthwise, maxpool, "
                + "avgpool, batchnorm, relu, residual, flatten, dropout and dense."),
        };
        words.RequireEnd();
        return layer;
    }

    private static Convolution Convolution(LayerWords words, Shape shape)
    {
        int channels = words.Size("its channels", Most);
        Window window = words.Window(shape);
        RequireFew((long)window.Size * channels);
        RequireFit(new(channels, window.OutputHeight, window.OutputWidth));
        return new Convolution(window, channels);
    }

    private static Dense Dense(LayerWords words, Shape shape)
    {
        int units = words.Size("its units", Most);
        RequireFew((long)shape.Size * units);
        return new Dense(shape, units);
    }

    private static void RequireFew(long weights)
    {
        if (weights > int.MaxValue / 2)
            throw new ArgumentException($"it would have {weights:N0} weights.");
    }

    private static void RequireFit(Shape shape)
    {
        decimal values = (decimal)shape.Channels * shape.Height * shape.Width;
        if (values > MostValues)
        {
            throw new ArgumentException(
                $"{shape} are {values:N0} values for each sample; at most {MostValues:N0} are taken.");
        }
    }

    // Names its layer already.
    private sealed class LayerException(string message) : ArgumentException(message);
}
