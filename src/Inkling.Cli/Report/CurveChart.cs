namespace Inkling.Cli.Report;

/// <summary>
/// Draws a chart as SVG in its own units, which the page scales: round ticks, a legend, and each line's last value
/// at its end. It knows no training.
/// </summary>
internal static class CurveChart
{
    private const double Width = 400, Height = 250;
    private const double Left = 48, Top = 12, Bottom = 218; // where the plot begins and ends; around it stand numbers
    private const double PlotWidth = 280, PlotHeight = Bottom - Top;
    private const double LabelHeight = 16;
    private const int MostTicks = 5;

    // More would be a thread of pearls: then they only say their value under a pointer.
    private const int MostDots = 30;

    /// <summary>Writes the figure.</summary>
    public static void Write(HtmlWriter html, Chart chart)
    {
        Curve[] curves =
        [
            .. chart.Curves.Select(curve => curve.Drawable(chart.Logarithmic)).Where(curve => curve.Points.Count > 0),
        ];
        using HtmlWriter.Element figure = html.Open("figure", ("class", "chart"));
        WriteCaption(html, chart, curves);
        if (curves.Length == 0)
        {
            html.Add("p", "Nothing was measured that could be drawn.", ("class", "lacking"));
            return;
        }
        Frame frame = Frame.Around(chart, curves);
        using HtmlWriter.Element svg = html.Open("svg", ("viewBox", $"0 0 {Width} {Height}"), ("role", "img"),
            ("aria-labelledby", $"{chart.Id}-title {chart.Id}-desc"));
        string axis = chart.Logarithmic ? ", on a logarithmic axis" : "";
        html.Add("title", $"{chart.Title} by {chart.Across.Name}{axis}", ("id", $"{chart.Id}-title"));
        html.Add("desc", string.Join(" ", curves.Select(curve => Tell(chart, curve))), ("id", $"{chart.Id}-desc"));
        WriteAxes(html, chart, frame);
        foreach (Curve curve in curves)
            WriteCurve(html, chart, curve, frame);
        WriteLastValues(html, chart, curves, frame);
    }

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

    private static string Tell(Chart chart, Curve curve) => curve.Points.Count == 1
        ? $"{curve.Name}: {Tell(chart, curve.Points[0])}."
        : $"{curve.Name}: from {Tell(chart, curve.Points[0])} to {Tell(chart, curve.Points[^1])}.";

    private static string Tell(Chart chart, CurvePoint point) =>
        $"{chart.Format(point.Value)} {chart.Across.Preposition} {chart.Across.Tell(point.Place)}";

    private static void WriteAxes(HtmlWriter html, Chart chart, Frame frame)
    {
        foreach (double value in frame.Vertical.Values)
        {
            double y = frame.Y(value);
            WriteLine(html, "grid", Left, y, Left + PlotWidth, y);
            html.Add("text", $"{Ticks.Label(value)}{chart.Unit}", ("class", "tick end"),
                ("x", N(Left - 8)), ("y", N(y)), ("dy", "0.35em"));
        }
        foreach (double place in frame.Horizontal.Values)
        {
            double x = frame.X(place);
            WriteLine(html, "axis", x, Bottom, x, Bottom + 4);
            html.Add("text", Ticks.Label(place), ("class", "tick middle"), ("x", N(x)), ("y", N(Height - 12)));
        }
        WriteLine(html, "axis", Left, Bottom, Left + PlotWidth, Bottom);
        html.Add("text", chart.Across.End, ("class", "tick"), ("x", N(Left + PlotWidth + 18)), ("y", N(Height - 12)));
        if (chart.Mark > 0)
            WriteLine(html, "mark", frame.X(chart.Mark), Top, frame.X(chart.Mark), Bottom);
    }

    private static void WriteLine(HtmlWriter html, string style, double x1, double y1, double x2, double y2) =>
        html.Add("line", "", ("class", style), ("x1", N(x1)), ("y1", N(y1)), ("x2", N(x2)), ("y2", N(y2)));

    private static void WriteCurve(HtmlWriter html, Chart chart, Curve curve, Frame frame)
    {
        using HtmlWriter.Element group = html.Open("g", ("class", curve.Style));
        if (curve.Points.Count > 1)
        {
            IEnumerable<string> places =
                curve.Points.Select(point => $"{N(frame.X(point.Place))},{N(frame.Y(point.Value))}");
            html.Add("polyline", "", ("class", "curve"), ("points", string.Join(' ', places)));
        }
        bool dots = curve.Points.Count <= MostDots;
        foreach (CurvePoint point in curve.Points)
        {
            using HtmlWriter.Element spot = html.Open("circle", ("class", dots ? "dot" : "spot"),
                ("cx", N(frame.X(point.Place))), ("cy", N(frame.Y(point.Value))), ("r", dots ? "2.5" : "5"));
            string place = chart.Across.Tell(point.Place);
            string begun = $"{char.ToUpperInvariant(place[0])}{place[1..]}";
            html.Add("title", $"{begun}, {curve.Name}: {chart.Format(point.Value)}");
        }
    }

    // Values that end near each other move apart, the higher upwards.
    private static void WriteLastValues(HtmlWriter html, Chart chart, Curve[] curves, Frame frame)
    {
        double lowest = double.NegativeInfinity;
        foreach (Curve curve in curves.OrderByDescending(curve => curve.Points[^1].Value))
        {
            CurvePoint last = curve.Points[^1];
            // Room is kept for those that follow below.
            double y = Math.Max(Math.Min(frame.Y(last.Value), Bottom - 6), lowest + LabelHeight);
            lowest = y;
            html.Add("text", chart.Format(last.Value), ("class", $"last {curve.Style}"),
                ("x", N(frame.X(last.Place) + 8)), ("y", N(y)), ("dy", "0.35em"));
        }
    }

    private static string N(double coordinate) => coordinate.ToString("0.##");

    // Where places and values lie.
    private sealed record Frame(Ticks Vertical, bool Logarithmic, Ticks Horizontal, int First, int Last)
    {
        public static Frame Around(Chart chart, Curve[] curves)
        {
            CurvePoint[] points = [.. curves.SelectMany(curve => curve.Points)];
            double low = chart.FromZero ? 0 : points.Min(point => point.Value);
            double high = points.Max(point => point.Value);
            int first = points.Min(point => point.Place), last = points.Max(point => point.Place);
            Ticks vertical = chart.Logarithmic
                ? Ticks.AroundRatios(low, high, MostTicks)
                : Ticks.Around(low, high, MostTicks, floor: 0, chart.Ceiling);
            return new(vertical, chart.Logarithmic, Ticks.Within(first, last, MostTicks), first, last);
        }

        public double X(double place) =>
            Left + (PlotWidth * (First == Last ? 0.5 : (place - First) / (Last - First)));

        public double Y(double value) =>
            Top + (PlotHeight * (1 - (Logarithmic
                ? Math.Log(value / Vertical.Low) / Math.Log(Vertical.High / Vertical.Low)
                : (value - Vertical.Low) / (Vertical.High - Vertical.Low))));
    }
}
