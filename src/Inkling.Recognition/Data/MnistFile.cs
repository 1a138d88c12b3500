namespace Inkling.Recognition.Data;

/// <summary>
/// One of MNIST's four files: its canonical name, and the SHA-256 of its content unzipped, which every copy
/// that Inkling calls MNIST must have. Yann LeCun and Corinna Cortes, CC BY-SA 3.0.
/// </summary>
/// <param name="Name">The name of the gzipped file, as the mirrors have it.</param>
/// <param name="Sha256">Of the unzipped content, lower-case hex.</param>
public sealed record MnistFile(string Name, string Sha256)
{
    /// <summary>The 60,000 training pictures.</summary>
    public static MnistFile TrainingImages { get; } = new(
        "train-images-idx3-ubyte.gz", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");

    /// <summary>Their labels.</summary>
    public static MnistFile TrainingLabels { get; } = new(
        "train-labels-idx1-ubyte.gz", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");

    /// <summary>The 10,000 test pictures.</summary>
    public static MnistFile TestImages { get; } = new(
        "t10k-images-idx3-ubyte.gz", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");

    /// <summary>Their labels.</summary>
    public static MnistFile TestLabels { get; } = new(
        "t10k-labels-idx1-ubyte.gz", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    /// <summary>All four, in the order in which they are fetched.</summary>
    public static IReadOnlyList<MnistFile> All { get; } =
        [TrainingImages, TrainingLabels, TestImages, TestLabels];

    /// <summary>
    /// Where a folder has this file, under any of the names in use: with a dot or a dash before idx, gzipped
    /// or unpacked; null if it has none.
    /// </summary>
    public string? FindIn(string folder)
    {
        string dashed = Path.GetFileNameWithoutExtension(Name);
        string dotted = dashed.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [dashed, dotted, Name, dotted + ".gz"];
        return names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
