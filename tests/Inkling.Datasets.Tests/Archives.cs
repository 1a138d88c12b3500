using System.Formats.Tar;
using System.IO.Compression;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Datasets.Tests;

/// <summary>ZIP and tar archives made for tests.</summary>
internal static class Archives
{
    /// <summary>Packs all of a folder; the name of the archive says how, and ZIP is it without ending.</summary>
    public static void Pack(string folder, string archive)
    {
        File.Delete(archive);
        if (archive.EndsWith("gz", StringComparison.Ordinal))
        {
            byte[] tar = TemporaryFolder.Bytes(stream =>
                TarFile.CreateFromDirectory(folder, stream, includeBaseDirectory: false));
            File.WriteAllBytes(archive, TemporaryFolder.Zip(tar));
        }
        else if (archive.EndsWith(".tar", StringComparison.Ordinal))
        {
            TarFile.CreateFromDirectory(folder, archive, includeBaseDirectory: false);
        }
        else
        {
            ZipFile.CreateFromDirectory(folder, archive);
        }
    }
}
