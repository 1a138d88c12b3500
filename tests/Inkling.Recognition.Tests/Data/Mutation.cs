using Inkling.Recognition.Data;

namespace Inkling.Recognition.Tests.Data;

/// <summary>Damage as it happens to files: bytes flipped, lost, doubled, or the end missing.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] bytes, Random random)
    {
        List<byte> damaged = [.. bytes];
        for (int i = random.Next(1, 4); i > 0 && damaged.Count > 1; i--)
        {
            // Half of the damage goes where the structure is.
            int at = random.Next(random.Next(2) == 0 ? Math.Min(20, damaged.Count) : damaged.Count);
            switch (random.Next(4))
            {
                case 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged.RemoveAt(at);
                    break;
                case 2:
                    damaged.Insert(at, damaged[random.Next(damaged.Count)]);
                    break;
                default:
                    damaged.RemoveRange(at, damaged.Count - at);
                    break;
            }
        }
        return [.. damaged];
    }

    public static void ReadOrRefused(Func<DigitSet> read)
    {
        try
        {
            DigitSet digits = read();
            Assert.Equal(digits.Labels.Length * DigitSet.PixelCount, digits.Pixels.Length);
        }
        catch (DataException fault)
        {
            Assert.DoesNotContain('\n', fault.Message);
        }
    }
}
