using Inkling.Imaging;
using Inkling.Pictures.Tests;
using Inkling.Recognition.Data;
using Parquet;
using Parquet.Schema;

namespace Inkling.Datasets.Tests;

/// <summary>Parquet files made for tests.</summary>
internal static class ParquetBytes
{
    /// <summary>A column of encoded pictures and one of labels, as the Hugging Face hub has MNIST.</summary>
    public static byte[] Hub(DigitSet digits, int rowsAGroup = int.MaxValue, string label = "label") => Hub(
        [.. Enumerable.Range(0, digits.Count).Select(i =>
            PictureFiles.Png(new GreyImage(DigitSet.Side, DigitSet.Side, digits.Image(i).ToArray())))],
        [.. digits.Labels.Select(one => (long?)one)], rowsAGroup, label);

    public static byte[] Hub(
        byte[]?[] pictures, long?[] labels, int rowsAGroup = int.MaxValue, string label = "label")
    {
        DataField<byte[]> bytes = new("bytes", nullable: true);
        DataField<string> path = new("path", nullable: true);
        DataField<long?> classes = new(label);
        ParquetSchema schema = new(new StructField("image", bytes, path), classes);
        return Write(schema, pictures.Length, rowsAGroup, async (group, rows) =>
        {
            await group.WriteAsync(bytes, pictures[rows]!);
            await group.WriteAsync(path, new string[pictures[rows].Length]);
            await group.WriteAsync<long>(classes, labels[rows]);
        });
    }

    /// <summary>784 columns of pixels behind the label and an index.</summary>
    public static byte[] Columns(DigitSet digits, int rowsAGroup, double scale = 1)
    {
        DataField<int> label = new("label");
        DataField<long> index = new("__index_level_0__");
        DataField<double>[] pixels =
            [.. Enumerable.Range(0, DigitSet.PixelCount).Select(i => new DataField<double>($"pixel{i}"))];
        ParquetSchema schema = new([label, .. pixels, index]);
        return Write(schema, digits.Count, rowsAGroup, async (group, rows) =>
        {
            int[] places = [.. Enumerable.Range(0, digits.Count).Take(rows)];
            await group.WriteAsync<int>(label, places.Select(i => (int)digits.Labels[i]).ToArray());
            for (int p = 0; p < pixels.Length; p++)
            {
                await group.WriteAsync<double>(
                    pixels[p], places.Select(i => digits.Image(i)[p] * scale).ToArray());
            }
            await group.WriteAsync<long>(index, places.Select(i => (long)i).ToArray());
        });
    }

    /// <summary>A column of lists of 784 numbers.</summary>
    public static byte[] Lists(DigitSet digits)
    {
        DataField<int> item = new("element");
        ListField image = new("image", item);
        DataField<long> label = new("label");
        return Write(new(image, label), digits.Count, digits.Count, async (group, rows) =>
        {
            IEnumerable<int> places = Enumerable.Range(0, digits.Pixels.Length);
            int[] levels = [.. places.Select(i => i % DigitSet.PixelCount == 0 ? 0 : 1)];
            DataField leaf = (DataField)image.Item;
            int[] defined = [.. Enumerable.Repeat(leaf.MaxDefinitionLevel, levels.Length)];
            await group.WriteAllPartsAsync<int>(
                leaf, digits.Pixels.Select(pixel => (int)pixel).ToArray(), defined, levels,
                TestContext.Current.CancellationToken);
            await group.WriteAsync<long>(label, digits.Labels.Select(one => (long)one).ToArray());
        });
    }

    private static byte[] Write(
        ParquetSchema schema, int count, int rowsAGroup, Func<ParquetRowGroupWriter, Range, Task> write)
    {
        using MemoryStream stream = new();
        WriteAsync().GetAwaiter().GetResult();
        return stream.ToArray();

        async Task WriteAsync()
        {
            await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream);
            for (int start = 0; start < count; start += Math.Min(count, rowsAGroup))
            {
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                await write(group, start..Math.Min(count, start + Math.Min(count, rowsAGroup)));
            }
        }
    }
}
