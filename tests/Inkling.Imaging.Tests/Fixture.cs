using System.Buffers.Binary;
using System.IO.Compression;
using Inkling.Imaging.Decoding;
using Inkling.Imaging.Files;

namespace Inkling.Imaging.Tests;

/// <summary>The pictures of Fixtures/make-fixtures.py and what Pillow reads from them.</summary>
internal static class Fixture
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static string[] Names { get; } =
    [
        .. new DirectoryInfo(Path.Combine(Folder, "pictures")).GetFiles()
            .Select(file => file.Name)
            .Order(StringComparer.Ordinal),
    ];

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, "pictures", name));

    public static RasterImage Decode(ReadOnlyMemory<byte> bytes, DecodeLimits? limits = null) =>
        ImageFile.Decode(bytes, limits, TestContext.Current.CancellationToken);

    public static GreyImage DecodeGrey(ReadOnlyMemory<byte> bytes) =>
        ImageFile.DecodeGrey(bytes, null, TestContext.Current.CancellationToken);

    public static RasterImage Expected(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, "pixels.zip"));
        using Stream stream = archive.GetEntry(name)!.Open();
        byte[] content = new byte[archive.GetEntry(name)!.Length];
        stream.ReadExactly(content);
        return new RasterImage(Word(0), Word(4), Word(8), content[12..]);

        int Word(int offset) => BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(offset));
    }
}
