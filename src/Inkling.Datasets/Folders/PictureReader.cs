using Inkling.Datasets.Files;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Pictures;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Folders;

/// <summary>
/// Turns picture files into a set, several at a time and each into its own place, so that the number of
/// threads changes neither a pixel nor a message. It chooses no files and no labels.
/// </summary>
internal sealed class PictureReader(DataPath folder, PictureForm form)
{
    private const int ReportEvery = 256;
    private const int ShownFailures = 5; // enough to see what they have in common
    private const string WrongSize = ", not 28 × 28";

    /// <summary>Reads the pictures in their order; the set then has the notes.</summary>
    /// <exception cref="DataException">Some can't be used: says how many and names the first few.</exception>
    public DigitSet Read(
        IReadOnlyList<LabelledPicture> pictures, IReadOnlyList<string> notes,
        IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        if (pictures.Count is 0 or > int.MaxValue / DigitSet.PixelCount)
            throw new DataException($"{folder}: has {pictures.Count:N0} pictures; 1 to 2,739,137 are read.");
        byte[] pixels = new byte[pictures.Count * DigitSet.PixelCount];
        string?[] failures = new string?[pictures.Count];
        bool[] blank = new bool[pictures.Count];
        int done = 0;
        ParallelOptions options = new() { CancellationToken = cancellation };
        Parallel.For(0, pictures.Count, options, i =>
        {
            Span<byte> place = pixels.AsSpan(i * DigitSet.PixelCount, DigitSet.PixelCount);
            if (ReadOne(pictures[i].File, place, out blank[i]) is { } failure)
                failures[i] = $"{pictures[i].File} {failure}";
            int now = Interlocked.Increment(ref done);
            if (now % ReportEvery == 0 || now == pictures.Count)
                progress?.Report(new DataProgress(folder.Name, now, pictures.Count));
        });
        RequireAll($"{folder}", failures);
        return new DigitSet(pixels, [.. pictures.Select(picture => picture.Label)])
        {
            Names = [.. pictures.Select(picture => picture.File)],
            Notes = notes,
            NotFound = [.. Enumerable.Range(0, blank.Length).Where(i => blank[i])],
        };
    }

    // Null, or the clause that says why not.
    private string? ReadOne(string file, Span<byte> pixels, out bool blank) =>
        Decode(() => folder.At(file).ReadPicture(DecodeLimits.Default), form, pixels, out blank);

    /// <summary>One picture's pixels [784]; null, or the clause that says why it can't be used.</summary>
    internal static string? Decode(
        Func<ReadOnlyMemory<byte>> open, PictureForm form, Span<byte> pixels, out bool blank)
    {
        blank = false;
        try
        {
            GreyImage picture = PictureFile.DecodeFor(form, open(), DecodeLimits.Default, out _);
            if (form != PictureForm.AsIs)
            {
                PreparedDigit digit = form.Apply(picture);
                digit.Pixels.CopyTo(pixels);
                blank = !digit.Found;
                return null;
            }
            if (picture.Width != DigitSet.Side || picture.Height != DigitSet.Side)
                return $"is {picture.Width:N0} × {picture.Height:N0}{WrongSize}";
            picture.Pixels.CopyTo(pixels);
            return null;
        }
        catch (ImageFormatException cause)
        {
            return cause.Message;
        }
        catch (Exception cause) when (DataFile.IsOfTheDisk(cause))
        {
            return cause.Message.TrimEnd('.');
        }
    }

    /// <summary>Throws if any picture failed; failures [N] say why, or are null.</summary>
    /// <exception cref="DataException">Says how many failed and names the first few.</exception>
    internal static void RequireAll(string name, string?[] failures)
    {
        string[] failed = [.. failures.OfType<string>()];
        if (failed.Length == 0)
            return;
        int left = failed.Length - ShownFailures;
        string more = left > 0 ? $"; and {left:N0} more" : "";
        bool anySize = failed.Any(failure => failure.EndsWith(WrongSize, StringComparison.Ordinal));
        string hint = anySize ? " With --prepare, pictures of any size are read." : "";
        throw new DataException($"{name}: {failed.Length:N0} of {failures.Length:N0} pictures can't be used: "
            + $"{string.Join("; ", failed.Take(ShownFailures))}{more}.{hint}");
    }
}
