using static Inkling.Cli.Report.Svg;

namespace Inkling.Cli.Report;

/// <summary>Draws a chart as SVG: round ticks, a legend, and each line's last value at its end.</summary>
internal static class CurveChart
{
    private const double Width = 400, Height = 250;
    private const double Left = 48, Top = 12, Bottom = 218; // the plot, between the numbers
    private const double PlotWidth = 280, PlotHeight = Bottom - Top;
    private const double LabelHeight = 16;
    private const int MostTicks = 5;

    // With more the dots hide the line: they then only show their value under a pointer.
    private const int MostDots = 30;

    public static void Write(HtmlWriter html, Chart chart)
    {
        Curve[] curves =
            [.. chart.Curves.Select(curve => Drawable(curve, chart)).Where(curve => curve.Points.Count > 0)];
        using HtmlWriter.Element figure = html.Open("figure", ("class", "chart"));
        WriteCaption(html, chart, curves);
        if (curves.Length == 0)
        {
            html.Add("p", "Nothing was measured that could be drawn.", ("class", "lacking"));
            return;
        }
        Plot plot = Plot.Around(chart, curves);
        string axis = chart.Logarithmic ? ", on a logarithmic axis" : "";
        using HtmlWriter.Element svg = Open(html, chart.Id, Width, Height,
            $"{chart.Title} by {chart.Horizontal.Name}{axis}",
            string.Join(" ", curves.Select(curve => Describe(chart, curve))));
        WriteAxes(html, chart, plot);
        foreach (Curve curve in curves)
            WriteCurve(html, chart, curve, plot);
        WriteLastValues(html, chart, curves, plot);
    }

    private static Curve Drawable(Curve curve, Chart chart) => curve with
    {
        Points = [.. curve.Points.Where(point => double.IsFinite(point.Value)
            && (point.Value > 0 || !chart.Logarithmic))],
    };

    private static void WriteCaption(HtmlWriter html, Chart chart, Curve[] curves)
    {
        using HtmlWriter.Element caption = html.Open("figcaption");
        html.Add("h3", chart.Title);
        if (curves.Length < 2)
            return;
        using HtmlWriter.Element legend = html.Open("ul", ("class", "legend"));
        foreach (Curve curve in curves)
            html.Add("li", curve.Name, ("class", curve.Style));
    }

    private static string Describe(Chart chart, Curve curve) => curve.Points.Count == 1
        ? $"{curve.Name}: {Describe(chart, curve.Points[0])}."
        : $"{curve.Name}: from {Describe(chart, curve.Points[0])} to {Describe(chart, curve.Points[^1])}.";

    private static string Describe(Chart chart, CurvePoint point) =>
        $"{chart.Format(point.Value)} {chart.Horizontal.Preposition} {chart.Horizontal.Describe(point.X)}";

    private static void WriteAxes(HtmlWriter html, Chart chart, Plot plot)
    {
        foreach (double value in plot.Vertical.Values)
        {
            double y = plot.Y(value);
            Line(html, "grid", Left, y, Left + PlotWidth, y);
            html.Add("text", $"{Ticks.Label(value)}{chart.Unit}", ("class", "tick end"),
                ("x", N(Left - 8)), ("y", N(y)), ("dy", "0.35em"));
        }
        foreach (double tick in plot.Horizontal.Values)
        {
            double x = plot.X(tick);
            Line(html, "axis", x, Bottom, x, Bottom + 4);
            html.Add("text", Ticks.Label(tick), ("class", "tick middle"), ("x", N(x)), ("y", N(Height - 12)));
        }
        Line(html, "axis", Left, Bottom, Left + PlotWidth, Bottom);
        html.Add("text", chart.Horizontal.Unit, ("class", "tick"), ("x", N(Left + PlotWidth + 18)),
            ("y", N(Height - 12)));
        if (chart.Mark > 0)
            Line(html, "mark", plot.X(chart.Mark), Top, plot.X(chart.Mark), Bottom);
    }

    private static void WriteCurve(HtmlWriter html, Chart chart, Curve curve, Plot plot)
    {
        using HtmlWriter.Element group = html.Open("g", ("class", curve.Style));
        if (curve.Points.Count > 1)
        {
            html.Add("polyline", "", ("class", "curve"), ("points", string.Join(
                ' ', curve.Points.Select(point => $"{N(plot.X(point.X))},{N(plot.Y(point.Value))}"))));
        }
        bool dots = curve.Points.Count <= MostDots;
        foreach (CurvePoint point in curve.Points)
        {
            using HtmlWriter.Element spot = html.Open("circle", ("class", dots ? "dot" : "spot"),
                ("cx", N(plot.X(point.X))), ("cy", N(plot.Y(point.Value))), ("r", dots ? "2.5" : "5"));
            string x = chart.Horizontal.Describe(point.X);
            html.Add("title",
                $"{char.ToUpperInvariant(x[0])}{x[1..]}, {curve.Name}: {chart.Format(point.Value)}");
        }
    }

    // Values that end near each other move apart, the higher upwards.
    private static void WriteLastValues(HtmlWriter html, Chart chart, Curve[] curves, Plot plot)
    {
        double lowest = double.NegativeInfinity;
        foreach (Curve curve in curves.OrderByDescending(curve => curve.Points[^1].Value))
        {
            CurvePoint last = curve.Points[^1];
            // Room is kept for those that follow below.
            double y = Math.Max(Math.Min(plot.Y(last.Value), Bottom - 6), lowest + LabelHeight);
            lowest = y;
            html.Add("text", chart.Format(last.Value), ("class", $"last {curve.Style}"),
                ("x", N(plot.X(last.X) + 8)), ("y", N(y)), ("dy", "0.35em"));
        }
    }

    // Maps points to coordinates.
    private sealed record Plot(Ticks Vertical, bool Logarithmic, Ticks Horizontal, int First, int Last)
    {
        public static Plot Around(Chart chart, Curve[] curves)
        {
            CurvePoint[] points = [.. curves.SelectMany(curve => curve.Points)];
            double low = chart.FromZero ? 0 : points.Min(point => point.Value);
            double high = points.Max(point => point.Value);
            int first = points.Min(point => point.X), last = points.Max(point => point.X);
            Ticks vertical = chart.Logarithmic
                ? Ticks.AroundRatios(low, high, MostTicks)
                : Ticks.Around(low, high, MostTicks, floor: 0, chart.Ceiling);
            return new(vertical, chart.Logarithmic, Ticks.Within(first, last, MostTicks), first, last);
        }

        public double X(double x) =>
            Left + (PlotWidth * (First == Last ? 0.5 : (x - First) / (Last - First)));

        public double Y(double value) =>
            Top + (PlotHeight * (1 - (Logarithmic
                ? Math.Log(value / Vertical.Low) / Math.Log(Vertical.High / Vertical.Low)
                : (value - Vertical.Low) / (Vertical.High - Vertical.Low))));
    }
}
