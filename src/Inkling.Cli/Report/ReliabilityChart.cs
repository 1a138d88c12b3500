using Inkling.Recognition.Evaluation;
using static Inkling.Cli.Report.Svg;

namespace Inkling.Cli.Report;

/// <summary>
/// The reliability diagram as SVG (Guo et al. 2017, figure 1): a bar for each bin of confidence, as high as
/// the share that is right, as solid as its readings are many; where a bar should end is the diagonal.
/// </summary>
internal static class ReliabilityChart
{
    private const double Width = 400, Height = 290;
    private const double Left = 48, Top = 12, Right = 384, Bottom = 236; // the plot; around it stand numbers
    private const double Faintest = 0.15; // a bin of a single reading is still seen

    /// <summary>Writes the figure under an id of its own in the page.</summary>
    public static void Write(HtmlWriter html, string id, string title, Reliability reliability)
    {
        using HtmlWriter.Element figure = html.Open("figure", ("class", "chart"));
        using (html.Open("figcaption"))
        {
            html.Add("h3", title);
            html.Add("p", $"calibration error {reliability.ExpectedError:P2}");
        }
        using HtmlWriter.Element svg = Open(html, id, Width, Height,
            $"{title}: accuracy by confidence",
            $"Expected calibration error {reliability.ExpectedError:P2}, over {reliability.Count:N0} "
                + "readings.");
        WriteAxes(html);
        int most = reliability.Diagram.Max(bin => bin.Count);
        foreach (ReliabilityBin bin in reliability.Diagram)
            WriteBin(html, bin, most);
        Line(html, "mark", X(0), Y(0), X(1), Y(1));
    }

    private static void WriteAxes(HtmlWriter html)
    {
        for (int percent = 0; percent <= 100; percent += 20)
        {
            double x = X(percent / 100.0), y = Y(percent / 100.0);
            Line(html, "grid", Left, y, Right, y);
            html.Add("text", $"{percent} %", ("class", "tick end"),
                ("x", N(Left - 8)), ("y", N(y)), ("dy", "0.35em"));
            Line(html, "axis", x, Bottom, x, Bottom + 4);
            html.Add("text", $"{percent}", ("class", "tick middle"), ("x", N(x)), ("y", N(Bottom + 20)));
        }
        Line(html, "axis", Left, Bottom, Right, Bottom);
        html.Add("text", "confidence, %", ("class", "tick middle"),
            ("x", N((Left + Right) / 2)), ("y", N(Bottom + 42)));
    }

    private static void WriteBin(HtmlWriter html, ReliabilityBin bin, int most)
    {
        if (bin.Right is not { } right)
            return;
        double solid = Faintest + ((1 - Faintest) * Math.Sqrt((double)bin.Count / most));
        using HtmlWriter.Element group = html.Open("g", ("class", "judging"));
        html.Add("title", $"Confidence {bin.Low:P1} to {bin.High:P1}: {right:P1} of {bin.Count:N0} are "
            + $"right; their mean confidence is {bin.Confidence:P1}");
        html.Add("rect", "", ("class", "bar"), ("x", N(X(bin.Low) + 1)), ("y", N(Y(right))),
            ("width", N(X(bin.High) - X(bin.Low) - 2)), ("height", N(Y(0) - Y(right))),
            ("fill-opacity", $"{solid:F2}"));
        Line(html, "curve", X(bin.Low) + 1, Y(right), X(bin.High) - 1, Y(right));
    }

    private static double X(double confidence) => Left + ((Right - Left) * confidence);

    private static double Y(double share) => Bottom - ((Bottom - Top) * share);
}
