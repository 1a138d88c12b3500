using Inkling.Neural.Kernels;
using Inkling.Neural.Kernels.Products;

namespace Inkling.Neural.Tests.Kernels;

/// <summary>Y = X·V + b, dX = dY·Vᵀ, dV = Xᵀ·dY.</summary>
public enum Product
{
    Forward,
    BackwardData,
    BackwardWeights,
}

/// <summary>
/// The operands of one product, C [rows, columns] = A·B over a sum of length depth. C is full of sevens
/// before.
/// </summary>
internal sealed class ProductOperands
{
    private readonly Product _product;
    private readonly int _rows, _columns, _depth;
    private readonly Moat _a, _b, _bias, _c;

    public ProductOperands(Product product, int rows, int columns, int depth)
    {
        (_product, _rows, _columns, _depth) = (product, rows, columns, depth);
        _a = Moat.Random(rows * depth, seed: rows + depth);
        _b = Moat.Random(columns * depth, seed: columns);
        (_bias, _c) = (Moat.Random(columns, seed: 3), new(rows * columns));
        Blank(_a.Span, seed: columns);
        _c.Span.Fill(7);
    }

    public Moat A => _a;

    public float[] C => _product == Product.BackwardWeights
        ? RowByRow(new(_c.Values, _rows, _columns)).Values.ToArray()
        : _c.Span.ToArray();

    public void Compute(string path, int parts)
    {
        MatrixProduct with = On(path);
        for (int part = 0; part < parts; part++)
        {
            if (_product == Product.Forward)
            {
                ColumnPanels v = Floats(new(_b.Values, _depth, _columns), path);
                with.Forward(_a.AsMatrix(_rows, _depth), v, _bias.Span, _c.AsMatrix(_rows, _columns),
                    part, parts);
            }
            else if (_product == Product.BackwardData)
            {
                with.BackwardData(_a.AsMatrix(_rows, _depth), new(_b.Values, _columns, _depth),
                    _c.AsMatrix(_rows, _columns), part, parts);
            }
            else
            {
                with.BackwardWeights(_a.AsMatrix(_depth, _rows), _b.AsMatrix(_depth, _columns),
                    new(_c.Values, _rows, _columns), part, parts);
            }
        }
    }

    public float[] Reference()
    {
        float[] expected = new float[_rows * _columns];
        Matrix c = new(expected, _rows, _columns);
        if (_product == Product.Forward)
        {
            Matrix v = RowByRow(new(_b.Values, _depth, _columns));
            MatrixProductReference.Forward(_a.AsMatrix(_rows, _depth), v, _bias.Span, c);
        }
        else if (_product == Product.BackwardData)
        {
            Matrix v = RowByRow(new(_b.Values, _columns, _depth));
            MatrixProductReference.BackwardData(_a.AsMatrix(_rows, _depth), v, c);
        }
        else
        {
            Matrix dY = _b.AsMatrix(_depth, _columns);
            MatrixProductReference.BackwardWeights(_a.AsMatrix(_depth, _rows), dY, c);
        }
        return expected;
    }

    public void Check() => Assert.All([_a, _b, _bias, _c], moat => moat.Check());

    // Zeros singly and in long runs, so that some ks are blank in four rows and others in three.
    private static void Blank(Span<float> values, int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < values.Length; i += random.Next(1, 12))
            values.Slice(i, Math.Min(random.Next(0, 9), values.Length - i)).Clear();
    }

    public static MatrixProduct On(string path) => MatrixProduct.Create(KernelPath.Choose(path));

    public static ColumnPanels Floats(PanelMatrix v, string path) =>
        Taken(ColumnPanels.ForFloats(KernelPath.Choose(path)), v);

    public static ColumnPanels Bytes(PanelMatrix v, string path) =>
        Taken(ColumnPanels.ForBytes(KernelPath.Choose(path)), v);

    private static ColumnPanels Taken(ColumnPanels panels, PanelMatrix v)
    {
        panels.Take(v);
        return panels;
    }

    /// <summary>A matrix that lies in panels, row by row.</summary>
    public static Matrix RowByRow(PanelMatrix panels)
    {
        Matrix rows = new(new float[panels.Rows * panels.Columns], panels.Rows, panels.Columns);
        for (int row = 0; row < panels.Rows; row++)
        {
            for (int column = 0; column < panels.Columns; column++)
            {
                int offset = PanelMatrix.OffsetOf(row, column, panels.Rows, panels.Columns);
                rows.Row(row)[column] = panels.Values.Span[offset];
            }
        }
        return rows;
    }
}
