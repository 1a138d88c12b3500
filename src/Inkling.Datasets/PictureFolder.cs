using System.IO.Enumeration;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// Labelled pictures in a folder: class folders 0 … 9, or a list labels.csv (file,label). It finds and orders
/// them, and names what it can't place rather than pass it over; decoding is <see cref="PictureReader"/>'s.
/// </summary>
internal static class PictureFolder
{
    /// <summary>The name of the list of pictures and their labels.</summary>
    public const string ListName = "labels.csv";

    private static readonly string[] PictureEndings =
    [
        ".avif", ".bmp", ".gif", ".heic", ".jfif", ".jpeg", ".jpg", ".mpo", ".pbm", ".pgm", ".png", ".pnm",
        ".ppm", ".tif", ".tiff", ".webp",
    ];

    // What file managers leave behind without hiding it from others.
    private static readonly string[] Litter = ["Thumbs.db", "desktop.ini", "__MACOSX"];

    /// <summary>
    /// Reads all pictures: class by class, files in natural order; or in the order of labels.csv where there
    /// is one. Names are paths from the folder, with '/'. NotFound lists pictures in which Prepare saw no
    /// ink.
    /// </summary>
    /// <exception cref="DataException">The folder holds no labelled pictures, or unusable ones.</exception>
    /// <exception cref="OperationCanceledException">The reading was called off.</exception>
    public static DigitSet Read(
        string folder, PictureForm form, IProgress<DataProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        string list = Path.Combine(folder, ListName);
        List<LabelledPicture> pictures =
            File.Exists(list) ? PictureList.Read(list, cancellation) : FromClassFolders(folder);
        return new PictureReader(folder, form).Read(pictures, progress, cancellation);
    }

    /// <summary>Pictures without labels: all below a folder that are not hidden, in natural order.</summary>
    /// <exception cref="DataException">There is none, or the folder can't be read.</exception>
    public static IReadOnlyList<string> PicturesBelow(string folder)
    {
        List<string> pictures = DataFile.Guard(folder, () => Below(folder).ToList());
        return pictures.Count > 0
            ? pictures
            : throw new DataException(
                $"{folder}: this folder holds no picture (a file that ends on .jpg, .png …).");
    }

    /// <summary>As the other; folders below that can't be read are reported, and the rest is found.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="unreadable">Called with the path of such a folder and a sentence about it.</param>
    /// <exception cref="DataException">There is none, or the folder itself can't be read.</exception>
    public static IReadOnlyList<string> PicturesBelow(string folder, Action<string, string> unreadable)
    {
        bool isWhole = true;
        List<string> pictures = DataFile.Guard(folder, () => Below(folder, (path, message) =>
        {
            isWhole = false;
            unreadable(path, message);
        }).ToList());
        return pictures.Count > 0 || !isWhole ? pictures : PicturesBelow(folder);
    }

    /// <summary>Whether a folder has at least one class folder.</summary>
    internal static bool HasClassFolders(string folder) =>
        Enumerable.Range(0, 10).Any(label => Directory.Exists(Path.Combine(folder, $"{label}")));

    private static List<LabelledPicture> FromClassFolders(string folder) => DataFile.Guard(folder, () =>
    {
        List<string> classes = [];
        foreach (Entry entry in Entries(folder))
        {
            if (entry.IsFolder && entry.Name is [>= '0' and <= '9'])
                classes.Add(entry.Name);
            else if (entry.IsFolder)
                throw new DataException($"{entry.Name} in {folder} is no class folder 0 … 9: move it away.");
            else if (entry.IsPicture)
                throw new DataException($"{entry.Name} in {folder} is in no class folder 0 … 9: move it.");
        }
        if (classes.Count == 0)
            throw new DataException($"{folder}: has neither class folders 0 … 9 nor {ListName}.");
        return classes.Order(StringComparer.Ordinal).SelectMany(name => OfClass(folder, name)).ToList();
    });

