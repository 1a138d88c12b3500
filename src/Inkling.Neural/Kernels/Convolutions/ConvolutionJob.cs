namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>
/// A convolution as three products, by its operands. X [N, H, W, C] and Y [N, Down, Across, Out] lie with a pixel's channels
/// together; V [window, Out] has a row for each value under the window, row by row of the window, pixel by pixel, channel by
/// channel.
/// </summary>
internal readonly record struct ConvolutionJob
{
    public required Window Window { get; init; }

    /// <summary>X [N, H · W · C].</summary>
    public required Matrix X { get; init; }

    /// <summary>X with its padding, [N, window.PaddedSize]; empty where there is none, or nobody needs it again.</summary>
    public Matrix Padded { get; init; }

    /// <summary>V.</summary>
    public required PanelMatrix V { get; init; }

    /// <summary>b [Out]; empty for zeros.</summary>
    public ReadOnlyMemory<float> Biases { get; init; }

    /// <summary>Y [N, Down · Across · Out].</summary>
    public Matrix Y { get; init; }

    /// <summary>Whether what is below 0 in Y becomes 0.</summary>
    public bool Rectifies { get; init; }

    /// <summary>
    /// Whether to go the way of the definition in any case. A digit that is read alone, often all that a process does, waits longer
    /// for Winograd's code to be compiled than that saves.
    /// </summary>
    public bool ByDefinition { get; init; }

    /// <summary>The gradient by Y, as Y.</summary>
    public Matrix DY { get; init; }

    /// <summary>The gradient by X, as X; empty when nobody wants it.</summary>
    public Matrix DX { get; init; }

    /// <summary>Whether dX is 0 where X is not above 0.</summary>
    public bool MasksDX { get; init; }

    /// <summary>The gradient by V, as V.</summary>
    public PanelMatrix DV { get; init; }

    /// <summary>The gradient by b, as b.</summary>
    public Memory<float> DBiases { get; init; }

    /// <summary>N.</summary>
    public int Samples => X.Rows;

    /// <summary>Out.</summary>
    public int Channels => V.Columns;
}
