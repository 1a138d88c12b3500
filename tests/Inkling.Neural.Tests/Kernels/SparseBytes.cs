using Inkling.Neural.Kernels.Products;

namespace Inkling.Neural.Tests.Kernels;

/// <summary>Samples of bytes, mostly 0, as pictures of writing are.</summary>
internal static class SparseBytes
{
    /// <summary>Names <paramref name="count"/> of <paramref name="held"/> samples, in no order.</summary>
    public static SampleBatch Draw(int held, int count, int columns)
    {
        Random random = new(count);
        byte[] values = new byte[held * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)0;
        int[] rows = [.. Enumerable.Range(0, count).Select(_ => random.Next(held))];
        return new(values, rows, columns, scale: 255);
    }

    /// <summary>The floats that a batch stands for.</summary>
    public static Matrix Widen(SampleBatch bytes)
    {
        Matrix x = new(new float[bytes.Count * bytes.Columns], bytes.Count, bytes.Columns);
        for (int n = 0; n < bytes.Count; n++)
            PackedBytes.Widen(bytes.Sample(n), 1 / bytes.Scale, x.Row(n));
        return x;
    }
}
