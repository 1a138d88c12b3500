namespace Inkling.EndToEnd.Tests;

/// <summary>
/// Sets of the project's own samples, as real handwriting comes: writers, mistakes, and one of numbers.
/// </summary>
internal static class MadeSets
{
    /// <summary>Writes them below a folder of that name.</summary>
    public static string Write(Workplace place, string name = "sets")
    {
        string[] samples = ["0-ballpoint", "1-marker", "2-neon", "3-ruled", "4-wide", "5-brush"];
        WriteList(place, $"{name}/hands", samples.Select((sample, i) =>
            ($"images/{(i < 4 ? "ann" : "bea")}/{sample}.png", $"{sample[0]}")));
        // One is labelled as what it is not, and one shows nothing.
        WriteList(place, $"{name}/photos/mixed", samples.Select((sample, i) =>
            ($"{sample}.png", i == 1 ? "7" : $"{sample[0]}")));
        File.Delete(place[$"{name}/photos/mixed/5-brush.png"]);
        place.WriteBlank($"{name}/photos/mixed/5-brush.png");
        place.Write($"{name}/amounts/labels.csv", "file,label\nimages/cheque.jpg,1500\n");
        return place[name];
    }

    private static void WriteList(
        Workplace place, string set, IEnumerable<(string File, string Label)> pictures)
    {
        place.Write($"{set}/labels.csv", "file,label\n"
            + string.Concat(pictures.Select(picture => $"{picture.File},{picture.Label}\n")));
        foreach ((string file, _) in pictures)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place[$"{set}/{file}"])!);
            place.WriteSample(Path.GetFileName(file), $"{set}/{file}");
        }
    }
}
