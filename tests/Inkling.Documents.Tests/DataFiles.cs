using System.Buffers.Binary;
using System.Globalization;
using Inkling.Datasets;
using Inkling.Datasets.Tests;
using Inkling.Imaging;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Documents.Tests;

/// <summary>All files that docs/data.md names, made of the repository's samples.</summary>
public sealed class DataFiles : IDisposable
{
    private static readonly string[] Words =
        ["zero", "one", "two", "3 - three", "digit_4", "class5", "06", "Seven", "eight", "nine"];

    private readonly TemporaryFolder _folder = new();
    private readonly DigitSet _digits;

    public DataFiles()
    {
        foreach (string sample in Directory.GetFiles(Path.Combine(Document.Root, "samples"), "*.png"))
        {
            string name = Path.GetFileName(sample);
            Write($"samples/{name[0]}/{name}", File.ReadAllBytes(sample));
        }
        _digits = DigitSource.Open(Path.Combine(Root, "samples")).Evaluation.Read(PictureForm.Prepare);
        WriteIdx();
        WriteCsv();
        WriteArrays();
        WritePictures();
    }

    /// <summary>The folder that they are in.</summary>
    public string Root => _folder.Root;

    public void Dispose() => _folder.Dispose();

    private void WriteIdx()
    {
        byte[] images = Idx(0x803, [_digits.Count, 28, 28], _digits.Pixels);
        byte[] labels = Idx(0x801, [_digits.Count], _digits.Labels);
        foreach (string set in (string[])["train", "t10k"])
        {
            Write($"mnist-files/{set}-images-idx3-ubyte", images);
            Write($"mnist-files/{set}-labels-idx1-ubyte.gz", TemporaryFolder.Zip(labels));
        }
        Write("digits-images-idx3-ubyte", images);
        Write("digits-labels-idx1-ubyte", labels);
        Write("alone-images-idx3-ubyte", images);
        byte[] numbers = new byte[4 * 8 * _digits.Count];
        for (int i = 0; i < _digits.Count; i++)
            BinaryPrimitives.WriteInt32BigEndian(numbers.AsSpan(4 * 8 * i), _digits.Labels[i]);
        Write("qmnist-test-images-idx3-ubyte", images);
        Write("qmnist-test-labels-idx2-int", Idx(0xC02, [_digits.Count, 8], numbers));
        byte[] onTheirSide = Idx(0x803, [_digits.Count, 28, 28],
        [
            .. Enumerable.Range(0, _digits.Pixels.Length).Select(i =>
                _digits.Image(i / 784)[(i % 28 * 28) + (i % 784 / 28)]),
        ]);
        Write("emnist-digits-test-images-idx3-ubyte", onTheirSide);
        Write("emnist-digits-test-labels-idx1-ubyte", labels);
        Write("sideways-images-idx3-ubyte", onTheirSide);
        Write("sideways-labels-idx1-ubyte", labels);
    }

    private void WriteCsv()
    {
        Write("digits.csv", Csv(i => $"{_digits.Labels[i]},{Pixels(i, ',')}"));
        Write("digits.csv.gz", TemporaryFolder.Zip(Csv(i => $"{_digits.Labels[i]},{Pixels(i, ',')}")));
        string names = string.Join(';', Enumerable.Range(0, 784).Select(i => $"pixel{i}"));
        Write("semicolons.csv", Csv(i => $"{Pixels(i, ';')};{_digits.Labels[i]}", $"{names};Label"));
        Write("numbered.tsv", Csv(i => $"{i}\t{_digits.Labels[i]}\t{Pixels(i, '\t')}"));
        Write("test.csv", Csv(i => Pixels(i, ','), names.Replace(';', ',')));
    }

    private void WriteArrays()
    {
        double[] pixels = [.. _digits.Pixels.Select(level => (double)level)];
        byte[] images = NumpyBytes.Npy("|u1", [_digits.Count, 28, 28], pixels);
        double[] classes = [.. _digits.Labels.Select(label => (double)label)];
        byte[] labels = NumpyBytes.Npy("<i8", [_digits.Count], classes);
        Write("mnist.npz", NumpyBytes.Npz(
            ("x_train", images), ("y_train", labels), ("x_test", images), ("y_test", labels)));
        Write("x_test.npy", images);
        Write("y_test.npy", labels);
        byte[] parquet = ParquetBytes.Hub(_digits);
        Write("test-00000-of-00001.parquet", parquet);
        Write("hub/data/train-00000-of-00001.parquet", parquet);
        Write("hub/data/test-00000-of-00001.parquet", parquet);
    }

    private void WritePictures()
    {
        List<string> rows = ["Image,Class"];
        for (int i = 0; i < _digits.Count; i++)
        {
            byte[] png = PictureFiles.Png(new GreyImage(28, 28, _digits.Image(i).ToArray()));
            int label = _digits.Labels[i];
            Write($"classes/{label}/{i}.png", png);
            Write($"words/{Words[label]}/{i}.png", png);
            Write($"splits/train/{label}/{i}.png", png);
            Write($"splits/test/{label}/{i}.png", png);
            Write($"listed/{i}.png", png);
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{i}.png,{label}"));
        }
        File.WriteAllLines(Path.Combine(Root, "listed", "labels.csv"), rows);
        Archives.Pack(Path.Combine(Root, "classes"), Path.Combine(Root, "digits.zip"));
        Archives.Pack(Path.Combine(Root, "listed"), Path.Combine(Root, "digits.tar.gz"));
    }

    private byte[] Csv(Func<int, string> row, string? heading = null) => System.Text.Encoding.UTF8.GetBytes(
        string.Concat((heading is null ? [] : (string[])[heading])
            .Concat(Enumerable.Range(0, _digits.Count).Select(row)).Select(line => $"{line}\n")));

    private string Pixels(int digit, char separator) =>
        string.Join(separator, _digits.Image(digit).ToArray());

    private static byte[] Idx(uint magic, int[] sizes, byte[] values)
    {
        byte[] header = new byte[4 * (1 + sizes.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(header, magic);
        for (int i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * (i + 1)), sizes[i]);
        return [.. header, .. values];
    }

    private void Write(string name, byte[] content)
    {
        string path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
