using System.IO.Compression;
using System.Text;
using CsCheck;
using Inkling.Neural;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Recognition.Models;
using Inkling.Recognition.Tests.Data;
using Inkling.Recognition.Training;

namespace Inkling.Recognition.Tests.Models;

public sealed class ModelFileTests
{
    [Fact]
    public void A_model_comes_back_bit_for_bit_and_equal_models_are_equal_files()
    {
        using TemporaryFolder folder = new();
        DigitModel model = Digits.Model();
        DigitModel full = new(model.Network, model.Metadata with
        {
            PixelScale = 127,
            Training = Recipe.Dense.Settings with { Network = "784-12-10", Seed = ulong.MaxValue },
            Data = new(60_000, "abc"),
            Scores = new(0.99, 0.98, null),
            History = [new(1, 0.25, 0.5, 0.125, 0.75, 0.001)],
        });
        ModelFile.Write(folder.At("a.npz"), full);
        ModelFile.Write(folder.At("b.npz"), full);
        DigitModel back = ModelFile.Read(folder.At("a.npz"));
        Assert.Equal(full.Network.Parameters.ToArray(), back.Network.Parameters.ToArray());
        Assert.Equal(full.Metadata.Training, back.Metadata.Training);
        Assert.Equal(full.Metadata.History, back.Metadata.History);
        Assert.Equal(full.Metadata.Scores, back.Metadata.Scores);
        Assert.Equal(127, back.Metadata.PixelScale);
        Assert.Equal(File.ReadAllBytes(folder.At("a.npz")), File.ReadAllBytes(folder.At("b.npz")));
    }

