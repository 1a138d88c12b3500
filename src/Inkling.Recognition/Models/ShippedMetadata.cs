using System.Buffers.Text;
using System.Text;

namespace Inkling.Recognition.Models;

/// <summary>
/// Finds what reading digits needs in the metadata of the model that ships, where <see cref="MetadataJson"/>
/// writes it: a line for each key, indented by its depth. A JSON reader would be loaded and compiled anew in
/// each process; docs/decisions/0045-shipped-metadata.md has the numbers.
/// </summary>
internal static class ShippedMetadata
{
    /// <summary>The networks, normalisation and calibration; a test checks them against the text.</summary>
    public static ModelMetadata Needed(ReadOnlySpan<byte> text)
    {
        List<ModelMetadata> members = [];
        ReadOnlySpan<byte> rest = text;
        while (TryFind("\n      \"network\": \""u8, ref rest)) // a member's: six spaces deep
            members.Add(new() { Network = Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)'"')]) });
        return new()
        {
            Network = members[0].Network,
            PixelScale = Number(text, "\n  \"pixelScale\": "u8) ?? 255,
            Shift = (int)(Number(text, "\n  \"shift\": "u8) ?? 0),
            Temperature = Number(text, "\n  \"temperature\": "u8),
            ConfidenceThreshold = Number(text, "\n  \"unsureBelow\": "u8),
            RejectionThreshold = Number(text, "\n  \"noDigitAbove\": "u8),
            Members = members,
        };
    }

    private static float? Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key) =>
        TryFind(key, ref text) && Utf8Parser.TryParse(text, out float number, out _) ? number : null;

    // On to what follows the key.
    private static bool TryFind(ReadOnlySpan<byte> key, ref ReadOnlySpan<byte> text)
    {
        int at = text.IndexOf(key);
        if (at >= 0)
            text = text[(at + key.Length)..];
        return at >= 0;
    }
}
