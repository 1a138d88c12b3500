using Inkling.Datasets;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Pictures;
using Inkling.Recognition.Data;
using Microsoft.Data.Sqlite;

namespace Inkling.Web.Corrections;

/// <summary>Corrections as a set of labelled digits, prepared; the oldest first.</summary>
public static class CorrectionSet
{
    /// <summary>The argument that stands for this user's own corrections.</summary>
    public const string OwnName = "corrections";

    /// <summary>Finds the corrections that an argument names: the user's own or a file; else null.</summary>
    public static DatasetSplit? Find(string argument) =>
        argument == OwnName ? Split(OwnName, CorrectionStore.DefaultPath)
        : CorrectionStore.Recognises(argument) ? Split(argument, argument)
        : null;

    private static DatasetSplit Split(string name, string path) => new(name, (_, progress, cancellation) =>
    {
        try
        {
            CorrectionStore store = new(path);
            return Read(store, [.. store.All().Reverse()], progress, cancellation);
        }
        catch (SqliteException failure)
        {
            throw new DataException($"{path}: {failure.Message.TrimEnd('.')}.", failure);
        }
    });

    /// <summary>Reads corrections of a store, in the order given.</summary>
    /// <exception cref="DataException">There are none, or a drawing is damaged.</exception>
    internal static DigitSet Read(
        CorrectionStore store, Correction[] kept, IProgress<DataProgress>? progress,
        CancellationToken cancellation)
    {
        if (kept.Length == 0)
            throw None();
        byte[] pixels = new byte[kept.Length * DigitSet.PixelCount];
        List<int> notFound = [];
        for (int i = 0; i < kept.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            PreparedDigit digit = Prepare(store, kept[i].Id);
            digit.Pixels.CopyTo(pixels, i * DigitSet.PixelCount);
            if (!digit.Found)
                notFound.Add(i);
            progress?.Report(new DataProgress("corrections", i + 1, kept.Length));
        }
        return new(pixels, [.. kept.Select(one => (byte)one.Label)])
        {
            Names = [.. kept.Select(one => $"correction {one.Id}")],
            NotFound = notFound,
        };
    }

    /// <summary>What is wrong where nothing was kept.</summary>
    internal static DataException None() => new("there are no corrections yet: inkling draw keeps them.");

    private static PreparedDigit Prepare(CorrectionStore store, long id)
    {
        try
        {
            // One that was deleted a moment ago is as good as a blank.
            return store.FindPicture(id) is { } png
                ? DigitPreparation.Prepare(
                    PictureFile.DecodeFor(PictureForm.Prepare, png, DecodeLimits.Default, out _))
                : new() { Pixels = new byte[DigitSet.PixelCount] };
        }
        catch (ImageFormatException failure)
        {
            throw new DataException($"correction {id}: its drawing {failure.Message}", failure);
        }
    }
}
