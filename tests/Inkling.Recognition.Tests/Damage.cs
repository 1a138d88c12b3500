using CsCheck;

namespace Inkling.Recognition.Tests;

/// <summary>Something that is done to a file's bytes, of which there is one at least.</summary>
internal delegate byte[] Change(byte[] bytes);

/// <summary>
/// Damage as it happens to files of any format: flipped bits, cuts, holes, pieces that come twice, another
/// file's end, and lengths and sizes that lie.
/// </summary>
internal static class Damage
{
    // Where most decisions are made.
    private const int Header = 64;

    // A place in a file whose length is not known yet.
    private static readonly Gen<double> Share = Gen.Double.Unit;

    /// <summary>
    /// One of some files, changed once to three times, by default in any way of this class.
    /// </summary>
    public static Gen<byte[]> To(byte[][] files, Gen<Change>? change = null) => Gen.Select(
        Gen.OneOf(files),
        (change ?? AnyChange(files)).Array[1, 3],
        (file, changes) => changes.Aggregate(file, (bytes, one) => bytes.Length == 0 ? bytes : one(bytes)));

    /// <summary>Any of this class's changes; the ends of other files are those of the files given.</summary>
    public static Gen<Change> AnyChange(byte[][] files) => Gen.OneOf(
        FlippedBits(most: 7, within: int.MaxValue), FlippedBits(most: 3, within: Header),
        Overwritten(), Cut(), Hole(), Twice(), EndOf(files));

    private static Gen<Change> FlippedBits(int most, int within) =>
        Gen.Select(Share, Gen.Int[0, 7]).Array[1, most].Select(flips => new Change(bytes =>
        {
            byte[] changed = [.. bytes];
            foreach ((double share, int bit) in flips)
                changed[(int)(share * Math.Min(bytes.Length, within))] ^= (byte)(1 << bit);
            return changed;
        }));

    private static Gen<Change> Overwritten() => Gen.Select(
        Share,
        Gen.OneOf(Gen.Byte.Array[1, 4], Words(byte.MinValue), Words(byte.MaxValue)),
        (share, word) => new Change(bytes =>
        {
            byte[] changed = [.. bytes];
            Span<byte> room = changed.AsSpan((int)(share * bytes.Length));
            word.AsSpan(0, Math.Min(word.Length, room.Length)).CopyTo(room);
            return changed;
        }));

    private static Gen<byte[]> Words(byte level) => Gen.Const(level).Array[1, 4];

    private static Gen<Change> Cut() =>
        Share.Select(share => new Change(bytes => bytes[..(int)(share * bytes.Length)]));

    private static Gen<Change> Hole() => Gen.Select(
        Share,
        Gen.Int[1, 30],
        (share, length) => new Change(bytes =>
        {
            int from = (int)(share * bytes.Length);
            return [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + length)..]];
        }));

    private static Gen<Change> Twice() => Gen.Select(Share, Share, (end, start) => new Change(bytes =>
    {
        int to = (int)(end * bytes.Length);
        return [.. bytes[..to], .. bytes[(int)(start * (to + 1))..]];
    }));

    private static Gen<Change> EndOf(byte[][] files) => Gen.Select(
        Share,
        Gen.OneOf(files),
        Share,
        (end, other, start) => new Change(bytes =>
            [.. bytes[..(int)(end * bytes.Length)], .. other[(int)(start * other.Length)..]]));
}
