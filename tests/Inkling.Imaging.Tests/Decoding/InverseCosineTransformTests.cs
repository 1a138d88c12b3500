using Inkling.Imaging.Decoding.Jpeg;

namespace Inkling.Imaging.Tests.Decoding;

public class InverseCosineTransformTests
{
    [Fact]
    public void Integer_transform_is_within_one_level_of_its_definition()
    {
        var random = new Random(1);
        ushort[] steps = new ushort[64];
        short[] block = new short[64];
        byte[] samples = new byte[64];
        for (int round = 0; round < 2_000; round++)
        {
            Fill(random, steps, block, nonZero: 1 + (round % 64));
            InverseCosineTransform.Transform(block, steps, samples, 8);
            double[] reference = InverseCosineTransform.Reference(block, steps);
            for (int i = 0; i < 64; i++)
                Assert.InRange(samples[i] - Math.Clamp(reference[i], 0, 255), -1.0, 1.0);
        }
    }

    [Fact]
    public void Errors_are_as_small_as_ieee_1180_asks()
    {
        // IEEE 1180-1990, 3.3: over many random blocks the mean error is at most 0.0015, its mean square
        // 0.02.
        var random = new Random(2);
        ushort[] steps = [.. Enumerable.Repeat((ushort)1, 64)];
        short[] block = new short[64];
        byte[] samples = new byte[64];
        double sum = 0;
        double squares = 0;
        const int Rounds = 3_000;
        for (int round = 0; round < Rounds; round++)
        {
            Array.Clear(block);
            for (int k = 0; k < 24; k++)
                block[random.Next(64)] = (short)random.Next(-60, 61);
            InverseCosineTransform.Transform(block, steps, samples, 8);
            double[] reference = InverseCosineTransform.Reference(block, steps);
            for (int i = 0; i < 64; i++)
            {
                double error = samples[i] - Math.Clamp(Math.Round(reference[i]), 0, 255);
                sum += error;
                squares += error * error;
            }
        }

        Assert.InRange(sum / (Rounds * 64), -0.0015, 0.0015);
        Assert.InRange(squares / (Rounds * 64), 0, 0.02);
    }

    [Fact]
    public void The_transform_in_vectors_gives_the_same_samples()
    {
        Assert.SkipUnless(WideCosineTransform.IsSupported, "this machine has no AVX2");
        var random = new Random(3);
        ushort[] steps = new ushort[64];
        short[] block = new short[64];
        byte[] samples = new byte[(7 * 11) + 8];
        byte[] wide = new byte[samples.Length];
        for (int round = 0; round < 3_000; round++)
        {
            Fill(random, steps, block, nonZero: 1 + (round % 64));
            if (round % 3 == 0)
                block[random.Next(64)] = (short)random.Next(short.MinValue, short.MaxValue);
            InverseCosineTransform.Transform(block, steps, samples, 11);
            WideCosineTransform.Transform(block, steps, wide, 11);
            Assert.Equal(samples, wide);
        }
    }

    [Fact]
    public void A_flat_block_is_what_the_transform_makes_of_a_lone_DC_value()
    {
        ushort[] steps = [.. Enumerable.Repeat((ushort)7, 64)];
        short[] block = new short[64];
        byte[] samples = new byte[64];
        byte[] flat = new byte[64];
        for (int dc = -2_000; dc <= 2_000; dc++)
        {
            block[0] = (short)dc;
            InverseCosineTransform.Transform(block, steps, samples, 8);
            InverseCosineTransform.Flat(7 * dc, flat, 8);
            Assert.Equal(samples, flat);
        }
    }

    [Fact]
    public void A_lone_DC_value_gives_a_flat_block()
    {
        short[] block = new short[64];
        ushort[] steps = [.. Enumerable.Repeat((ushort)8, 64)];
        byte[] samples = new byte[64];
        block[0] = 50;
        InverseCosineTransform.Transform(block, steps, samples, 8);
        Assert.All(samples, sample => Assert.Equal(128 + 50, sample));
    }

    [Fact]
    public void Rows_are_placed_a_stride_apart_and_nothing_else_is_touched()
    {
        byte[] samples = new byte[(7 * 20) + 8];
        InverseCosineTransform.Transform(new short[64], new ushort[64], samples, 20);
        for (int i = 0; i < samples.Length; i++)
            Assert.Equal(i % 20 < 8 ? 128 : 0, samples[i]);
    }

    private static void Fill(Random random, ushort[] steps, short[] block, int nonZero)
    {
        Array.Clear(block);
        for (int k = 0; k < 64; k++)
            steps[k] = (ushort)random.Next(1, 20);
        for (int n = 0; n < nonZero; n++)
            block[random.Next(64)] = (short)random.Next(-20, 21);
    }
}
