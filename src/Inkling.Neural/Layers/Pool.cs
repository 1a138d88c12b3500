namespace Inkling.Neural.Layers;

/// <summary>One value of each window. X [N, H, W, C], Y [N, OutputHeight, OutputWidth, C].</summary>
internal abstract class Pool : Layer
{
    /// <summary>A layer over the window, which has no padding.</summary>
    /// <exception cref="ArgumentException">The window has padding.</exception>
    private protected Pool(Window window)
        : base(window.Input, window.OutputOf(window.Input.Channels))
    {
        if (window.IsPadded)
        {
            throw new ArgumentException(
                $"a pool has no padding: {window.PaddingY}×{window.PaddingX} was given.");
        }
        Window = window;
    }

    /// <summary>The window.</summary>
    public Window Window { get; }

    /// <inheritdoc/>
    public override string Text => $"{Name} {WindowText.OfPool(Window)}";

    /// <summary>Its name in a description.</summary>
    private protected abstract string Name { get; }
}
