using System.Buffers.Text;
using System.Text;
using Inkling.Recognition.Calibrating;

namespace Inkling.Recognition.Models;

/// <summary>
/// What reading digits needs of the facts of the model that ships, found in their text where our own writer puts it: a line for
/// each, indented by its depth. A JSON reader knows more, but its search is compiled anew in each process and then goes through
/// all that its networks' trainings were, which together takes longer than reading a digit.
/// </summary>
internal sealed record ShippedFacts
{
    /// <summary>The descriptions of the networks, in the order of their arrays.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>What a pixel (0 to 255) is divided by.</summary>
    public required float PixelScale { get; init; }

    /// <summary>By how many pixels to each side a picture is shifted to be read again.</summary>
    public required int Shift { get; init; }

    /// <summary>How probabilities become a reading.</summary>
    public required Calibration Calibration { get; init; }

    /// <summary>Finds them in a text that <see cref="FactsJson"/> wrote; a test holds them against all that it says.</summary>
    public static ShippedFacts Of(ReadOnlySpan<byte> text)
    {
        List<string> networks = [];
        ReadOnlySpan<byte> rest = text;
        // Of a member: six spaces deep.
        while (TryFind("\n      \"network\": \""u8, ref rest))
            networks.Add(Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)'"')]));
        rest = text;
        if (networks.Count == 0 && TryFind("\n  \"network\": \""u8, ref rest))
            networks.Add(Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)'"')]));
        return new()
        {
            Networks = networks,
            PixelScale = Number(text, "\n  \"pixelScale\": "u8) ?? 255,
            Shift = (int)(Number(text, "\n  \"shift\": "u8) ?? 0),
            Calibration = Calibration.Of(
                Number(text, "\n  \"temperature\": "u8),
                Number(text, "\n  \"unsureBelow\": "u8),
                Number(text, "\n  \"noDigitAbove\": "u8)),
        };
    }

    private static float? Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key) =>
        TryFind(key, ref text) && Utf8Parser.TryParse(text, out float number, out _) ? number : null;

    // On to what follows the key.
    private static bool TryFind(ReadOnlySpan<byte> key, ref ReadOnlySpan<byte> text)
    {
        int at = text.IndexOf(key);
        if (at < 0)
            return false;
        text = text[(at + key.Length)..];
        return true;
    }
}
