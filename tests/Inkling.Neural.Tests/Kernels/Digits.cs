namespace Inkling.Neural.Tests.Kernels;

/// <summary>Samples of bytes, mostly 0, as digits are.</summary>
internal static class Digits
{
    /// <summary>Names <paramref name="count"/> of <paramref name="held"/> samples, in no order.</summary>
    public static ByteBatch Draw(int held, int count, int columns)
    {
        Random random = new(count);
        byte[] values = new byte[held * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)0;
        int[] rows = [.. Enumerable.Range(0, count).Select(_ => random.Next(held))];
        return new(values, rows, columns, scale: 255);
    }
}
