using System.Globalization;

namespace Inkling.Neural.Networks;

/// <summary>The words of one layer of a description, read in order: "conv 32 3x3 stride 2 pad 1".</summary>
internal sealed class LayerWords(string item)
{
    private readonly Queue<string> _words =
        new(item.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private string? _name;

    /// <summary>The first word.</summary>
    public string Name => _name ??= _words.Dequeue();

    /// <summary>Reads the next word as a number.</summary>
    /// <exception cref="ArgumentException">There is none, or it is no number from 1 to the most.</exception>
    public int Size(string what, int most)
    {
        string word = Next(what);
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            && size >= 1 && size <= most
            ? size
            : throw new ArgumentException($"{what}, \"{word}\", are not a number of 1 to {most:N0}.");
    }

    /// <summary>Reads the next word as a rate.</summary>
    /// <exception cref="ArgumentException">There is none, or it is no number.</exception>
    public float Rate()
    {
        string word = Next("its rate");
        return float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float rate)
            ? rate
            : throw new ArgumentException($"its rate, \"{word}\", is not a number.");
    }

    /// <summary>Reads a window, "3x3 stride 2 pad 1" or "3x1 stride 2x1"; by default of stride 1.</summary>
    /// <exception cref="ArgumentException">It is none, or it does not fit.</exception>
    public Window Window(Shape input)
    {
        (int height, int width) = Sides();
        return Window(input, height, width, usualStride: (1, 1));
    }

    /// <summary>Reads a window whose stride is its size by default.</summary>
    /// <exception cref="ArgumentException">It is none, or it does not fit.</exception>
    public Window PoolWindow(Shape input)
    {
        (int height, int width) = Sides();
        return Window(input, height, width, usualStride: (height, width));
    }

    /// <summary>Rejects words that are left.</summary>
    public void RequireEnd()
    {
        if (_words.TryDequeue(out string? word))
            throw new ArgumentException($"\"{word}\" has no meaning there.");
    }

    private Window Window(Shape input, int height, int width, (int Y, int X) usualStride)
    {
        ((int Y, int X) stride, (int Y, int X) padding) = (usualStride, (0, 0));
        while (_words.TryPeek(out string? word) && word is "stride" or "pad")
        {
            _words.Dequeue();
            string text = Next($"the number behind \"{word}\"");
            if (PairOf(text) is not { } pair)
                throw new ArgumentException(
                    $"\"{text}\" behind \"{word}\" is not a number, or two as in 2x1.");
            (stride, padding) = word == "stride" ? (pair, padding) : (stride, pair);
        }
        return new(input, height, width, stride, padding);
    }

    private (int Height, int Width) Sides()
    {
        string word = Next("its window");
        return word.Contains('x', StringComparison.Ordinal) && PairOf(word) is { } sides
            ? sides
            : throw new ArgumentException($"its window, \"{word}\", is not two numbers, as in 3x3.");
    }

    // "2" is (2, 2), "2x1" is (2, 1): down, then across.
    private static (int Y, int X)? PairOf(string text)
    {
        string[] parts = text.Split('x');
        bool isPair = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int y)
            & int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int x);
        return isPair && parts.Length <= 2 ? (y, x) : null;
    }

    private string Next(string what) =>
        _words.TryDequeue(out string? word) ? word : throw new ArgumentException($"{what} is lacking.");
}
