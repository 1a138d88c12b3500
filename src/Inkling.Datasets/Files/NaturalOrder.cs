namespace Inkling.Datasets.Files;

/// <summary>
/// The order in which people count files: img_2 before img_10. Runs of ASCII digits compare by value, all
/// else by code unit; names that differ only in leading zeros keep one fixed order.
/// </summary>
internal static class NaturalOrder
{
    // .NET's own CompareOptions.NumericOrdering does nothing when globalisation is invariant, as it is here.
    public static Comparer<string> Instance { get; } = Comparer<string>.Create(Compare);

    private static int Compare(string x, string y)
    {
        ReadOnlySpan<char> left = x;
        ReadOnlySpan<char> right = y;
        while (!left.IsEmpty && !right.IsEmpty)
        {
            int order = char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0])
                ? CompareNumbers(ref left, ref right)
                : CompareLetters(ref left, ref right);
            if (order != 0)
                return order;
        }
        int rest = left.Length.CompareTo(right.Length);
        return rest != 0 ? rest : string.CompareOrdinal(x, y);
    }

    private static int CompareLetters(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        int order = left[0].CompareTo(right[0]);
        left = left[1..];
        right = right[1..];
        return order;
    }

    // Without leading zeros a longer number is a larger one; equal lengths compare like words. No overflow.
    private static int CompareNumbers(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        ReadOnlySpan<char> one = TakeNumber(ref left);
        ReadOnlySpan<char> other = TakeNumber(ref right);
        int order = one.Length.CompareTo(other.Length);
        return order != 0 ? order : one.SequenceCompareTo(other);
    }

    private static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExceptInRange('0', '9');
        if (length < 0)
            length = text.Length;
        ReadOnlySpan<char> number = text[..length].TrimStart('0');
        text = text[length..];
        return number;
    }
}
