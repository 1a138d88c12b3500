using Inkling.Datasets.Mnist;
using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

namespace Inkling.Datasets;

/// <summary>What a source's digits are stored as.</summary>
public enum DigitSourceKind
{
    /// <summary>MNIST's own files.</summary>
    Idx,

    /// <summary>Rows of a label and 784 pixels.</summary>
    Csv,

    /// <summary>Picture files.</summary>
    Pictures,

    /// <summary>Nothing: they are made when asked for.</summary>
    Synthetic,

    /// <summary>NumPy's arrays, in an archive or a file each.</summary>
    Numpy,

    /// <summary>Parquet files, as the Hugging Face hub has sets of pictures.</summary>
    Parquet,
}

/// <summary>
/// Labelled digits somewhere. Recognises what an argument is by what is there, and reads nothing until a
/// split is asked for. A source has a training and a test split, or one only, which it never passes off as
/// two.
/// </summary>
public sealed class DigitSource
{
    /// <summary>The argument that stands for MNIST, wherever it is.</summary>
    public const string Mnist = "mnist";

    private const int SyntheticCount = 10_000;

    private const string Accepted = "Inkling reads: mnist; a folder with MNIST's four files; an IDX file of "
        + "pictures with its labels beside it; a CSV file of a label and 784 pixels a row; a folder of class "
        + "folders 0 … 9 or zero … nine; a folder with labels.csv (file,label); NumPy's .npz or a pair of "
        + ".npy; Parquet; a ZIP or tar archive of these.";

    internal DigitSource(DigitSourceKind kind, DatasetSplit training, DatasetSplit? test = null)
    {
        Kind = kind;
        Training = training;
        Test = test;
    }

    /// <summary>
    /// Synthetic digits as a source to train, evaluate or convert. Seed 0 is kept for them: a training of
    /// that seed would have learnt from them.
    /// </summary>
    internal static DigitSource Synthetic { get; } =
        new(DigitSourceKind.Synthetic, new(
            "synthetic digits",
            (_, cancellation) => SyntheticDigits.Make(SyntheticCount, seed: 0, cancellation)));

    /// <summary>What the digits are stored as.</summary>
    public DigitSourceKind Kind { get; }

    /// <summary>What to train on: the training split, or all there is.</summary>
    public DatasetSplit Training { get; }

    /// <summary>The test split; null if the source has one only.</summary>
    public DatasetSplit? Test { get; }

    /// <summary>What to evaluate on: the test split, or all there is.</summary>
    public DatasetSplit Evaluation => Test ?? Training;

    /// <summary>The same digits with rows and columns exchanged when they are read.</summary>
    internal DigitSource Transpose() => new(Kind, Training.Transpose(), Test?.Transpose());

    /// <summary>Recognises an argument. A folder that is called mnist is named ./mnist.</summary>
    /// <param name="argument">mnist, a folder or a file.</param>
    /// <param name="mnist">Where MNIST is looked for; by default what the environment says.</param>
    /// <exception cref="ArgumentNullException">There is no argument.</exception>
    /// <exception cref="DataException">Inkling does not read it; the message lists what it reads.</exception>
    public static DigitSource Open(string argument, MnistOptions? mnist = null)
    {
        ArgumentNullException.ThrowIfNull(argument);
        if (argument == Mnist)
            return OfMnist(new MnistCache(mnist ?? MnistOptions.FromEnvironment()));
        if (Directory.Exists(argument))
        {
            return SourceFolder.Recognise(argument)
                ?? throw new DataException($"{argument}: holds no digits that Inkling knows. {Accepted}");
        }
        if (!File.Exists(argument))
            throw new DataException($"{argument}: there is no such file or folder. {Accepted}");
        return SourceFile.Recognise(argument)
            ?? throw new DataException($"{argument}: is no file of digits that Inkling knows. {Accepted}");
    }

    /// <summary>MNIST, where all of it is on this machine; null where it must be downloaded.</summary>
    /// <param name="mnist">Where it is looked for; by default what the environment says.</param>
    /// <exception cref="DataException">The environment names a folder that is none.</exception>
    public static DigitSource? FindMnist(MnistOptions? mnist = null)
    {
        MnistCache cache = new(mnist ?? MnistOptions.FromEnvironment());
        return cache.IsAtHand ? OfMnist(cache) : null;
    }

    private static DigitSource OfMnist(MnistCache cache) => new(
        DigitSourceKind.Idx,
        new DatasetSplit("MNIST, training set", cache.ReadTraining),
        new DatasetSplit("MNIST, test set", cache.ReadTest));
}
