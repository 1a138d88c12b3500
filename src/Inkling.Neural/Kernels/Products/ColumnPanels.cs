namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// The panels of a matrix B [K, N] in the form that a product's tiles read. They are taken once, then shared
/// by all workers and products until B changes.
/// </summary>
internal sealed class ColumnPanels
{
    private readonly List<ColumnPanel> _panels = [];
    private readonly Func<ColumnPanel> _newPanel;

    private ColumnPanels(Func<ColumnPanel> newPanel) => _newPanel = newPanel;

    /// <summary>K.</summary>
    public int Rows { get; private set; }

    /// <summary>N.</summary>
    public int Columns { get; private set; }

    /// <summary>How many panels.</summary>
    public int Count => PanelMatrix.PanelsOf(Columns);

    /// <summary>One panel.</summary>
    public ColumnPanel this[int panel] => _panels[panel];

    /// <summary>Panels for a <see cref="StridedProduct"/>, where A is floats.</summary>
    public static ColumnPanels ForFloats(KernelPath path) => new(() => StridedProduct.NewPanel(path));

    /// <summary>Panels for a <see cref="PackedProduct"/>, where A is bytes.</summary>
    public static ColumnPanels ForBytes(KernelPath path) => new(() => PackedProduct.NewPanel(path));

    /// <summary>Takes a matrix; call it again after each change. Whole tiles are used in place.</summary>
    public void Take(PanelMatrix matrix)
    {
        (Rows, Columns) = (matrix.Rows, matrix.Columns);
        for (int panel = 0; panel < matrix.Panels; panel++)
        {
            if (_panels.Count == panel)
                _panels.Add(_newPanel());
            _panels[panel].Take(matrix.Panel(panel));
        }
    }
}
