namespace Inkling.Neural.Layers;

/// <summary>How a window is written in a description.</summary>
internal static class WindowText
{
    /// <summary>"3x3", "5x5 stride 2 pad 1", "3x1 stride 2x1".</summary>
    public static string Of(Window window) => Of(window, (1, 1));

    /// <summary>"2x2", and "3x3 stride 2" where it does not step by its own size.</summary>
    public static string OfPool(Window window) => Of(window, (window.Height, window.Width));

    private static string Of(Window window, (int Y, int X) usualStride)
    {
        string text = $"{window.Height}x{window.Width}";
        if ((window.StrideY, window.StrideX) != usualStride)
            text += $" stride {Pair(window.StrideY, window.StrideX)}";
        if (window.IsPadded)
            text += $" pad {Pair(window.PaddingY, window.PaddingX)}";
        return text;
    }

    private static string Pair(int y, int x) => y == x ? $"{y}" : $"{y}x{x}";
}
