using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// One set that a source holds, not yet read: its training split, test split or only one. It is read in a
/// form, reporting how far it is, until it is called off.
/// </summary>
public sealed class DatasetSplit
{
    private readonly Func<PictureForm, IProgress<DataProgress>?, CancellationToken, DigitSet> _read;

    private readonly bool _readsPixels;

    internal DatasetSplit(
        string name, Func<PictureForm, IProgress<DataProgress>?, CancellationToken, DigitSet> read)
        : this(name, read, readsPixels: false)
    {
    }

    /// <summary>A split of digits of 28 × 28, not of pictures: it is read, then prepared if asked.</summary>
    internal DatasetSplit(string name, Func<IProgress<DataProgress>?, CancellationToken, DigitSet> read)
        : this(name, (form, progress, cancellation) => form == PictureForm.Prepare
            ? read(progress, cancellation).Prepare(cancellation)
            : read(progress, cancellation), readsPixels: true)
    {
    }

    private DatasetSplit(
        string name, Func<PictureForm, IProgress<DataProgress>?, CancellationToken, DigitSet> read,
        bool readsPixels) => (Name, _read, _readsPixels) = (name, read, readsPixels);

    /// <summary>What a user is told about where these digits are from.</summary>
    public string Name { get; }

    /// <summary>The same digits, read in another way.</summary>
    internal DatasetSplit ReadBy(
        Func<PictureForm, IProgress<DataProgress>?, CancellationToken, DigitSet> read) =>
        new(Name, read, _readsPixels);

    /// <summary>The split whose digits say one thing more about where they are from.</summary>
    internal DatasetSplit WithNote(string note) => ReadBy((form, progress, cancellation) =>
        Read(form, progress, cancellation).WithNotes(note));

    /// <summary>The same split with rows and columns exchanged: of pixels before any preparation.</summary>
    internal DatasetSplit Transpose() => _readsPixels
        ? new(Name, (progress, cancellation) => Read(PictureForm.AsIs, progress, cancellation).Transpose())
        : new(Name, (form, progress, cancellation) => Read(form, progress, cancellation).Transpose());

    /// <summary>Reads the digits.</summary>
    /// <param name="form">How pictures become digits; IDX and CSV digits can be prepared too.</param>
    /// <param name="progress">Told how far it is, from any thread.</param>
    /// <param name="cancellation">Calls it off.</param>
    /// <exception cref="DataException">The data can't be read or is wrong; says where and why.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public DigitSet Read(
        PictureForm form = PictureForm.AsIs, IProgress<DataProgress>? progress = null,
        CancellationToken cancellation = default) => _read(form, progress, cancellation);

    /// <summary>Reads digits to train or calibrate on: they are of two classes at least.</summary>
    /// <exception cref="DataException">All have one label, or as <see cref="Read"/> says.</exception>
    internal DigitSet ReadToTrain(
        PictureForm form, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        DigitSet digits = Read(form, progress, cancellation);
        return HasOneLabel(digits)
            ? throw new DataException($"{Name}: {Only(digits)}: give it digits of two classes at least.")
            : digits;
    }

    /// <summary>
    /// Reads digits to evaluate a model on. One label only is refused where a column or an array holds it,
    /// which may be the wrong one; a person who sorts pictures into one class means it.
    /// </summary>
    /// <exception cref="DataException">All have one label, or as <see cref="Read"/> says.</exception>
    internal DigitSet ReadToEvaluate(
        PictureForm form, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        DigitSet digits = Read(form, progress, cancellation);
        return digits.Names is null && digits.Count > 1 && HasOneLabel(digits)
            ? throw new DataException($"{Name}: {Only(digits)}: give it digits of two classes at least, or "
                + "one class as pictures in a class folder.")
            : digits;
    }

    private static bool HasOneLabel(DigitSet digits) =>
        digits.Labels.Length > 0 && !digits.Labels.AsSpan().ContainsAnyExcept(digits.Labels[0]);

    private static string Only(DigitSet digits) => digits.Count == 1
        ? $"has one digit, labelled {digits.Labels[0]}"
        : $"all {digits.Count:N0} labels are {digits.Labels[0]}";
}
