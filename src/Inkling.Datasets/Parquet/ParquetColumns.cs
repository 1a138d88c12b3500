using Inkling.Datasets.Names;
using Inkling.Recognition.Data;
using Parquet.Schema;

namespace Inkling.Datasets.Parquet;

/// <summary>Which columns of a Parquet file are digits and labels. It reads no value.</summary>
/// <param name="Pictures">Encoded pictures, or null.</param>
/// <param name="Pixels">784 columns in order, or one of lists; none where there are pictures.</param>
/// <param name="Labels">The labels; null if they are not asked for.</param>
internal sealed record ParquetColumns(DataField? Pictures, DataField[] Pixels, DataField? Labels)
{
    /// <summary>Finds them by name and type.</summary>
    /// <exception cref="DataException">There is none of them, or several; lists the columns.</exception>
    public static ParquetColumns Find(string path, ParquetSchema schema, bool withLabels)
    {
        DataField[] fields = [.. schema.DataFields];
        DataField[] pictures = [.. fields.Where(IsBytes)];
        DataField? label = LabelOf(fields);
        DataField[] lists = [.. fields.Where(field => IsNumber(field) && field.MaxRepetitionLevel > 0)];
        DataField[] pixels = [.. fields.Where(field =>
            IsNumber(field) && field.MaxRepetitionLevel == 0 && field != label && IsPixel(field))];
        if (withLabels && label is null)
        {
            throw new DataException($"{path}: no column of whole numbers is called label: the columns are "
                + $"{List(fields)}.");
        }
        if (pictures.Length == 1)
            return new(pictures[0], [], label);
        if (pixels.Length == DigitSet.PixelCount)
            return new(null, pixels, label);
        if (lists.Length == 1)
            return new(null, lists, label);
        throw new DataException($"{path}: one column of encoded pictures is read, or 784 of pixels: the "
            + $"columns are {List(fields)}.");
    }

    private static DataField? LabelOf(DataField[] fields)
    {
        DataField[] whole = [.. fields.Where(field => IsNumber(field) && field.MaxRepetitionLevel == 0)];
        int label = ColumnNames.FindLabel([.. whole.Select(field => $"{field.Path}")]);
        return label >= 0 ? whole[label] : whole.Length == 1 ? whole[0] : null;
    }

    // Struct columns of the hub are image.bytes and image.path, of which the second is text.
    private static bool IsBytes(DataField field) =>
        field.MaxRepetitionLevel == 0 && field.ClrType == typeof(ReadOnlyMemory<byte>);

    private static bool IsNumber(DataField field) => ParquetDigits.Reads(field.ClrType);

    // An index that pandas kept is none.
    private static bool IsPixel(DataField field) =>
        !field.Name.StartsWith("__", StringComparison.Ordinal)
        && !field.Name.Equals("id", StringComparison.OrdinalIgnoreCase)
        && !field.Name.Equals("index", StringComparison.OrdinalIgnoreCase);

    private static string List(DataField[] fields)
    {
        const int Shown = 8;
        string shown = string.Join(", ", fields.Take(Shown).Select(field => $"{field.Path}"));
        return fields.Length > Shown ? $"{shown} and {fields.Length - Shown:N0} more" : shown;
    }
}
