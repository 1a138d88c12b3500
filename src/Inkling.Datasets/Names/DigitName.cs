namespace Inkling.Datasets.Names;

/// <summary>
/// Tells the digit that a name means: 3, 03, three, digit_3, "3 - three", class3. Words are English, German,
/// French, Spanish and Italian.
/// </summary>
internal static class DigitName
{
    // A row per digit.
    private static readonly string[][] Words =
    [
        ["zero", "null", "zéro", "cero"],
        ["one", "eins", "un", "uno"],
        ["two", "zwei", "deux", "dos", "due"],
        ["three", "drei", "trois", "tres", "tre"],
        ["four", "vier", "quatre", "cuatro", "quattro"],
        ["five", "fünf", "fuenf", "cinq", "cinco", "cinque"],
        ["six", "sechs", "seis", "sei"],
        ["seven", "sieben", "sept", "siete", "sette"],
        ["eight", "acht", "huit", "ocho", "otto"],
        ["nine", "neun", "neuf", "nueve", "nove"],
    ];

    // What stands beside a digit without meaning another: "digit_3", "class 3", "3 images".
    private static readonly string[] Companions =
    [
        "digit", "digits", "class", "label", "number", "num", "no", "nr", "category", "target", "image",
        "images", "img", "imgs", "picture", "pictures", "ziffer", "klasse", "zahl", "chiffre", "classe",
        "dígito", "digito", "clase", "cifra", "numero", "número",
    ];

    /// <summary>The digit that a class folder's name means, or null.</summary>
    public static byte? OfFolder(string name)
    {
        byte? digit = null;
        foreach (string part in Parts(name))
        {
            if (Companions.Contains(part, StringComparer.OrdinalIgnoreCase))
                continue;
            if (OfPart(part) is not { } found || (digit is not null && digit != found))
                return null;
            digit = found;
        }
        return digit;
    }

    /// <summary>The digit that a list's label means, or null. Two digits, as 03, are no label.</summary>
    public static byte? OfLabel(string label)
    {
        if (label is [>= '0' and <= '9'] or [>= '0' and <= '9', '.', ..] && label[1..].Trim('0') is "" or ".")
            return (byte)(label[0] - '0');
        // In a list "null" is a value that is missing.
        bool isWord = label.Any(char.IsLetter) && !label.Equals("null", StringComparison.OrdinalIgnoreCase);
        return isWord && !label.Contains('.', StringComparison.Ordinal) ? OfFolder(label) : null;
    }

    private static byte? OfPart(string part)
    {
        if (char.IsAsciiDigit(part[0]))
        {
            string number = part.TrimStart('0');
            return number.Length <= 1 ? (byte)(number.Length == 0 ? 0 : number[0] - '0') : null;
        }
        int digit = Array.FindIndex(Words, words => words.Contains(part, StringComparer.OrdinalIgnoreCase));
        return digit < 0 ? null : (byte)digit;
    }

    // Runs of letters and runs of digits.
    private static IEnumerable<string> Parts(string name)
    {
        for (int start = 0, end; start < name.Length; start = end)
        {
            bool isDigit = char.IsAsciiDigit(name[start]);
            end = start + 1;
            if (!isDigit && !char.IsLetter(name[start]))
                continue;
            while (end < name.Length && (isDigit ? char.IsAsciiDigit(name[end]) : char.IsLetter(name[end])))
                end++;
            yield return name[start..end];
        }
    }
}
