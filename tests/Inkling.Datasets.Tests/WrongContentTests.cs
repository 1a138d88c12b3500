using System.IO.Compression;
using System.Text;
using Inkling.Datasets.Csv;
using Inkling.Datasets.Idx;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests.Data;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

/// <summary>What lies where digits should be is named as what it is, whatever form is expected.</summary>
public sealed class WrongContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Texts => new()
    {
        { "<!DOCTYPE html><html><head><title>403 Forbidden</title></head></html>", "is a web page:" },
        { "\uFEFF\r\n  <!doctype HTML>\n<html lang=\"en\">", "is a web page: download it again." },
        { "<html><body>Sign in", "is a web page: download it again." },
        { "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "is an XML document" },
        { "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 9", "is a pointer of Git LFS" },
        { "/annex/objects/SHA256E-s9--4d7a.csv\n", "is a pointer of git-annex" },
        { "{\"message\": \"Bad credentials\"}", "is JSON" },
        { "[[0, 0, 255], [1, 2, 3]]", "is JSON" },
        { "{\"cells\": [], \"nbformat\": 4}", "is a notebook" },
        { "404: Not Found", "is a server's error message (\"404: Not Found\"): download it again." },
        { "%PDF-1.7\n%âãÏÓ", "is a PDF document" },
        { "{\\rtf1\\ansi digits", "is a document (RTF)" },
        { "", "is empty: download it again." },
    };

    public static TheoryData<byte[], string> Files => new()
    {
        { Zipped("[Content_Types].xml"), "is a document of Office (Excel, Word): save its table as CSV." },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "is an old document of Office" },
        { [0x89, .. "PNG\r\n\u001A\n"u8], "is a picture (PNG): name a folder" },
        { [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8], "is a picture (JPEG): name a folder" },
        { [.. "P5\n28 28\n255\n"u8, 1, 2, 3], "is a picture (PGM)" },
        { [0x80, 4, 0x95, 1, 2], "is a pickle of Python" },
        { [0x89, .. "HDF\r\n"u8], "is an HDF5 file" },
        { new byte[5_000], "begins with zeros only" },
        { Encoding.Unicode.GetBytes("7,0,0,0\n"), "is a text in UTF-16 without a byte order mark" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_that_is_no_data_is_named(string text, string what) =>
        IsNamed(Encoding.UTF8.GetBytes(text), what);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_no_data_is_named(byte[] bytes, string what) => IsNamed(bytes, what);

    [Fact]
    public void A_text_in_place_of_IDX_is_shown() => Says(
        "is a text that begins \"Quota exceeded, \", no IDX file: download it again.",
        Fault(() => IdxFile.Read(_folder.File("i", "Quota exceeded, wait"), _folder.At("i"))));

    [Fact]
    public void A_row_that_is_wrong_is_still_told_by_its_number() =>
        Says("row 2, field 2: \"<html>\" is not", Fault(() => CsvFile.Read(
            _folder.File("d.csv", $"{Row("1", "9")}\n1,<html>{Row("", "9", 783)}\n"))));

    // As a file of each form, by itself, zipped and in a folder.
    private void IsNamed(byte[] bytes, string what)
    {
        IsNamed("d.csv", bytes, what, "d.csv");
        IsNamed("digits", bytes, what, "digits");
        IsNamed("d.csv.gz", Zip(bytes), what, "d.csv.gz");
        IsNamed("mnist/train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 7], null, "mnist");
        IsNamed("mnist/train-images-idx3-ubyte.gz", bytes, what, "mnist");
        IsNamed("list/labels.csv", bytes, what, "list");
    }

    private void IsNamed(string file, byte[] bytes, string? what, string source)
    {
        string path = _folder.File(file, bytes);
        if (what is not null)
            Says($"{path}: {what}", Fault(() => DigitSource.Open(_folder.At(source)).Training.Read()));
    }

    private static byte[] Zipped(string name) => Bytes(stream =>
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        using Stream entry = archive.CreateEntry(name).Open();
        entry.Write("text"u8);
    });
}
