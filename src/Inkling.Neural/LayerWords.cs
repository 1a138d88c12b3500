using System.Globalization;

namespace Inkling.Neural;

/// <summary>The words of one layer of a description, taken one after the other: "conv 32 3x3 stride 2 pad 1".</summary>
internal sealed class LayerWords(string item)
{
    private readonly Queue<string> _words =
        new(item.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private string? _name;

    /// <summary>The first word.</summary>
    public string Name => _name ??= _words.Dequeue();

    /// <summary>The next word as a number.</summary>
    /// <exception cref="ArgumentException">There is none, or it is no number from 1 to the most.</exception>
    public int Size(string what, int most)
    {
        string word = Next(what);
        if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int size) || size < 1 || size > most)
            throw new ArgumentException($"{what}, \"{word}\", are not a number of 1 to {most:N0}.");
        return size;
    }

    /// <summary>The next word as a share.</summary>
    /// <exception cref="ArgumentException">There is none, or it is no number.</exception>
    public float Rate()
    {
        string word = Next("its rate");
        return float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float rate)
            ? rate
            : throw new ArgumentException($"its rate, \"{word}\", is not a number.");
    }

    /// <summary>A window, "3x3 stride 2 pad 1", that steps by a pixel unless it says otherwise.</summary>
    /// <exception cref="ArgumentException">It is none, or it does not fit.</exception>
    public Window Window(Shape input)
    {
        (int height, int width) = Sides();
        (int stride, int padding) = Rest(usualStride: 1);
        return new(input, height, width, stride, padding);
    }

    /// <summary>A window that steps by its own height unless it says otherwise.</summary>
    /// <exception cref="ArgumentException">It is none, or it does not fit.</exception>
    public Window PoolWindow(Shape input)
    {
        (int height, int width) = Sides();
        (int stride, int padding) = Rest(usualStride: height);
        return new(input, height, width, stride, padding);
    }

    /// <summary>Refuses words that are left.</summary>
    public void RequireEnd()
    {
        if (_words.TryDequeue(out string? word))
            throw new ArgumentException($"\"{word}\" says nothing there.");
    }

    private (int Height, int Width) Sides()
    {
        string word = Next("its window");
        string[] sides = word.Split('x');
        bool isWindow = int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            & int.TryParse(sides[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int width);
        return isWindow && sides.Length == 2
            ? (height, width)
            : throw new ArgumentException($"its window, \"{word}\", is not two numbers, as in 3x3.");
    }

    private (int Stride, int Padding) Rest(int usualStride)
    {
        (int stride, int padding) = (usualStride, 0);
        while (_words.TryPeek(out string? word) && word is "stride" or "pad")
        {
            _words.Dequeue();
            string number = Next($"the number behind \"{word}\"");
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value))
                throw new ArgumentException($"\"{number}\" behind \"{word}\" is not a number.");
            (stride, padding) = word == "stride" ? (value, padding) : (stride, value);
        }
        return (stride, padding);
    }

    private string Next(string what) =>
        _words.TryDequeue(out string? word) ? word : throw new ArgumentException($"{what} is lacking.");
}
