using System.Text;

namespace Inkling.Datasets;

/// <summary>
/// Names what lies where data should be, by its first bytes: the web page of a failed download, a pointer of
/// Git LFS, a document, a picture. Asked once the data can't be read; it knows none of the forms that can.
/// </summary>
internal static class WrongContent
{
    /// <summary>How many first bytes of a content are looked at.</summary>
    public const int Looked = 1 << 10;

    private const string Again = ": download it again.";
    private const string SaveAsCsv = ": save its table as CSV.";
    private const string Unpack = ": unpack it first.";
    private const string Pictures = ": put pictures into class folders 0 … 9, or read them with inkling predict.";
    private const string Mat = ", not digits that Inkling reads: save them as CSV or IDX.";

    // What a text begins with behind blanks and a mark, in small letters.
    private static readonly (string Start, string What)[] Texts =
    [
        ("<!doctype html", $"is a web page{Again}"),
        ("<html", $"is a web page{Again}"),
        ("<head", $"is a web page{Again}"),
        ("<!doctype", $"is an XML document{Again}"),
        ("<?xml", $"is an XML document, as servers answer with an error{Again}"),
        ("<error", $"is a server's error message{Again}"),
        ("<svg", $"is a drawing (SVG): save it as PNG{Pictures}"),
        ("version https://git-lfs", "is a pointer of Git LFS, not the data: fetch them with git lfs pull."),
        ("version https://hawser", "is a pointer of Git LFS, not the data: fetch them with git lfs pull."),
        ("/annex/objects/", "is a pointer of git-annex, not the data: fetch them with git annex get."),
        ("../.git/annex/", "is a pointer of git-annex, not the data: fetch them with git annex get."),
        ("{\\rtf", $"is a document (RTF){SaveAsCsv}"),
        ("{\"cells\"", "is a notebook: name the data that it reads."),
        ("{", "is JSON, as servers answer with an error: download the data again, or save them as CSV."),
        ("[{", "is JSON: save the data as CSV."),
        ("[[", "is JSON: save the data as CSV."),
        ("%pdf", "is a PDF document: save its table as CSV, or its pictures as PNG."),
    ];

    private static readonly (int Offset, byte[] Bytes, string What)[] Signatures =
    [
        (30, "inkling.json"u8.ToArray(), "is a model of Inkling: name the data with --data, and the model alone."),
        (30, "[Content_Types].xml"u8.ToArray(), $"is a document of Office (Excel, Word){SaveAsCsv}"),
        (30, "_rels/.rels"u8.ToArray(), $"is a document of Office (Excel, Word){SaveAsCsv}"),
        (30, "docProps/"u8.ToArray(), $"is a document of Office (Excel, Word){SaveAsCsv}"),
        (30, "mimetypeapplication/vnd.oasis"u8.ToArray(), $"is a document of LibreOffice{SaveAsCsv}"),
        (0, [0xD0, 0xCF, 0x11, 0xE0], $"is an old document of Office (Excel, Word){SaveAsCsv}"),
        (0, [0x89, .. "PNG"u8], $"is a picture (PNG){Pictures}"),
        (0, [0xFF, 0xD8, 0xFF], $"is a picture (JPEG){Pictures}"),
        (0, "GIF8"u8.ToArray(), $"is a picture (GIF){Pictures}"),
        (0, "II*\0"u8.ToArray(), $"is a picture (TIFF){Pictures}"),
        (0, "MM\0*"u8.ToArray(), $"is a picture (TIFF){Pictures}"),
        (8, "WEBP"u8.ToArray(), $"is a picture (WebP){Pictures}"),
        (4, "ftypavif"u8.ToArray(), $"is a picture (AVIF){Pictures}"),
        (4, "ftyphei"u8.ToArray(), $"is a picture (HEIC){Pictures}"),
        (4, "ftypmif1"u8.ToArray(), $"is a picture (HEIF){Pictures}"),
        (6, [0, 0, 0, 0], ""),
        (0, "P2\n"u8.ToArray(), $"is a picture (PGM){Pictures}"),
        (0, "P5\n"u8.ToArray(), $"is a picture (PGM){Pictures}"),
        (0, "P6\n"u8.ToArray(), $"is a picture (PPM){Pictures}"),
        (0, [0x89, .. "HDF"u8], $"is an HDF5 file{Mat}"),
        (0, "MATLAB 5"u8.ToArray(), $"is a file of MATLAB{Mat}"),
        (0, "SQLite format 3"u8.ToArray(), $"is a database (SQLite){Mat}"),
        (0, [0x80, 2], $"is a pickle of Python{Mat}"),
        (0, [0x80, 3], $"is a pickle of Python{Mat}"),
        (0, [0x80, 4], $"is a pickle of Python{Mat}"),
        (0, [0x80, 5], $"is a pickle of Python{Mat}"),
        (0, "BZh"u8.ToArray(), $"is compressed by bzip2{Unpack}"),
        (0, [0xFD, .. "7zXZ"u8], $"is compressed by xz{Unpack}"),
        (0, [0x28, 0xB5, 0x2F, 0xFD], $"is compressed by zstd{Unpack}"),
        (0, [.. "7z"u8, 0xBC, 0xAF], $"is a 7z archive{Unpack}"),
        (0, "Rar!"u8.ToArray(), $"is a RAR archive{Unpack}"),
    ];
}
