using System.Runtime.Intrinsics;

namespace Inkling.Imaging.Filters;

/// <summary>
/// Bytes to four vectors of wider numbers, and back. Of 128 bits, because code for <c>Vector&lt;T&gt;</c> is
/// compiled anew in each process (docs/decisions/0044-cold-start.md).
/// </summary>
internal static class Lanes
{
    /// <summary>Widens levels in their order.</summary>
    public static void Widen(Vector128<byte> levels,
        out Vector128<int> a, out Vector128<int> b, out Vector128<int> c, out Vector128<int> d)
    {
        Vector128<ushort> low = Vector128.WidenLower(levels), high = Vector128.WidenUpper(levels);
        (a, b) = (Vector128.WidenLower(low).AsInt32(), Vector128.WidenUpper(low).AsInt32());
        (c, d) = (Vector128.WidenLower(high).AsInt32(), Vector128.WidenUpper(high).AsInt32());
    }

    /// <summary>Narrows numbers, all of which are 0 to 255.</summary>
    public static Vector128<byte> Narrow(
        Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) =>
        Vector128.Narrow(
            Vector128.Narrow(a.AsUInt32(), b.AsUInt32()), Vector128.Narrow(c.AsUInt32(), d.AsUInt32()));

    /// <summary>
    /// Divides whole numbers; quotients are 0 to 255. A float's error is far too small for one to reach the
    /// next whole number.
    /// </summary>
    public static Vector128<int> Quotient(Vector128<int> numbers, Vector128<int> by) =>
        Vector128.ConvertToInt32Native(Vector128.ConvertToSingle(numbers) / Vector128.ConvertToSingle(by));
}
