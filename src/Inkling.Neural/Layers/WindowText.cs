namespace Inkling.Neural.Layers;

/// <summary>How a window stands in a description.</summary>
internal static class WindowText
{
    /// <summary>"3x3", "5x5 stride 2 pad 1".</summary>
    public static string Of(Window window) => Of(window, usualStride: 1);

    /// <summary>"2x2", and "3x3 stride 2" where it does not step by its own height.</summary>
    public static string OfPool(Window window) => Of(window, usualStride: window.Height);

    private static string Of(Window window, int usualStride)
    {
        string text = $"{window.Height}x{window.Width}";
        if (window.Stride != usualStride)
            text += $" stride {window.Stride}";
        if (window.Padding != 0)
            text += $" pad {window.Padding}";
        return text;
    }
}
