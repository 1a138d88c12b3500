namespace Inkling.Cli.Report;

/// <summary>A chart over epochs or another whole number; values that are no numbers are left out.</summary>
internal sealed record Chart(string Id, string Title, IReadOnlyList<Curve> Curves)
{
    public required Func<double, string> Format { get; init; }

    /// <summary>The unit behind the numbers of the vertical axis.</summary>
    public string Unit { get; init; } = "";

    public bool FromZero { get; init; }

    /// <summary>Whether the vertical axis is logarithmic; values not above 0 are then left out.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>The largest value that is possible.</summary>
    public double Ceiling { get; init; } = double.PositiveInfinity;

    public int Mark { get; init; } // an epoch, from 1; 0 for none

    public HorizontalAxis Horizontal { get; init; } = HorizontalAxis.Epochs;
}

/// <summary>A horizontal axis; Unit stands at its end, and something is "in" an epoch.</summary>
internal sealed record HorizontalAxis(
    string Name, string Unit, string Preposition, Func<int, string> Describe)
{
    public static HorizontalAxis Epochs { get; } = new("epoch", "epoch", "in", epoch => $"epoch {epoch}");

    /// <summary>Coverage: the percentage of all pictures that is answered.</summary>
    public static HorizontalAxis Coverage { get; } =
        new("coverage", "% of all", "at", percent => $"{percent} % coverage");
}

/// <summary>A line of a chart, from left to right; Style is its class in the style sheet.</summary>
internal sealed record Curve(string Name, string Style, IReadOnlyList<CurvePoint> Points);

/// <summary>A point of a curve; X is an epoch, say.</summary>
internal readonly record struct CurvePoint(int X, double Value);
