namespace Inkling.Recognition.Evaluation;

/// <summary>How well one writer's digits are read.</summary>
/// <param name="Writer">The name of the writer's folder.</param>
/// <param name="Count">How many pictures.</param>
/// <param name="Correct">How many of them are read right.</param>
public sealed record WriterScore(string Writer, int Count, int Correct)
{
    private const string Images = "images";

    /// <summary>The share that is right, 0 to 1.</summary>
    public double Accuracy => (double)Correct / Count;

    /// <summary>
    /// The writers of a set, by name; none where it does not keep two or more apart. A writer is the first folder
    /// below images/, as in <c>images/0001_CH4M/0_number-1.png</c>.
    /// </summary>
    public static IReadOnlyList<WriterScore> Of(IEnumerable<ScoredReading> readings)
    {
        WriterScore[] writers =
        [
            .. readings
                .GroupBy(reading => WriterOf(reading.Name))
                .Where(writer => writer.Key is not null)
                .Select(writer => new WriterScore(writer.Key!, writer.Count(), writer.Count(reading => reading.IsRight)))
                .OrderBy(writer => writer.Writer, StringComparer.Ordinal),
        ];
        return writers.Length > 1 ? writers : [];
    }

    private static string? WriterOf(string file)
    {
        string[] parts = file.Split('/', '\\');
        return parts is [Images, string writer, _, ..] ? writer : null;
    }
}
