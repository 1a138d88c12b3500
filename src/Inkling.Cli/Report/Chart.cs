namespace Inkling.Cli.Report;

/// <summary>What a chart over the epochs, or over another whole number, shows.</summary>
/// <param name="Id">Its name in the page.</param>
/// <param name="Title">What is measured.</param>
/// <param name="Curves">One line each. Values that are no numbers are left out.</param>
internal sealed record Chart(string Id, string Title, IReadOnlyList<Curve> Curves)
{
    /// <summary>How a value is written out.</summary>
    public required Func<double, string> Format { get; init; }

    /// <summary>What stands behind the numbers of the axis.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Whether the axis begins at 0, whatever is drawn.</summary>
    public bool FromZero { get; init; }

    /// <summary>Whether equal ratios are equally far apart; what is not above 0 is then left out.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>The largest value there can be.</summary>
    public double Ceiling { get; init; } = double.PositiveInfinity;

    /// <summary>An epoch to be marked, from 1; 0 for none.</summary>
    public int Mark { get; init; }

    /// <summary>What runs from left to right.</summary>
    public Across Across { get; init; } = Across.Epochs;
}

/// <summary>What runs from left to right.</summary>
/// <param name="Name">What it is.</param>
/// <param name="End">What stands at its end, behind the numbers.</param>
/// <param name="Preposition">How something is there: "in" an epoch.</param>
/// <param name="Tell">What a place on it is called.</param>
internal sealed record Across(string Name, string End, string Preposition, Func<int, string> Tell)
{
    /// <summary>The epochs of a training.</summary>
    public static Across Epochs { get; } = new("epoch", "epoch", "in", epoch => $"epoch {epoch}");

    /// <summary>Shares of a hundred of which something is answered.</summary>
    public static Across Answered { get; } =
        new("coverage", "% of all", "at", percent => $"{percent} % coverage");
}

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Style">Its class in the style sheet.</param>
/// <param name="Points">Its values, from left to right.</param>
internal sealed record Curve(string Name, string Style, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>Keeps what can be drawn.</summary>
    public Curve Drawable(bool logarithmic) => this with
    {
        Points = [.. Points.Where(point => double.IsFinite(point.Value) && (point.Value > 0 || !logarithmic))],
    };
}

/// <summary>A value after an epoch, or at another place from left to right.</summary>
internal readonly record struct CurvePoint(int Place, double Value);
