using Inkling.Recognition.Penmanship;

namespace Inkling.Recognition.Data;

/// <summary>What a source's digits are stored as.</summary>
public enum DigitSourceKind
{
    /// <summary>MNIST's own files.</summary>
    Idx,

    /// <summary>Rows of a label and 784 pixels.</summary>
    Csv,

    /// <summary>Picture files.</summary>
    Pictures,

    /// <summary>Nothing: they are drawn when asked for.</summary>
    Drawn,
}

/// <summary>
/// The door for --data: says what an argument is, by what is there, and reads nothing until a part is asked
/// for. A source has a training part and a test part, or one part only; it never passes one off as two.
/// </summary>
public sealed class DigitSource
{
    /// <summary>The argument that stands for MNIST, wherever it is.</summary>
    public const string Mnist = "mnist";

    /// <summary>The argument that stands for digits drawn from stroke outlines.</summary>
    public const string Drawn = "drawn";

    private const int DrawnCount = 10_000;
    private const string Accepted = "Inkling reads: mnist; drawn (10,000 digits that it draws itself); a folder with MNIST's four files; an IDX file of "
        + "pictures with its labels beside it; a CSV file of a label and 784 pixels a row; a folder of class "
        + "folders 0 … 9; a folder with labels.csv (file,label).";

    internal DigitSource(DigitSourceKind kind, DigitPart training, DigitPart? test = null)
    {
        Kind = kind;
        Training = training;
        Test = test;
    }

    /// <summary>What the digits are stored as.</summary>
    public DigitSourceKind Kind { get; }

    /// <summary>What to train on: the training part, or all there is.</summary>
    public DigitPart Training { get; }

    /// <summary>The test part; null if the source has one part only.</summary>
    public DigitPart? Test { get; }

    /// <summary>Whether the source keeps a test part apart.</summary>
    public bool HasTest => Test is not null;

    /// <summary>What to evaluate on: the test part, or all there is.</summary>
    public DigitPart Evaluation => Test ?? Training;

    /// <summary>Recognises an argument. A folder that is called mnist or drawn is named ./mnist or ./drawn.</summary>
    /// <param name="argument">mnist, drawn, a folder or a file.</param>
    /// <param name="mnist">Where MNIST is looked for; by default what the environment says.</param>
    /// <exception cref="DataException">Inkling does not read it; the message lists what it reads.</exception>
    public static DigitSource Open(string argument, MnistOptions? mnist = null)
    {
        if (argument == Mnist)
            return OfMnist(new MnistCache(mnist ?? MnistOptions.FromEnvironment()));
        if (argument == Drawn)
            return OfDrawn();
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

    private static DigitSource OfMnist(MnistCache cache) => new(
        DigitSourceKind.Idx,
        new DigitPart("MNIST, training set", (progress, cancel) => cache.ReadTraining(progress, cancel)),
        new DigitPart("MNIST, test set", (progress, cancel) => cache.ReadTest(progress, cancel)));

    // Seed 0 is kept for these: a training of that seed would have learnt from them.
    private static DigitSource OfDrawn() => new(
        DigitSourceKind.Drawn, new DigitPart("drawn digits", (_, _) => DrawnDigits.Make(DrawnCount, seed: 0)));
}
