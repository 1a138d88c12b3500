namespace Inkling.Onnx;

/// <summary>
/// How a network takes pixels: x = (level / Divisor − Mean) / Deviation, where a level is 0 to 255. What the
/// graph itself does with its input comes after that.
/// </summary>
public sealed record OnnxPixels
{
    /// <summary>255 for a network that takes 0 to 1, as PyTorch's ToTensor gives; 1 for levels.</summary>
    public float Divisor { get; init; } = 255;

    /// <summary>The mean that is taken away; 0.1307 in PyTorch's MNIST example.</summary>
    public float Mean { get; init; }

    /// <summary>The standard deviation that is divided by; 0.3081 in PyTorch's MNIST example.</summary>
    public float Deviation { get; init; } = 1;

    /// <summary>Whether ink is dark on light paper: the network sees 255 − level.</summary>
    public bool InkIsDark { get; init; }

    internal void Check()
    {
        Require(Divisor > 0 && float.IsFinite(Divisor), $"a divisor of {Divisor} is not above 0");
        Require(Deviation > 0 && float.IsFinite(Deviation), $"a deviation of {Deviation} is not above 0");
        Require(float.IsFinite(Mean), $"a mean of {Mean} is no number to work with");
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds)
            throw new ArgumentException(fault);
    }
}
