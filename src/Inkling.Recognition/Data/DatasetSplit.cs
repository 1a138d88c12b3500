namespace Inkling.Recognition.Data;

/// <summary>
/// One set that a source holds, not yet read: its training split, test split or only one. It is read in a
/// form, reporting how far it is, until it is called off.
/// </summary>
public sealed class DatasetSplit
{
    private readonly Func<PictureForm, IProgress<DataProgress>?, CancellationToken, DigitSet> _read;

    internal DatasetSplit(
        string name, Func<PictureForm, IProgress<DataProgress>?, CancellationToken, DigitSet> read) =>
        (Name, _read) = (name, read);

    /// <summary>A split of digits of 28 × 28, not of pictures: it is read, then prepared if asked.</summary>
    internal DatasetSplit(string name, Func<IProgress<DataProgress>?, CancellationToken, DigitSet> read)
        : this(name, (form, progress, cancellation) => form == PictureForm.Prepare
            ? read(progress, cancellation).Prepare(cancellation)
            : read(progress, cancellation))
    {
    }

    /// <summary>What a user is told about where these digits are from.</summary>
    public string Name { get; }

    /// <summary>Reads the digits.</summary>
    /// <param name="form">How pictures become digits; IDX and CSV digits can be prepared too.</param>
    /// <param name="progress">Told how far it is, from any thread.</param>
    /// <param name="cancellation">Calls it off.</param>
    /// <exception cref="DataException">The data can't be read or is wrong; says where and why.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public DigitSet Read(
        PictureForm form = PictureForm.AsIs, IProgress<DataProgress>? progress = null,
        CancellationToken cancellation = default) => _read(form, progress, cancellation);
}

/// <summary>How far one step of reading, writing or downloading is.</summary>
/// <param name="What">A file or a step, in the words that a user is shown.</param>
/// <param name="Done">How much is done: bytes of a file, or digits of a set.</param>
/// <param name="Total">The whole in the same unit, or 0 where it is not known.</param>
public readonly record struct DataProgress(string What, long Done, long Total);
