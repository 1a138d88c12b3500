namespace Inkling.Neural;

/// <summary>
/// The sliding window of a convolution or a pool: Height × Width pixels over pictures of C channels, with a
/// stride and a zero padding for each axis (Y down, X across).
/// </summary>
internal readonly record struct Window
{
    /// <summary>A window whose stride and padding are the same on both axes.</summary>
    /// <exception cref="ArgumentException">It does not fit; the message gives the sizes.</exception>
    public Window(Shape input, int height, int width, int stride = 1, int padding = 0)
        : this(input, height, width, (stride, stride), (padding, padding))
    {
    }

    /// <summary>Lays the window over pictures of <paramref name="input"/>.</summary>
    /// <exception cref="ArgumentException">It does not fit; the message gives the sizes.</exception>
    public Window(Shape input, int height, int width, (int Y, int X) stride, (int Y, int X) padding)
    {
        if (height < 1 || width < 1 || stride.Y < 1 || stride.X < 1 || padding.Y < 0 || padding.X < 0)
        {
            throw new ArgumentException($"a window of {height}×{width}, stride {stride.Y}×{stride.X}, "
                + $"padding {padding.Y}×{padding.X} is impossible.");
        }
        if (padding.Y >= height || padding.X >= width)
        {
            throw new ArgumentException($"a padding of {padding.Y}×{padding.X} is not smaller than the "
                + $"window, {height}×{width}.");
        }
        if (height > input.Height + (2 * padding.Y) || width > input.Width + (2 * padding.X))
        {
            throw new ArgumentException($"a window of {height}×{width} does not fit into "
                + $"{input.Height}×{input.Width} pixels with a padding of {padding.Y}×{padding.X}.");
        }
        (Input, Height, Width) = (input, height, width);
        (StrideY, StrideX, PaddingY, PaddingX) = (stride.Y, stride.X, padding.Y, padding.X);
        Padded = new(input.Channels, input.Height + (2 * padding.Y), input.Width + (2 * padding.X));
        OutputHeight = ((Padded.Height - height) / stride.Y) + 1;
        OutputWidth = ((Padded.Width - width) / stride.X) + 1;
    }

    /// <summary>The shape of the pictures.</summary>
    public Shape Input { get; }

    /// <summary>Rows of the window.</summary>
    public int Height { get; }

    /// <summary>Columns of the window.</summary>
    public int Width { get; }

    /// <summary>Rows from one output position to the next.</summary>
    public int StrideY { get; }

    /// <summary>Columns from one output position to the next.</summary>
    public int StrideX { get; }

    /// <summary>Rows of zeros above the picture, and as many below.</summary>
    public int PaddingY { get; }

    /// <summary>Columns of zeros left of the picture, and as many right of it.</summary>
    public int PaddingX { get; }

    /// <summary>Whether there is any padding.</summary>
    public bool IsPadded => PaddingY > 0 || PaddingX > 0;

    /// <summary>Pixels under the window: Height · Width.</summary>
    public int Pixels => Height * Width;

    /// <summary>Values under the window: Height · Width · C.</summary>
    public int Size => Pixels * Input.Channels;

    /// <summary>The picture with its padding.</summary>
    public Shape Padded { get; }

    /// <summary>Rows of output positions.</summary>
    public int OutputHeight { get; }

    /// <summary>Columns of output positions.</summary>
    public int OutputWidth { get; }

    /// <summary>Output positions: OutputHeight · OutputWidth.</summary>
    public int OutputPositions => OutputHeight * OutputWidth;

    /// <summary>The output's shape where each position gives <paramref name="channels"/> values.</summary>
    public Shape OutputOf(int channels) => new(channels, OutputHeight, OutputWidth);
}
