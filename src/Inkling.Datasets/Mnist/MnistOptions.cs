using Inkling.Datasets.Files;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Mnist;

/// <summary>Where MNIST is looked for, and how patiently it is downloaded.</summary>
public sealed record MnistOptions
{
    /// <summary>The variable that names a folder with MNIST, or with a folder mnist in it.</summary>
    public const string FolderVariable = "INKLING_DATA";

    /// <summary>The variable that replaces the mirrors: addresses of folders, with commas between.</summary>
    public const string MirrorsVariable = "INKLING_MNIST_MIRRORS";

    /// <summary>A folder of the user's own, looked into first and never written to; null for none.</summary>
    public string? Folder { get; init; }

    /// <summary>Where fetched files are kept.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Addresses of folders that hold the four files, tried in turn.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } =
    [
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
    ];

    /// <summary>How long a mirror may take to accept a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a mirror may stay silent, before its answer or within it.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long to wait before a mirror is asked for the second and last time.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The four files; tests put small ones in their place.</summary>
    internal IReadOnlyList<MnistFile> Files { get; init; } = MnistFile.All;

    /// <summary>The clock of stalls and pauses; tests put one in its place that does as they say.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The defaults, with what the environment says.</summary>
    /// <exception cref="DataException">INKLING_MNIST_MIRRORS holds something else than addresses.</exception>
    public static MnistOptions FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <summary>As <see cref="FromEnvironment"/>, with the environment as an argument.</summary>
    internal static MnistOptions From(Func<string, string?> variable)
    {
        MnistOptions options = new()
        {
            Folder = variable(FolderVariable) is { Length: > 0 } folder ? folder : null,
            CacheFolder = CacheFolderOf(variable),
        };
        return variable(MirrorsVariable) is { Length: > 0 } mirrors
            ? options with { Mirrors = ParseMirrors(mirrors) }
            : options;
    }

    // XDG Base Directory Specification 0.8: a relative XDG_CACHE_HOME is to be ignored. An account without a
    // home, as services have it, gets the system's folder for temporary files.
    private static string CacheFolderOf(Func<string, string?> variable)
    {
        string local = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : variable("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache)
                ? cache
                : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home
                    ? Path.Combine(home, ".cache")
                    : string.Empty;
        return Path.Combine(local.Length > 0 ? local : Path.GetTempPath(), "inkling", "mnist");
    }

    private static List<Uri> ParseMirrors(string text)
    {
        List<Uri> mirrors = [];
        const StringSplitOptions Bare =
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        foreach (string part in text.Split(',', Bare))
        {
            if (!Uri.TryCreate(part.TrimEnd('/') + "/", UriKind.Absolute, out Uri? mirror)
                || (mirror.Scheme != Uri.UriSchemeHttp && mirror.Scheme != Uri.UriSchemeHttps))
            {
                throw new DataException($"{MirrorsVariable}: \"{part}\" is not an http or https address.");
            }
            mirrors.Add(mirror);
        }
        return mirrors.Count > 0
            ? mirrors
            : throw new DataException($"{MirrorsVariable}: \"{text}\" is not an http or https address.");
    }
}

/// <summary>
/// One of MNIST's four files: its canonical name, and the SHA-256 of its content unzipped, which every copy
/// that Inkling calls MNIST must have. Yann LeCun and Corinna Cortes, CC BY-SA 3.0.
/// </summary>
/// <param name="Name">The name of the gzipped file, as the mirrors have it.</param>
/// <param name="Sha256">Of the unzipped content, lower-case hex.</param>
internal sealed record MnistFile(string Name, string Sha256)
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

    /// <summary>Its path in a folder, with a dot or dash before idx, gzipped or not; null if none.</summary>
    public DataPath? FindIn(DataPath folder)
    {
        string dashed = Path.GetFileNameWithoutExtension(Name);
        string dotted = dashed.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [dashed, dotted, Name, dotted + ".gz"];
        return names.Select(folder.At).FirstOrDefault(path => path.IsFile);
    }
}
