namespace Inkling.Neural;

/// <summary>
/// A window that is moved over a picture of C channels, as convolutions and pools have it: Height × Width pixels, each move
/// Stride pixels down or right, over a picture with Padding pixels of 0 on each side.
/// </summary>
public readonly record struct Window
{
    /// <summary>Lays the window over pictures of <paramref name="input"/>.</summary>
    /// <exception cref="ArgumentException">It does not fit; the message gives the sizes.</exception>
    public Window(Shape input, int height, int width, int stride, int padding)
    {
        if (height < 1 || width < 1 || stride < 1 || padding < 0)
            throw new ArgumentException($"a window of {height}×{width}, stride {stride}, padding {padding} is none.");
        if (padding >= Math.Min(height, width))
            throw new ArgumentException($"a padding of {padding} is not below the window's {height}×{width}.");
        if (height > input.Height + (2 * padding) || width > input.Width + (2 * padding))
        {
            throw new ArgumentException($"a window of {height}×{width} does not fit into {input.Height}×{input.Width} "
                + $"pixels and {padding} of padding.");
        }
        (Input, Height, Width, Stride, Padding) = (input, height, width, stride, padding);
    }

    /// <summary>The pictures.</summary>
    public Shape Input { get; }

    /// <summary>Its rows.</summary>
    public int Height { get; }

    /// <summary>Its columns.</summary>
    public int Width { get; }

    /// <summary>Pixels from one place to the next, down or right.</summary>
    public int Stride { get; }

    /// <summary>Pixels of 0 on each side of the picture.</summary>
    public int Padding { get; }

    /// <summary>Values under the window: Height · Width · C.</summary>
    public int Size => Height * Width * Input.Channels;

    /// <summary>Rows of the padded picture.</summary>
    public int PaddedHeight => Input.Height + (2 * Padding);

    /// <summary>Columns of the padded picture.</summary>
    public int PaddedWidth => Input.Width + (2 * Padding);

    /// <summary>Values of the padded picture.</summary>
    public int PaddedSize => PaddedHeight * PaddedWidth * Input.Channels;

    /// <summary>How many places it has, one below the other.</summary>
    public int Down => ((PaddedHeight - Height) / Stride) + 1;

    /// <summary>How many places it has, side by side.</summary>
    public int Across => ((PaddedWidth - Width) / Stride) + 1;

    /// <summary>How many places it has in all.</summary>
    public int Places => Down * Across;

    /// <summary>What comes of it if each place gives <paramref name="channels"/> values.</summary>
    public Shape OutputOf(int channels) => new(channels, Down, Across);
}
