using System.Buffers.Binary;
using System.IO.Compression;
using Inkling.Imaging;

namespace Inkling.Pictures.Tests;

/// <summary>The pictures of Fixtures/make_pictures.py and what Pillow reads from them.</summary>
internal static class Fixture
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static string[] Names { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Folder, "pictures"))
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, "pictures", name));

    /// <summary>Pillow's pixels as RGBA; what is clear has no colour.</summary>
    public static RasterImage Expected(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, "pixels.zip"));
        ZipArchiveEntry entry = archive.GetEntry(name)!;
        using Stream stream = entry.Open();
        byte[] content = new byte[entry.Length];
        stream.ReadExactly(content);
        return new RasterImage(Word(0), Word(4), 4, content[8..]);

        int Word(int offset) => BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(offset));
    }
}
