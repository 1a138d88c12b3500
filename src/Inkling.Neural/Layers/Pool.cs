namespace Inkling.Neural.Layers;

/// <summary>
/// A layer that makes one value of those under a window, channel by channel: X [N, H, W, C], Y [N, Down, Across, C], a pixel's
/// channels together. Each sample is done by itself; which value it is, the kinds say.
/// </summary>
public abstract class Pool : Layer
{
    private readonly SamplesWork _forward;
    private readonly SamplesWork _backward;

    /// <summary>A layer over the window, which has no padding.</summary>
    /// <exception cref="ArgumentException">The window has padding.</exception>
    private protected Pool(Window window)
        : base(window.Input, window.OutputOf(window.Input.Channels))
    {
        if (window.Padding > 0)
            throw new ArgumentException($"a pool takes no padding, and not {window.Padding}.");
        Window = window;
        (_forward, _backward) = (Forward, Backward);
    }

    /// <summary>The window.</summary>
    public Window Window { get; }

    /// <inheritdoc/>
    public override bool CanMask => true;

    /// <inheritdoc/>
    public override string Text => $"{Name} {WindowText.OfPool(Window)}";

    /// <summary>What it is called in a description.</summary>
    private protected abstract string Name { get; }

    /// <inheritdoc/>
    public override void Forward(in LayerPass pass) => pass.Samples.Run(pass, _forward);

    /// <inheritdoc/>
    public override void Backward(in LayerPass pass)
    {
        if (!pass.DX.IsEmpty)
            pass.Samples.Run(pass, _backward);
    }

    /// <summary>Y of some samples.</summary>
    private protected abstract void Forward(in LayerPass pass, int first, int end);

    /// <summary>dX of some samples.</summary>
    private protected abstract void Backward(in LayerPass pass, int first, int end);
}
