namespace Inkling.Neural.Kernels;

/// <summary>Which of a layer's three products.</summary>
internal enum JobKind
{
    /// <summary>Y = X·V + b.</summary>
    Outputs,

    /// <summary>dX = dY·Vᵀ.</summary>
    InputGradients,

    /// <summary>dV = Xᵀ·dY.</summary>
    WeightGradients,
}

/// <summary>One product, C = A·B, by its operands: where the panels of B and C are, for each kind.</summary>
internal readonly record struct Job
{
    public required JobKind Kind { get; init; }

    /// <summary>X, dY or Xᵀ.</summary>
    public required LeftOperand A { get; init; }

    /// <summary>V, which is B or what B is the transpose of; or dV, which is C.</summary>
    public required PanelMatrix V { get; init; }

    /// <summary>dY, where it is B.</summary>
    public Matrix B { get; init; }

    /// <summary>Y or dX, where that is C.</summary>
    public Matrix C { get; init; }

    /// <summary>What each column's sums begin with; zeros, where it is empty.</summary>
    public ReadOnlyMemory<float> Start { get; init; }

    /// <summary>Whether what is below 0 in C becomes 0.</summary>
    public bool Rectifies { get; init; }

    /// <summary>Where this is not above 0, C becomes 0; empty for nowhere.</summary>
    public Matrix Mask { get; init; }

    /// <summary>M.</summary>
    public int Rows => Kind == JobKind.WeightGradients ? V.Rows : C.Rows;

    /// <summary>N.</summary>
    public int Columns => Kind == JobKind.WeightGradients ? V.Columns : C.Columns;

    /// <summary>Whether there is something to do to C when its sums are there.</summary>
    public bool HasFinish => Rectifies || !Mask.IsEmpty;

    /// <summary>Refuses operands that don't fit together.</summary>
    public void Check()
    {
        (int depth, int columns) = Kind switch
        {
            JobKind.Outputs => (V.Rows, V.Columns),
            JobKind.InputGradients => (V.Columns, V.Rows),
            _ => (B.Rows, B.Columns),
        };
        if (A.Rows != Rows || A.Depth != depth || columns != Columns)
        {
            throw new ArgumentException($"{Kind}: A·B does not fit: A is {A.Rows}×{A.Depth}, B is {depth}×{columns}, "
                + $"C is {Rows}×{Columns}, as they are multiplied.");
        }
        if (Start.Length != 0 && Start.Length != Columns)
            throw new ArgumentException($"{Start.Length:N0} biases are not one for each of {Columns:N0} columns.");
        if (!Mask.IsEmpty && (Mask.Rows != Rows || Mask.Columns != Columns))
            throw new ArgumentException($"a mask of {Mask.Rows}×{Mask.Columns} does not fit C, which is {Rows}×{Columns}.");
    }

    /// <summary>
    /// A matrix in which the part of B under a panel of C lies, from a column on; not for <see cref="JobKind.InputGradients"/>, whose B
    /// is Vᵀ and lies nowhere.
    /// </summary>
    public Matrix PanelOfB(int panel, out int column)
    {
        column = Kind == JobKind.Outputs ? 0 : panel * PanelMatrix.PanelColumns;
        return Kind == JobKind.Outputs ? V.Panel(panel) : B;
    }

    /// <summary>What the sums of a panel begin with; what is beyond its width is 0.</summary>
    public void TakeStart(int panel, Span<float> start)
    {
        start.Clear();
        if (!Start.IsEmpty)
            Start.Span.Slice(panel * PanelMatrix.PanelColumns, PanelMatrix.WidthOf(panel, Columns)).CopyTo(start);
    }

    /// <summary>C from its first row and the panel's first column on.</summary>
    public Span<float> PanelOfC(int panel, out int stride)
    {
        bool isPanels = Kind == JobKind.WeightGradients;
        stride = isPanels ? PanelMatrix.WidthOf(panel, Columns) : Columns;
        return isPanels ? V.Panel(panel).Span : C.Span[(panel * PanelMatrix.PanelColumns)..];
    }

    /// <summary>What is to be done to rows of a panel of C, a row of C by columns, when their sums are there.</summary>
    public void Finish(int panel, int firstRow, int rows)
    {
        if (!HasFinish)
            return;
        int width = PanelMatrix.WidthOf(panel, Columns), place = (firstRow * Columns) + (panel * PanelMatrix.PanelColumns);
        Span<float> c = C.Span[place..];
        if (Rectifies)
            Elementwise.ReluOfRows(c, rows, width, Columns);
        if (!Mask.IsEmpty)
            Elementwise.ReluGradientOfRows(Mask.Span[place..], c, rows, width, Columns);
    }

    /// <summary>C where there is nothing to sum: what the sums begin with.</summary>
    public void WriteStart()
    {
        if (Kind == JobKind.WeightGradients)
            V.Values.Span.Clear();
        else
            C.Span.Clear();
        for (int row = 0; row < C.Rows && !Start.IsEmpty; row++)
            Start.Span.CopyTo(C.Row(row));
        for (int panel = 0; panel < PanelMatrix.PanelsOf(Columns); panel++)
            Finish(panel, firstRow: 0, C.Rows);
    }
}