    [Theory]
    [InlineData("<f8", 1, false)]
    [InlineData(">f8", 2, true)]
    [InlineData("<f4", 3, true)]
    [InlineData(">f4", 1, false)]
    public void Arrays_as_NumPy_saves_them_are_read(string type, int version, bool fortran)
    {
        Network network = Digits.Model().Network;
        byte[] file =
            Zip([.. network.Tensors.Select(tensor => (tensor.Name + ".npy", Npy(type, version, fortran,
            tensor.Definition.FileShape, NumpyArray.Of(tensor, network.Parameters.Span).Values)))]);
        DigitModel read = ModelFile.Read(new MemoryStream(file), "made.npz");
        Assert.Equal(network.Parameters.ToArray(), read.Network.Parameters.ToArray());
        Assert.Equal("784-12-10", read.Metadata.Network);
        Assert.Equal(255, read.Metadata.PixelScale);
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "no w1", "has no array w1" },
        { "no b2", "has no array b2" },
        { "w2 that does not fit", "its w2 takes 13 values, but w1 gives 12" },
        { "three dimensions", "its w1 has 3 dimensions" },
        { "bias of another length", "its b1 has the shape (11, 1), not (12, 1)" },
        { "NaN", "its b2 is NaN" },
        { "integers", "holds <i4" },
        { "pickle", "holds |O" },
        { "lying shape", "needs" },
        { "enormous shape", "too large" },
        { "other inputs", "reads no digits" },
        { "not an array", "does not begin as a NumPy array does" },
        { "newer form", "newer Inkling" },
        { "other network", "says that it is 784-10" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Every_damage_is_one_line_that_names_it(string damage, string words)
    {
        Dictionary<string, byte[]> entries = new()
        {
            ["w1.npy"] = Npy("<f4", 1, false, [12, 784], new float[12 * 784]),
            ["b1.npy"] = Npy("<f4", 1, false, [12, 1], new float[12]),
            ["w2.npy"] = Npy("<f4", 1, false, [10, 12], new float[120]),
            ["b2.npy"] = Npy("<f4", 1, false, [10], new float[10]),
        };
        (string entry, byte[]? bytes) = damage switch
        {
            "no w1" => ("w1.npy", null),
            "no b2" => ("b2.npy", null),
            "w2 that does not fit" => ("w2.npy", Npy("<f4", 1, false, [10, 13], new float[130])),
            "three dimensions" => ("w1.npy", Npy("<f4", 1, false, [12, 784, 1], new float[12 * 784])),
            "bias of another length" => ("b1.npy", Npy("<f4", 1, false, [11, 1], new float[11])),
            "NaN" => ("b2.npy", Npy("<f4", 1, false, [10], [.. new float[9], float.NaN])),
            "integers" => ("b2.npy", Npy("<i4", 1, false, [10], new float[10])),
            "pickle" => ("b2.npy", Npy("|O", 1, false, [10], new float[10])),
            "lying shape" => ("b2.npy", Npy("<f4", 1, false, [11], new float[10])),
            "enormous shape" => ("b2.npy", Npy("<f4", 1, false, [99999999, 99999999], new float[10])),
            "other inputs" => ("w1.npy", Npy("<f4", 1, false, [12, 100], new float[1200])),
            "not an array" => ("w1.npy", "PICKLE and no array"u8.ToArray()),
            "newer form" =>
                ("inkling.json", Encoding.UTF8.GetBytes("""{"format":2,"network":"784-12-10"}""")),
            _ => ("inkling.json", Encoding.UTF8.GetBytes("""{"format":1,"network":"784-10"}""")),
        };
        if (bytes is null)
            entries.Remove(entry);
        else
            entries[entry] = bytes;
        string message = Assert.Throws<ModelException>(() => ModelFile.Read(
            new MemoryStream(Zip([.. entries.Select(pair => (pair.Key, pair.Value))])), "made.npz")).Message;
        Assert.StartsWith("made.npz: ", message);
        Assert.Contains(words, message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_flipped_bit_of_a_weight_is_seen()
    {
        using TemporaryFolder folder = new();
        ModelFile.Write(folder.At("net.npz"), Digits.Model());
        byte[] bytes = File.ReadAllBytes(folder.At("net.npz"));
        bytes[bytes.Length / 2] ^= 1;
        Assert.Contains("damaged", Assert.Throws<ModelException>(
            () => ModelFile.Read(new MemoryStream(bytes), "net.npz")).Message);
    }

    [Fact]
    public void Damaged_files_give_a_model_or_one_line()
    {
        using TemporaryFolder folder = new();
        ModelFile.Write(folder.At("net.npz"), Digits.Model("784-1-10"));
        byte[] original = File.ReadAllBytes(folder.At("net.npz"));
        Gen<Change> change =
            Gen.Frequency((3, Overwritten(original.Length)), (1, Damage.AnyChange([original])));
        Damage.To([original], change).Sample(
            damaged =>
            {
                try
                {
                    ModelFile.Read(new MemoryStream(damaged), "damaged.npz");
                }
                catch (ModelException failure)
                {
                    Assert.DoesNotContain('\n', failure.Message);
                }
            },
            iter: 1_500);
    }

    [Fact]
    public void Where_a_file_cannot_go_nothing_is_left_and_the_old_one_stays()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("does not exist", Assert.Throws<ModelException>(
            () => ModelFile.Write(folder.At("deep/net.npz"), Digits.Model())).Message);
        Assert.Contains("no such file", Assert.Throws<ModelException>(
            () => ModelFile.Read(folder.At("net.npz"))).Message);
        Directory.CreateDirectory(folder.At("folder.npz"));
        Assert.Contains("is a folder", Assert.Throws<ModelException>(
            () => ModelFile.Read(folder.At("folder.npz"))).Message);
        Assert.Throws<ModelException>(() => ModelFile.Write(folder.At("folder.npz"), Digits.Model()));
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    // Headers and the directory at the end, more often than weights.
    private static Gen<Change> Overwritten(int length) => Gen.Select(
        Gen.OneOf(Gen.Int[0, 599], Gen.Int[length - 400, length - 1], Gen.Int[0, length - 1]),
        Gen.Byte,
        (place, level) => new Change(bytes =>
        {
            byte[] changed = [.. bytes];
            changed[Math.Min(place, bytes.Length - 1)] = level;
            return changed;
        }));

    private static byte[] Zip((string Name, byte[] Bytes)[] entries)
    {
        using MemoryStream file = new();
        using (ZipArchive zip = new(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        return file.ToArray();
    }

    private static byte[] Npy(
        string type, int version, bool fortran, IReadOnlyList<int> shape, float[] values)
    {
        string header =
            $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, "
            + $"'shape': ({string.Join(", ", shape)},), }}\n";
        List<byte> bytes = [0x93, .. "NUMPY"u8, (byte)version, 0];
        bytes.AddRange(version == 1
            ? BitConverter.GetBytes((ushort)header.Length)
            : BitConverter.GetBytes(header.Length));
        bytes.AddRange(Encoding.Latin1.GetBytes(header));
        int rows = shape[0], columns = values.Length / Math.Max(1, rows);
        for (int i = 0; i < values.Length; i++)
        {
            float value = fortran ? values[(i % rows * columns) + (i / rows)] : values[i];
            byte[] one =
                type.EndsWith('8') ? BitConverter.GetBytes((double)value) : BitConverter.GetBytes(value);
            bytes.AddRange(type.StartsWith('>') ? one.Reverse() : one);
        }
        return [.. bytes];
    }
}
