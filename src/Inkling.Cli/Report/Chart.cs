namespace Inkling.Cli.Report;

/// <summary>What a chart over epochs, or over another whole number, shows.</summary>
/// <param name="Id">Its name in the page.</param>
/// <param name="Title">What is measured.</param>
/// <param name="Curves">One line each. Values that are no numbers are left out.</param>
internal sealed record Chart(string Id, string Title, IReadOnlyList<Curve> Curves)
{
    /// <summary>Formats a value.</summary>
    public required Func<double, string> Format { get; init; }

    /// <summary>The unit behind the numbers of the vertical axis.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Whether the vertical axis begins at 0, whatever is drawn.</summary>
    public bool FromZero { get; init; }

    /// <summary>Whether the vertical axis is logarithmic; values not above 0 are then left out.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>The largest value that is possible.</summary>
    public double Ceiling { get; init; } = double.PositiveInfinity;

    /// <summary>An epoch to be marked, from 1; 0 for none.</summary>
    public int Mark { get; init; }

    /// <summary>The horizontal axis.</summary>
    public HorizontalAxis Horizontal { get; init; } = HorizontalAxis.Epochs;
}

/// <summary>A horizontal axis.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Unit">What stands at its end, behind the numbers.</param>
/// <param name="Preposition">How something is there: "in" an epoch.</param>
/// <param name="Describe">Names a position on it.</param>
internal sealed record HorizontalAxis(
    string Name, string Unit, string Preposition, Func<int, string> Describe)
{
    /// <summary>The epochs of a training.</summary>
    public static HorizontalAxis Epochs { get; } = new("epoch", "epoch", "in", epoch => $"epoch {epoch}");

    /// <summary>Coverage: the percentage of all pictures that is answered.</summary>
    public static HorizontalAxis Coverage { get; } =
        new("coverage", "% of all", "at", percent => $"{percent} % coverage");
}

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Style">Its class in the style sheet.</param>
/// <param name="Points">Its points, from left to right.</param>
internal sealed record Curve(string Name, string Style, IReadOnlyList<CurvePoint> Points);

/// <summary>A point of a curve; X is an epoch, say.</summary>
internal readonly record struct CurvePoint(int X, double Value);
