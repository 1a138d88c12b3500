namespace Inkling.Imaging.Files;

/// <summary>What a file's first bytes say it is, whatever its name says.</summary>
public enum ImageFormat
{
    /// <summary>None of the below.</summary>
    Unknown,

    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>ITU T.81; read if coded with Huffman's codes, else named and refused.</summary>
    Jpeg,

    /// <summary>ISO/IEC 15948; read.</summary>
    Png,

    /// <summary>GIF 87a or 89a; its first frame is read.</summary>
    Gif,

    /// <summary>A Windows or OS/2 bitmap; read.</summary>
    Bmp,

    /// <summary>TIFF of either byte order; not read.</summary>
    Tiff,

    /// <summary>WebP; not read.</summary>
    WebP,

    /// <summary>HEIC or HEIF, what iPhones save; not read.</summary>
    Heic,

    /// <summary>AVIF; not read.</summary>
    Avif,

    /// <summary>PBM, PGM or PPM, in text or binary; read.</summary>
    Pnm,

    /// <summary>PAM, the younger relative of the former; not read.</summary>
    Pam,

    /// <summary>A document; not read.</summary>
    Pdf,

    /// <summary>SVG or another XML or HTML text; not read.</summary>
    Xml,

    /// <summary>A ZIP archive, or what is made of one (DOCX, ODT); not read.</summary>
    Zip,

    /// <summary>Plain text; not read.</summary>
    Text,
}
