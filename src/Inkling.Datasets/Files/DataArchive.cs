using Inkling.Imaging;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Files;

/// <summary>A file in an archive: its length as the archive states it, and how it is unpacked.</summary>
internal readonly record struct ArchiveFile(long Length, Func<byte[]> Unpack);

/// <summary>
/// An open ZIP or tar archive, plain or gzipped, as a tree of folders. Files are unpacked into memory, one by
/// one and from any thread; nothing is written to disk. Hidden files and litter are not in the tree.
/// </summary>
internal sealed class DataArchive : IDisposable
{
    /// <summary>Bytes that may be unpacked into memory at once.</summary>
    public const int MostInMemory = 1 << 30;

    private const long MostBytes = 4L << 30;

    private readonly Dictionary<string, ArchiveFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<DataEntry>> _folders =
        new(StringComparer.Ordinal) { [""] = [] };
    private IDisposable? _handle;
    private long _bytes;

    private readonly long _limit;

    private DataArchive(string path, long limit) => (Path, _limit) = (path, limit);

    /// <summary>The archive's own path, as the user named it.</summary>
    public string Path { get; }

    /// <summary>The folder that holds everything.</summary>
    public DataPath Root => new("", this);

    /// <summary>The files' paths, in no order.</summary>
    public IReadOnlyCollection<string> Files => _files.Keys;

    /// <summary>The paths of all files that end as pictures do, in natural order.</summary>
    public IReadOnlyList<string> Pictures =>
        [.. _files.Keys.Where(DataEntry.EndsAsPicture).Order(NaturalOrder.Instance)];

    /// <summary>Opens an archive, or gives null for a file that is none.</summary>
    /// <exception cref="DataException">It is damaged, encrypted or too large; says which.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static DataArchive? Open(
        string path, IProgress<DataProgress>? progress = null, CancellationToken cancellation = default)
    {
        bool isZip = ZipArchiveFile.Recognises(path);
        if (!isZip && !TarArchiveFile.Recognises(path))
            return null;
        DataArchive archive = new(path, isZip ? MostBytes : MostInMemory);
        try
        {
            if (isZip)
                ZipArchiveFile.List(archive, cancellation);
            else
                TarArchiveFile.Read(archive, progress, cancellation);
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>The path from an archive's root of what lies below a folder.</summary>
    public static string Combine(string folder, string relative)
    {
        List<string> parts = [];
        foreach (string part in $"{folder}/{relative}".Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not "." and not "..")
                parts.Add(part);
        }
        return string.Join('/', parts);
    }

    public bool HasFile(string file) => _files.ContainsKey(file);

    public bool HasFolder(string folder) => _folders.ContainsKey(folder);

    public IEnumerable<DataEntry> Entries(string folder) => _folders[folder];

    public long LengthOf(string file) => Get(file).Length;

    /// <summary>Unpacks a file.</summary>
    /// <exception cref="IOException">It is not there, or can't be unpacked; a clause says why.</exception>
    public byte[] Read(string file) => Get(file).Unpack();

    /// <summary>Unpacks a picture file; any thread may.</summary>
    /// <exception cref="DataException">It is too large, or can't be unpacked; says which.</exception>
    public ReadOnlyMemory<byte> ReadPicture(string file, DecodeLimits limits)
    {
        DataPath path = Root.At(file);
        return DataFile.Guard(path, () => PictureFault.Guard($"{path}", () => path.ReadPicture(limits)));
    }

    public void Dispose() => _handle?.Dispose();

    /// <summary>Lets the archive own what must stay open as long as it is.</summary>
    internal void Own(IDisposable handle) => _handle = handle;

    /// <summary>Adds a file; one that was there under this name is replaced.</summary>
    /// <exception cref="DataException">The files take more bytes together than is the limit.</exception>
    internal void Add(string name, ArchiveFile file)
    {
        _bytes += file.Length;
        if (_bytes > _limit)
        {
            throw new DataException($"{Path}: takes more than {_limit:N0} bytes when unpacked, which is "
                + "the limit for archives: unpack it and name the folder.");
        }
        // Windows' own tools have written backslashes.
        string path = Combine("", name.Replace('\\', '/'));
        if (!path.Split('/').All(part => DataPath.IsSeen(part)))
            return;
        _files[path] = file;
        bool isFolder = false;
        for (int end = path.Length; end > 0; isFolder = true)
        {
            int start = path.LastIndexOf('/', end - 1);
            string folder = path[..Math.Max(0, start)];
            if (!_folders.TryGetValue(folder, out HashSet<DataEntry>? entries))
                _folders[folder] = entries = [];
            entries.Add(new(path[(start + 1)..end], isFolder));
            end = start;
        }
    }

    /// <summary>Reads a file's content, and not a byte more than the archive states.</summary>
    /// <exception cref="InvalidDataException">It is shorter or longer.</exception>
    // Memory grows as bytes arrive: a stated length may be a lie.
    internal static byte[] Unpack(Stream content, long length, CancellationToken cancellation = default)
    {
        const int FirstRoom = 1 << 20;
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(length, FirstRoom));
        int got = DataFile.Fill(content, bytes, cancellation);
        while (got == bytes.Length && got < length)
        {
            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
            got += DataFile.Fill(content, bytes.AsSpan(got), cancellation);
        }
        return got == length && content.ReadByte() < 0 ? bytes : throw new InvalidDataException();
    }

    private ArchiveFile Get(string file) => _files.TryGetValue(file, out ArchiveFile found)
        ? found
        : throw new FileNotFoundException("there is no such file.");
}
