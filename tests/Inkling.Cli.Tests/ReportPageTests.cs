using System.Text.RegularExpressions;
using Inkling.Cli.Report;
using Inkling.Neural.Training;
using Inkling.Recognition.Evaluation;

namespace Inkling.Cli.Tests;

public sealed partial class ReportPageTests
{
    private const string Hostile = """/data/<script>alert("x")</script>/it's & so \ on""";

    [Fact]
    public void What_was_named_on_the_command_line_stays_text()
    {
        TrainingRun run = Runs.Run(epochs: 3, Runs.Bars(50), Runs.Bars(30)) with
        {
            Data = Hostile,
            Test = Hostile,
            Command = ["inkling", "train", "--data", Hostile, "--out", "\0\u001b[31m.npz"],
        };
        string page = TrainingPage.Draw(run);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', page);
        Assert.DoesNotContain('\u001b', page);
        Assert.Contains(
            "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;/it&#39;s &amp; so",
            page, StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_are_escaped_too()
    {
        HtmlWriter html = new();
        html.AddVoid("img", ("alt", "\"'><&"));
        Assert.EndsWith("<img alt=\"&quot;&#39;&gt;&lt;&amp;\">", html.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inkling train", "inkling", "train")]
    [InlineData("'my digits' ''", "my digits", "")]
    [InlineData("""'it'\''s' '$HOME' '`x`' '*'""", "it's", "$HOME", "`x`", "*")]
    [InlineData("a/b-c_d.npz=1,2:3@4%5+6", "a/b-c_d.npz=1,2:3@4%5+6")]
    public void A_command_is_quoted_so_that_a_shell_takes_it_apart_again(
        string line, params string[] words) =>
        Assert.Equal(line, HtmlPage.QuoteForShell(words));

    [Fact]
    public void The_confusions_are_the_evaluations_numbers()
    {
        TrainingRun run = Runs.Run(epochs: 2, validation: Runs.Bars(300));
        string page = TrainingPage.Draw(run);
        DigitEvaluation evaluation = run.Outcome.Record.Validation!;
        int[] cells =
            [.. Cell().Matches(page)
                .Select(cell => cell.Groups[1].Value == "·" ? 0 : int.Parse(cell.Groups[1].Value))];
        Assert.Equal(evaluation.Confusion.SelectMany(row => row), cells);
        Assert.Contains($"{evaluation.Correct} of 300 correct", page, StringComparison.Ordinal);
        Assert.Contains("Validation set", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Test set<", page, StringComparison.Ordinal);
    }

    [Fact]
    public void At_most_forty_mistakes_are_drawn_the_most_confident_first()
    {
        TrainingRun run = Runs.Run(epochs: 2, Runs.Bars(20), Runs.Bars(300, seed: 5));
        string page = TrainingPage.Draw(run);
        DigitEvaluation test = run.Outcome.Record.Test!;
        Assert.True(test.Mistakes.Count > 40);
        Assert.Equal(40, Regex.Count(page, "class=\"ink\""));
        Assert.Contains(
            $"Test set: the 40 most confident of {test.Mistakes.Count} mistakes",
            page, StringComparison.Ordinal);
        int first = test.Mistakes[0];
        Assert.Matches(
            $"class=\"ink\"[^>]*A {test.Digits.Labels[first]} that was read as {test.Read[first]}", page);
        Assert.Contains($"{test.Confidence[first]:P1}", page, StringComparison.Ordinal);
    }

    [Fact]
    public void One_epoch_is_a_dot()
    {
        string page = TrainingPage.Draw(Runs.Run(epochs: 1, Runs.Bars(50)));
        Assert.DoesNotContain("<polyline", page, StringComparison.Ordinal);
        Assert.Equal(5, Regex.Count(page, "<circle class=\"dot\"")); // two losses, two accuracies, one rate
        Assert.Contains("1 epoch.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_validation_and_test_the_sections_say_what_is_lacking()
    {
        string page = TrainingPage.Draw(Runs.Run(epochs: 4));
        Assert.Contains("90.00 % accuracy on the training set", page, StringComparison.Ordinal);
        Assert.Contains("There was no validation set.", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "--validation")); // the confusions and the mistakes
        Assert.Equal(3, Regex.Count(page, "<polyline"));
        AssertWhole(page);
    }

    [Fact]
    public void A_training_cancelled_in_its_first_epoch_has_no_curve_and_all_else()
    {
        string page = TrainingPage.Draw(Runs.Run(epochs: 0, Runs.Bars(50), end: TrainingEnd.Cancelled));
        Assert.Contains("Cancelled after 0 epochs", page, StringComparison.Ordinal);
        Assert.Contains("--resume", page, StringComparison.Ordinal);
        Assert.Contains("nothing to draw", page, StringComparison.Ordinal);
        Assert.Contains("class=\"confusion\"", page, StringComparison.Ordinal);
        AssertWhole(page);
    }

    [Fact]
    public void An_early_stop_names_its_best_epoch_and_marks_it()
    {
        string page = TrainingPage.Draw(Runs.Run(epochs: 8, Runs.Bars(50), end: TrainingEnd.StoppedEarly));
        Assert.Contains(
            "stopped early, after 8 of 9 epochs, and kept the weights of epoch 4, the best.",
            page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "class=\"mark\""));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_never_reaches_a_drawing(double loss)
    {
        string page = TrainingPage.Draw(Runs.Run(epochs: 5, Runs.Bars(50), loss: loss));
        Assert.Contains("Nothing was measured that could be drawn", page, StringComparison.Ordinal);
        Assert.All(
            Drawing().Matches(page).Select(drawing => drawing.Value),
            drawing => Assert.DoesNotMatch("NaN|∞|Infinity", drawing));
    }

    [Fact]
    public void Small_kernels_are_drawn_as_they_are_and_a_weight_that_is_no_number_is_left_blank()
    {
        float[] values = [.. Enumerable.Range(0, 8 * 25).Select(i => (i - 100) / 100f)];
        values[3] = float.NaN;
        HtmlWriter html = new();
        WeightGallery.Write(html, "28x28-8c5-10", new("w1", 8, 5, 5, values));
        Assert.Equal(8, Regex.Count(html.ToString(), "<img width=\"5\" height=\"5\""));
        Assert.Contains(
            "a unit of w1, all 8, and shows its 5 × 5 weights", html.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_make_no_pictures_are_said_to_make_none()
    {
        HtmlWriter html = new();
        WeightGallery.Write(html, "784-255-10", null);
        Assert.Contains(
            "The first weights of 784-255-10 do not form pictures",
            html.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_training_stays_a_light_page()
    {
        string page = TrainingPage.Draw(Runs.Run(epochs: 20_000, Runs.Bars(50)));
        Assert.Contains("One epoch in 34 is drawn", page, StringComparison.Ordinal);
        Assert.Contains("Epoch 20000, validation", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 0, 1_000_000);
    }

    [Fact]
    public void The_page_forbids_itself_everything_and_names_nothing_outside()
    {
        string page = TrainingPage.Draw(Runs.Run(epochs: 3, Runs.Bars(50), Runs.Bars(50)));
        Assert.Contains(
            "content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:;",
            page, StringComparison.Ordinal);
        Assert.All(Reference().Matches(page).Select(match => match.Groups[1].Value), reference =>
            Assert.StartsWith("data:image/", reference, StringComparison.Ordinal));
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        AssertWhole(page);
    }

    private static void AssertWhole(string page)
    {
        foreach (string id in (string[])["curves", "confusion", "mistakes", "weights", "settings"])
            Assert.Contains($"<section id=\"{id}\"", page, StringComparison.Ordinal);
        foreach (string tag in (string[])[
            "section", "div", "table", "tr", "td", "p", "svg", "g", "ul", "li", "figure"])
            Assert.Equal(Regex.Count(page, $"<{tag}[ >]"), Regex.Count(page, $"</{tag}>"));
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<td class=\"(?:right|wrong|none)\"[^>]*>([^<]*)<")]
    private static partial Regex Cell();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Drawing();

    [GeneratedRegex("(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex Reference();
}
