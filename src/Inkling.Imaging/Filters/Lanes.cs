using System.Numerics;

namespace Inkling.Imaging.Filters;

/// <summary>Bytes to four vectors of wider numbers, and back.</summary>
internal static class Lanes
{
    /// <summary>Widens levels in their order.</summary>
    public static (Vector<int> A, Vector<int> B, Vector<int> C, Vector<int> D) Widen(Vector<byte> levels)
    {
        Vector.Widen(levels, out Vector<ushort> low, out Vector<ushort> high);
        Vector.Widen(low, out Vector<uint> a, out Vector<uint> b);
        Vector.Widen(high, out Vector<uint> c, out Vector<uint> d);
        return (Vector.AsVectorInt32(a), Vector.AsVectorInt32(b),
            Vector.AsVectorInt32(c), Vector.AsVectorInt32(d));
    }

    /// <summary>Narrows numbers, all of which are 0 to 255.</summary>
    public static Vector<byte> Narrow(Vector<int> a, Vector<int> b, Vector<int> c, Vector<int> d) =>
        Vector.Narrow(
            Vector.Narrow(Vector.AsVectorUInt32(a), Vector.AsVectorUInt32(b)),
            Vector.Narrow(Vector.AsVectorUInt32(c), Vector.AsVectorUInt32(d)));
}
