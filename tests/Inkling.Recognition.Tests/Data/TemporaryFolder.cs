using System.IO.Compression;
using System.Text;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Tests.Data;

/// <summary>A folder that goes when its test ends, and the small data that tests put into it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), $"inkling-tests-{Guid.NewGuid():N}");

    /// <summary>A set whose every pixel tells where it belongs.</summary>
    public static DigitSet Digits(int count, int seed = 1)
    {
        byte[] pixels = new byte[count * DigitSet.PixelCount];
        new Random(seed).NextBytes(pixels);
        return new DigitSet(pixels, [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]);
    }

    /// <summary>A row of CSV: the label and 784 times the same text.</summary>
    public static string Row(string label, string pixel, int pixels = DigitSet.PixelCount) =>
        label + string.Concat(Enumerable.Repeat("," + pixel, pixels));

    public static byte[] Zip(byte[] bytes)
    {
        using MemoryStream zipped = new();
        using (GZipStream stream = new(zipped, CompressionLevel.Fastest))
            stream.Write(bytes);
        return zipped.ToArray();
    }

    public static byte[] Bytes(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        return stream.ToArray();
    }

    /// <summary>The one line that every fault must end as.</summary>
    public static string Fault(Func<object> act)
    {
        DataException fault = Assert.Throws<DataException>(act);
        Assert.DoesNotContain('\n', fault.Message);
        return fault.Message;
    }

    /// <summary>Asserts that a damaged file still is a set of digits, or is refused in one line.</summary>
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

    /// <summary>Asserts that a fault says something.</summary>
    public static void Says(string words, string fault) =>
        Assert.Contains(words, fault, StringComparison.Ordinal);

    public string At(params ReadOnlySpan<string> names) => Path.Combine([Root, .. names]);

    public string File(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        System.IO.File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    public string File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
