using System.Text;

namespace Inkling.Pictures.Tests.Hostile;

/// <summary>Damaged and malicious pictures, made of the sound ones in Fixtures; each has a number.</summary>
internal sealed class HostileFiles
{
    private const int OneBombIn = 50;

    private static readonly string[] Pnms =
    [
        "P1 5 2\n1 0 1 0 1 0 1 0 1 1 # bits\n", "P2\n3 2 9\n0 1 2 3 4 9", "P3 2 1 255 255 0 9 1 2 3",
        "P4 9 2\nabcd", "P5 3 2 255 abcdef", "P6 1 2 65535\nabcdefghijkl",
    ];

    private readonly int _seed;
    private readonly (string Format, byte[][] Files)[] _sound;

    /// <summary>Reads the sound pictures; those of one extension are one format.</summary>
    public HostileFiles(int seed)
    {
        _seed = seed;
        string folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");
        _sound =
        [
            .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .GroupBy(file => Path.GetExtension(file).TrimStart('.'))
                .Where(format => format.Key != "zip")
                .Select(format => (format.Key, format.Select(File.ReadAllBytes).ToArray())),
            ("pnm", [.. Pnms.Select(Encoding.Latin1.GetBytes)]),
        ];
    }

    /// <summary>File <paramref name="number"/> of the seed: the same bytes at each call.</summary>
    public (string Format, byte[] Bytes) Make(int number)
    {
        Random random = new(HashCode(number));
        if (random.Next(OneBombIn) == 0)
            return ("bomb", Bombs.Make(random));
        (string format, byte[][] files) = Any(random, _sound);
        byte[][] others = random.Next(4) == 0 ? Any(random, _sound).Files : files;
        return (format, Mutations.Apply(random, Any(random, files), Any(random, others)));
    }

    private int HashCode(int number) => unchecked((_seed * 1_000_003) + number);

    public static T Any<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
