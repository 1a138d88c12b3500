using Inkling.Recognition.Data;

namespace Inkling.Datasets;

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

    /// <summary>The split whose digits say one thing more about where they are from.</summary>
    internal DatasetSplit WithNote(string note) => new(Name, (form, progress, cancellation) =>
    {
        DigitSet digits = Read(form, progress, cancellation);
        return new(digits.Pixels, digits.Labels)
        {
            Names = digits.Names,
            NotFound = digits.NotFound,
            Notes = [.. digits.Notes, note],
        };
    });
}
