using System.Text;
using System.Text.RegularExpressions;

namespace Inkling.Datasets.Files;

/// <summary>
/// Names what lies where data should be, by its first bytes: the web page of a failed download, a pointer of
/// Git LFS, a document, a picture. Asked once the data can't be read; it knows none of the forms that can.
/// </summary>
internal static partial class WrongContent
{
    /// <summary>How many first bytes of a content are looked at.</summary>
    public const int Looked = 1 << 10;

    private const int FewZeros = 16; // more than any form begins with
    private const string Again = ": download it again.";
    private const string SaveAsCsv = ": save its table as CSV.";
    private const string Unpack = ": unpack it first.";
    private const string Set =
        ": name a folder that has it in a class folder 0 … 9, or read it with inkling predict.";

    private const string Other = ", which Inkling does not read: save its digits as CSV or IDX.";

    // What a text begins with behind blanks and a mark, in small letters.
    private static readonly (string Start, string What)[] Texts =
    [
        ("<!doctype html", $"is a web page{Again}"),
        ("<html", $"is a web page{Again}"),
        ("<head", $"is a web page{Again}"),
        ("<!doctype", $"is an XML document{Again}"),
        ("<?xml", $"is an XML document, as servers answer with an error{Again}"),
        ("<error", $"is a server's error message{Again}"),
        ("<svg", "is a drawing (SVG): save it as PNG."),
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
        (30, "archive/data.pkl"u8.ToArray(), $"is a file of PyTorch{Other}"),
        (30, "[Content_Types].xml"u8.ToArray(), $"is a document of Office (Excel, Word){SaveAsCsv}"),
        (30, "_rels/.rels"u8.ToArray(), $"is a document of Office (Excel, Word){SaveAsCsv}"),
        (30, "docProps/"u8.ToArray(), $"is a document of Office (Excel, Word){SaveAsCsv}"),
        (30, "mimetypeapplication/vnd.oasis"u8.ToArray(), $"is a document of LibreOffice{SaveAsCsv}"),
        (0, [0xD0, 0xCF, 0x11, 0xE0], $"is an old document of Office (Excel, Word){SaveAsCsv}"),
        (0, [0x89, .. "PNG"u8], $"is a picture (PNG){Set}"),
        (0, [0xFF, 0xD8, 0xFF], $"is a picture (JPEG){Set}"),
        (0, "GIF8"u8.ToArray(), $"is a picture (GIF){Set}"),
        (0, "II*\0"u8.ToArray(), $"is a picture (TIFF){Set}"),
        (0, "MM\0*"u8.ToArray(), $"is a picture (TIFF){Set}"),
        (8, "WEBP"u8.ToArray(), $"is a picture (WebP){Set}"),
        (4, "ftypavif"u8.ToArray(), $"is a picture (AVIF){Set}"),
        (4, "ftyphei"u8.ToArray(), $"is a picture (HEIC){Set}"),
        (4, "ftypmif1"u8.ToArray(), $"is a picture (HEIF){Set}"),
        (0, "BM"u8.ToArray(), $"is a picture (BMP){Set}"),
        (0, "P2\n"u8.ToArray(), $"is a picture (PGM){Set}"),
        (0, "P5\n"u8.ToArray(), $"is a picture (PGM){Set}"),
        (0, "P6\n"u8.ToArray(), $"is a picture (PPM){Set}"),
        (0, [0x89, .. "HDF"u8], $"is an HDF5 file{Other}"),
        (0, "MATLAB 5"u8.ToArray(), $"is a file of MATLAB{Other}"),
        (0, "SQLite format 3"u8.ToArray(), $"is a database (SQLite){Other}"),
        (0, [0x80, 2], $"is a pickle of Python{Other}"),
        (0, [0x80, 3], $"is a pickle of Python{Other}"),
        (0, [0x80, 4], $"is a pickle of Python{Other}"),
        (0, [0x80, 5], $"is a pickle of Python{Other}"),
        (0, "BZh"u8.ToArray(), $"is compressed by bzip2{Unpack}"),
        (0, [0xFD, .. "7zXZ"u8], $"is compressed by xz{Unpack}"),
        (0, [0x28, 0xB5, 0x2F, 0xFD], $"is compressed by zstd{Unpack}"),
        (0, [.. "7z"u8, 0xBC, 0xAF], $"is a 7z archive{Unpack}"),
        (0, "Rar!"u8.ToArray(), $"is a RAR archive{Unpack}"),
    ];

    /// <summary>Says what a content is by its first bytes, and what to do; null if it says nothing.</summary>
    public static string? Of(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
            return $"is empty{Again}";
        if (start.Length >= FewZeros && !start.ContainsAnyExcept((byte)0))
            return "begins with zeros only, as files do that were not copied to their end: copy or "
                + "download it again.";
        foreach ((int offset, byte[] bytes, string what) in Signatures)
        {
            if (start.Length > offset && start[offset..].StartsWith(bytes))
                return what;
        }
        if (IsUtf16WithoutMark(start))
            return "is a text in UTF-16 without a byte order mark: save it as UTF-8.";
        string text = TextOf(start).TrimStart();
        if (ServerError().Match(text) is { Success: true } error)
            return $"is a server's error message (\"{error.Value.TrimEnd()}\"){Again}";
        foreach ((string known, string what) in Texts)
        {
            if (text.StartsWith(known, StringComparison.OrdinalIgnoreCase))
                return what;
        }
        return null;
    }

    /// <summary>A content's first bytes as a text, by its byte order mark or as Latin-1.</summary>
    public static string TextOf(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        _ => Encoding.Latin1.GetString(start),
    };

    [GeneratedRegex(@"^[45]\d\d:? [A-Z][A-Za-z ]{3,40}")]
    private static partial Regex ServerError();

    private static bool IsUtf16WithoutMark(ReadOnlySpan<byte> start) => start switch
    {
        [> 31 and < 127, 0, > 31 and < 127, 0, ..] => true,
        [0, > 31 and < 127, 0, > 31 and < 127, ..] => true,
        _ => false,
    };
}
