using System.Numerics;

namespace Inkling.Neural;

/// <summary>
/// A stream of random numbers named by (seed, purpose, number): the same names give the same stream on any
/// machine and thread, so a resumed run needs no saved generator. xoshiro256** (Blackman &amp; Vigna 2018),
/// its state filled by SplitMix64. Not for secrets.
/// </summary>
public record struct RandomSequence
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>The stream named by a seed, a purpose and a number.</summary>
    internal RandomSequence(ulong seed, RandomPurpose purpose, ulong number = 0)
    {
        // Each name is mixed before the next is added, so that (1, 2) and (2, 1) are far apart.
        ulong state = seed;
        state = SplitMix(ref state) ^ purpose.Number;
        state = SplitMix(ref state) ^ number;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>Returns a new stream for each number; this one does not advance.</summary>
    public readonly RandomSequence Branch(ulong number) =>
        new(_s0 ^ BitOperations.RotateLeft(_s2, 32), RandomPurpose.Branch, number);

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), in steps of 2⁻²⁴, which a float holds exactly.</summary>
    public float NextSingle() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [0, 1), in steps of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>Uniform in 0 … bound − 1, unbiased (Lemire 2019, "Fast random integer generation").</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong range = (uint)bound;
        ulong product = (NextBits() >> 32) * range;
        uint low = (uint)product;
        if (low < range)
        {
            uint threshold = (uint)((1UL << 32) % range);
            while (low < threshold)
            {
                product = (NextBits() >> 32) * range;
                low = (uint)product;
            }
        }
        return (int)(product >> 32);
    }

    /// <summary>
    /// Standard normal, by Marsaglia's polar method (1964), one value of each pair. Its last bit depends on
    /// the machine's logarithm: only here may machines differ.
    /// </summary>
    public double NextNormal()
    {
        double u, v, square;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            square = u * u + v * v;
        }
        while (square is >= 1 or 0);
        return u * Math.Sqrt(-2 * Math.Log(square) / square);
    }

    /// <summary>Shuffles: each order is equally likely (Fisher &amp; Yates; Durstenfeld 1964).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>
/// The purpose of a stream of random numbers. A purpose's number never changes. Numbers below 6 are this
/// library's; callers choose others.
/// </summary>
internal readonly record struct RandomPurpose(ulong Number)
{
    /// <summary>First values of the parameters; numbered by tensor.</summary>
    public static RandomPurpose Initialisation => new(0);

    /// <summary>Which samples are held out for validation.</summary>
    public static RandomPurpose Split => new(1);

    /// <summary>The order of the samples; numbered by epoch.</summary>
    public static RandomPurpose Shuffle => new(2);

    /// <summary>Which units a dropout layer silences; numbered by step and layer.</summary>
    public static RandomPurpose Dropout => new(3);

    /// <summary>How samples are augmented; numbered by step and place in the batch.</summary>
    public static RandomPurpose Augmentation => new(4);

    /// <summary>A branch of another stream.</summary>
    public static RandomPurpose Branch => new(5);
}
