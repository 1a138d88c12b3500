using System.Security.Cryptography;
using Inkling.Datasets.Files;
using Inkling.Datasets.Idx;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Mnist;

/// <summary>
/// MNIST wherever it is: in the user's own folder, else in the cache, else fetched into the cache. Every file
/// is checked against its SHA-256 each time that it is read. A damaged file of the cache is fetched again;
/// one in the user's folder is named and left alone. It parses nothing and talks to no network itself.
/// </summary>
internal sealed class MnistCache(MnistOptions options)
{
    private const string SubFolder = "mnist";

    // IdxFile's readers.
    private delegate byte[] Parse(
        Stream content, string path, long? length, CancellationToken cancellation);

    // Both parts may be read at once, and each file is fetched once.
    private readonly Lock _fetching = new();

    /// <summary>Whether all four files are there, so that nothing would be fetched.</summary>
    /// <exception cref="DataException">INKLING_DATA names no folder.</exception>
    public bool IsAtHand => FolderOfTheUser() is not null
        || options.Files.All(file => file.FindIn(options.CacheFolder) is not null);

    /// <summary>The 60,000 training digits.</summary>
    /// <exception cref="DataException">MNIST is nowhere and can't be fetched, or is damaged.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public DigitSet ReadTraining(
        IProgress<DataProgress>? progress = null, CancellationToken cancellation = default) =>
        Read(options.Files[0], options.Files[1], progress, cancellation);

    /// <summary>The 10,000 test digits.</summary>
    /// <exception cref="DataException">MNIST is nowhere and can't be fetched, or is damaged.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public DigitSet ReadTest(
        IProgress<DataProgress>? progress = null, CancellationToken cancellation = default) =>
        Read(options.Files[2], options.Files[3], progress, cancellation);

    private DigitSet Read(
        MnistFile images, MnistFile labels, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        string? folder = FolderOfTheUser();
        if (folder is null)
            Complete(progress, cancellation);
        (string imagesPath, byte[] pixels) =
            ReadChecked(images, IdxFile.ReadImages, folder, progress, cancellation);
        (string labelsPath, byte[] digits) =
            ReadChecked(labels, IdxFile.ReadLabels, folder, progress, cancellation);
        return IdxFile.Pair(pixels, imagesPath, digits, labelsPath);
    }

    // The folder that INKLING_DATA names or its folder mnist, if all four files are there.
    private string? FolderOfTheUser()
    {
        if (options.Folder is not { } folder)
            return null;
        if (!Directory.Exists(folder))
            throw new DataException($"{MnistOptions.FolderVariable} names {folder}, which is no folder.");
        string[] places = [folder, Path.Combine(folder, SubFolder)];
        return places.FirstOrDefault(place => options.Files.All(file => file.FindIn(place) is not null));
    }

    private void Complete(IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        lock (_fetching)
        {
            foreach (MnistFile file in options.Files)
            {
                if (file.FindIn(options.CacheFolder) is null)
                    Fetch(file, progress, cancellation);
            }
        }
    }

    private (string Path, byte[] Body) ReadChecked(
        MnistFile file, Parse parse, string? folder,
        IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        string path =
            file.FindIn(folder ?? options.CacheFolder)?.Path ?? Fetch(file, progress, cancellation);
        if (TryRead(path, file, parse, cancellation) is { } body)
            return (path, body);
        if (folder is not null)
            throw new DataException($"{path}: is not MNIST's file (by SHA-256): copy or download it again.");
        progress?.Report(new DataProgress($"{path} is damaged: downloading it again", 0, 0));
        DataFile.Guard(path, () => File.Delete(path));
        path = Fetch(file, progress, cancellation);
        return TryRead(path, file, parse, cancellation) is { } again
            ? (path, again)
            : throw new DataException($"{path}: was damaged while it was written: look at the disk.");
    }

    // Null if the file is damaged: hashed and parsed in one pass, so that it is in memory once.
    private static byte[]? TryRead(string path, MnistFile file, Parse parse, CancellationToken cancellation)
    {
        try
        {
            return DataFile.Read(path, opened =>
            {
                using SHA256 hash = SHA256.Create();
                using CryptoStream content =
                    new(opened.Content, hash, CryptoStreamMode.Read, leaveOpen: true);
                byte[] body = parse(content, path, length: null, cancellation);
                return Convert.ToHexStringLower(hash.Hash!) == file.Sha256 ? body : null;
            });
        }
        catch (DataException cause) when (cause.InnerException is null or InvalidDataException)
        {
            return null;
        }
    }

    private string Fetch(MnistFile file, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        string path = Path.Combine(options.CacheFolder, file.Name);
        using MnistDownload download = new(options);
        byte[] bytes = download.FetchAsync(file, progress, cancellation).GetAwaiter().GetResult();
        DataFile.Guard(path, () =>
        {
            Directory.CreateDirectory(options.CacheFolder);
            AtomicFile.Write(path, stream => stream.Write(bytes));
        });
        return path;
    }
}