    private static IEnumerable<LabelledPicture> OfClass(string folder, string name)
    {
        List<string> files = [];
        foreach (Entry entry in Entries(Path.Combine(folder, name)))
        {
            if (entry.IsFolder)
            {
                throw new DataException($"{name}/{entry.Name} in {folder} is a folder inside a class folder: "
                    + "move its pictures up.");
            }
            files.Add(entry.Name);
        }
        files.Sort(NaturalOrder.Instance);
        return files.Select(file => new LabelledPicture($"{name}/{file}", (byte)(name[0] - '0')));
    }

    // Without a report, a folder below that can't be read ends the search.
    private static IEnumerable<string> Below(string folder, Action<string, string>? unreadable = null)
    {
        foreach (Entry entry in Entries(folder).OrderBy(entry => entry.Name, NaturalOrder.Instance))
        {
            string path = Path.Combine(folder, entry.Name);
            if (entry.IsPicture && !entry.IsFolder)
                yield return path;
            // A link may lead back up: followed, it would never end.
            else if (entry.IsFolder && new DirectoryInfo(path).LinkTarget is null)
                foreach (string below in InFolder(path, unreadable))
                    yield return below;
        }
    }

    private static IEnumerable<string> InFolder(string folder, Action<string, string>? unreadable)
    {
        if (unreadable is null)
            return Below(folder);
        try
        {
            return DataFile.Guard(folder, () => Below(folder, unreadable).ToList());
        }
        catch (DataException failure)
        {
            unreadable(folder, failure.Message);
            return [];
        }
    }

    // Only the list itself is asked of the system: that is quick in a folder of 100,000 files.
    private static FileSystemEnumerable<Entry> Entries(string folder) => new(
        folder,
        (ref FileSystemEntry entry) => new(entry.FileName.ToString(), entry.IsDirectory),
        new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) =>
            !entry.FileName.StartsWith('.') && !entry.IsHidden
            && !Litter.Contains(entry.FileName.ToString(), StringComparer.OrdinalIgnoreCase),
    };

    private readonly record struct Entry(string Name, bool IsFolder)
    {
        public bool IsPicture =>
            PictureEndings.Contains(Path.GetExtension(Name), StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>
/// The order in which people count files: img_2 before img_10. Runs of ASCII digits compare by value, all
/// else by code unit; names that differ only in leading zeros keep one fixed order.
/// </summary>
internal static class NaturalOrder
{
    // .NET's own CompareOptions.NumericOrdering does nothing when globalisation is invariant, as it is here.
    public static Comparer<string> Instance { get; } = Comparer<string>.Create(Compare);

    private static int Compare(string x, string y)
    {
        ReadOnlySpan<char> left = x;
        ReadOnlySpan<char> right = y;
        while (!left.IsEmpty && !right.IsEmpty)
        {
            int order = char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0])
                ? CompareNumbers(ref left, ref right)
                : CompareLetters(ref left, ref right);
            if (order != 0)
                return order;
        }
        int rest = left.Length.CompareTo(right.Length);
        return rest != 0 ? rest : string.CompareOrdinal(x, y);
    }

    private static int CompareLetters(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        int order = left[0].CompareTo(right[0]);
        left = left[1..];
        right = right[1..];
        return order;
    }

    // Without leading zeros a longer number is a larger one; equal lengths compare like words. No overflow.
    private static int CompareNumbers(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        ReadOnlySpan<char> one = TakeNumber(ref left);
        ReadOnlySpan<char> other = TakeNumber(ref right);
        int order = one.Length.CompareTo(other.Length);
        return order != 0 ? order : one.SequenceCompareTo(other);
    }

    private static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExceptInRange('0', '9');
        if (length < 0)
            length = text.Length;
        ReadOnlySpan<char> number = text[..length].TrimStart('0');
        text = text[length..];
        return number;
    }
}
