using Inkling.Neural.Kernels.Products;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>
/// A convolution by Winograd's F(4×4, 3×3), strip by strip: some rows of tiles are transformed, multiplied
/// position by position, and transformed back, in the worker's own cache.
/// </summary>
internal sealed class WinogradConvolution : ConvolutionAlgorithm
{
    private const int Positions = WinogradTransforms.Positions, Step = WinogradTransforms.Step;

    private readonly WinogradTransforms _transforms;
    private readonly WinogradTiling _tiling;
    private readonly WinogradWeights _weights;
    private readonly WinogradWeights _transposed;

    public WinogradConvolution(Window window, int channels, int capacity, KernelPath path)
        : base(window, channels)
    {
        _transforms = WinogradTransforms.Of(path);
        _tiling = new(window, channels, capacity);
        (_weights, _transposed) = (new(path), new(path));
    }

    public override int SamplesAtOnce => Math.Max(1, _tiling.RowsOfStrip / _tiling.Rows);

    private int Inputs => Window.Input.Channels;
    private int FramedRow => _tiling.Framed.Width * Inputs;

    public override void PrepareForward(PanelMatrix v) => _weights.Take(v);

    public override void PrepareBackward(PanelMatrix v) => _transposed.Take(Transpose(v, isFlipped: false));

    public override void Forward(Matrix x, ReadOnlySpan<float> b, Matrix y, Scratch scratch)
    {
        Buffers buffers = scratch.Get<Buffers>().Sized(_tiling, sums: 0);
        for (int first = 0; first < x.Rows * _tiling.Rows; first += _tiling.RowsOfStrip)
        {
            int rows = Math.Min(_tiling.RowsOfStrip, (x.Rows * _tiling.Rows) - first);
            int tiles = rows * _tiling.Columns;
            TransformPictures(x, first, rows, buffers);
            MultiplyByWeights(tiles, buffers);
            for (int i = 0; i < rows; i++)
            {
                Span<float> outputs = OutputsOf(y, first + i, out int down);
                _transforms.Outputs(TileRow(buffers.Y, i, Channels), _tiling.PlaneOfY, b,
                    outputs, Window.OutputWidth, down, buffers.Square.Span);
            }
        }
    }

    public override void Backward(Matrix x, Matrix dY, Matrix dX, Span<float> dV, Scratch scratch)
    {
        Buffers buffers = scratch.Get<Buffers>().Sized(_tiling, PanelMatrix.PanelsOf(Channels) * SumsOfPanel);
        for (int first = 0; first < x.Rows * _tiling.Rows; first += _tiling.RowsOfStrip)
        {
            int rows = Math.Min(_tiling.RowsOfStrip, (x.Rows * _tiling.Rows) - first);
            int tiles = rows * _tiling.Columns;
            TransformPictures(x, first, rows, buffers);
            for (int i = 0; i < rows; i++)
            {
                ReadOnlySpan<float> outputs = OutputsOf(dY, first + i, out int down);
                _transforms.OutputGradients(outputs, Window.OutputWidth, down, Channels,
                    TileRow(buffers.Y, i, Channels), _tiling.PlaneOfY, buffers.Square.Span);
            }
            for (int position = 0; position < Positions; position++)
            {
                SumWeightGradients(position, tiles, isFirst: first == 0, buffers);
                if (!dX.IsEmpty)
                    MultiplyByTransposed(position, tiles, buffers);
            }
            if (!dX.IsEmpty)
                TransformPicturesBack(dX, first, rows, buffers);
        }
        for (int panel = 0; panel < PanelMatrix.PanelsOf(Channels); panel++)
        {
            ReadOnlySpan<float> sums = SumsOf(panel, buffers, out int plane);
            int column = panel * PanelMatrix.PanelColumns, width = PanelMatrix.WidthOf(panel, Channels);
            Span<float> gradients = dV.Slice(column * Window.Size, width * Window.Size);
            _transforms.WeightGradients(sums, plane, gradients, buffers.Square.Span);
        }
    }

    // Planes of [tiles, C] from rows of tiles of the pictures.
    private void TransformPictures(Matrix x, int first, int rows, Buffers buffers)
    {
        int framed = -1;
        for (int i = 0; i < rows; i++)
        {
            (int n, int row) = Math.DivRem(first + i, _tiling.Rows);
            ReadOnlySpan<float> picture = x.Row(n);
            if (_tiling.HasFrame)
            {
                if (framed != n)
                {
                    Span<float> frame = buffers.Picture.Span[.._tiling.Framed.Size];
                    ZeroPadding.Pad(picture, Window.Input.Width * Inputs, frame, FramedRow,
                        Window.PaddingY, Window.PaddingX * Inputs);
                    framed = n;
                }
                picture = buffers.Picture.Span;
            }
            _transforms.Pictures(picture[(row * Step * FramedRow)..], FramedRow, Inputs, _tiling.Columns,
                TileRow(buffers.X, i, Inputs), _tiling.PlaneOfX, buffers.Square.Span);
        }
    }

    // m [tiles, Out] = v [tiles, C] · u [C, Out], position by position.
    private void MultiplyByWeights(int tiles, Buffers buffers)
    {
        ReadOnlySpan<float> v = buffers.X.Span;
        Span<float> m = buffers.Y.Span;
        Walk walk = new(Inputs);
        int panels = PanelMatrix.PanelsOf(Channels);
        for (int position = 0; position < Positions; position++)
        {
            ReadOnlySpan<float> from = v[(position * _tiling.PlaneOfX)..];
            Span<float> products = m[(position * _tiling.PlaneOfY)..];
            for (int panel = 0; panel < panels; panel++)
            {
                Span<float> columns = products[(panel * PanelMatrix.PanelColumns)..];
                buffers.Product.Multiply(from, _tiling.TilesOfX, walk, _weights[position, panel],
                    start: [], startStride: 0, columns, Channels, tiles);
            }
        }
    }

    // du [C, Out] += vᵀ [C, tiles] · dm [tiles, Out]
    private void SumWeightGradients(int position, int tiles, bool isFirst, Buffers buffers)
    {
        ColumnPanel gradients = buffers.Product.Panel;
        for (int panel = 0; panel < PanelMatrix.PanelsOf(Channels); panel++)
        {
            int width = PanelMatrix.WidthOf(panel, Channels);
            Span<float> sums = SumsOf(panel, buffers, out int plane).Slice(position * plane, width * Inputs);
            gradients.Take(buffers.Y.Slice(position * _tiling.PlaneOfY, tiles * Channels), Channels,
                panel * PanelMatrix.PanelColumns, width);
            buffers.Product.Multiply(PlaneOfX(position, buffers), _tiling.ChannelsOfX, new(tiles, Inputs),
                gradients, isFirst ? [] : sums, isFirst ? 0 : width, sums, width, Inputs);
        }
    }

    // dv [tiles, C] = dm [tiles, Out] · uᵀ [Out, C], in place of v, which is no longer needed.
    private void MultiplyByTransposed(int position, int tiles, Buffers buffers)
    {
        for (int panel = 0; panel < PanelMatrix.PanelsOf(Inputs); panel++)
        {
            Span<float> products = PlaneOfX(position, buffers)[(panel * PanelMatrix.PanelColumns)..];
            buffers.Product.Multiply(PlaneOfY(position, buffers), _tiling.TilesOfY, new(Channels),
                _transposed[position, panel], start: [], startStride: 0, products, Inputs, tiles);
        }
    }

    // dX, where tiles overlap; a picture's rows of tiles come one after the other.
    private void TransformPicturesBack(Matrix dX, int first, int rows, Buffers buffers)
    {
        for (int i = 0; i < rows; i++)
        {
            (int n, int row) = Math.DivRem(first + i, _tiling.Rows);
            Span<float> frame = buffers.PictureGradient.Span;
            Span<float> picture = _tiling.HasFrame ? frame[.._tiling.Framed.Size] : dX.Row(n);
            if (row == 0)
                picture.Clear();
            _transforms.PictureGradients(TileRow(buffers.X, i, Inputs), _tiling.PlaneOfX, Inputs,
                _tiling.Columns, picture[(row * Step * FramedRow)..], FramedRow, buffers.Square.Span);
            if (row + 1 == _tiling.Rows && _tiling.HasFrame)
            {
                ZeroPadding.Crop(picture, FramedRow, Window.PaddingY, Window.PaddingX * Inputs, dX.Row(n),
                    Window.Input.Width * Inputs);
            }
        }
    }

    // The rows of outputs that a row of tiles covers: four, or what is left.
    private Span<float> OutputsOf(Matrix y, int tileRow, out int down)
    {
        (int n, int row) = Math.DivRem(tileRow, _tiling.Rows);
        int length = Window.OutputWidth * Channels;
        down = Math.Min(Step, Window.OutputHeight - (row * Step));
        return y.Row(n).Slice(row * Step * length, down * length);
    }

    private Span<float> TileRow(Memory<float> planes, int row, int channels) =>
        planes.Span[(row * _tiling.Columns * channels)..];

    private Span<float> PlaneOfX(int position, Buffers buffers) =>
        buffers.X.Span[(position * _tiling.PlaneOfX)..];

    private Span<float> PlaneOfY(int position, Buffers buffers) =>
        buffers.Y.Span[(position * _tiling.PlaneOfY)..];

    // A panel of du: a plane for each position, [C, the panel's channels of Out].
    private Span<float> SumsOf(int panel, Buffers buffers, out int plane)
    {
        plane = WinogradTiling.PlaneOf(Inputs * PanelMatrix.WidthOf(panel, Channels));
        return buffers.Sums.Span.Slice(panel * SumsOfPanel, Positions * plane);
    }

    private int SumsOfPanel => Positions * WinogradTiling.PlaneOf(Inputs * PanelMatrix.PanelColumns);

    private sealed class Buffers(KernelPath path) : IScratch<Buffers>
    {
        public Memory<float> X, Y, Sums, Picture, PictureGradient, Square;

        public StridedProduct Product { get; } = new(path);

        public static Buffers Create(KernelPath path) => new(path);

        public Buffers Sized(WinogradTiling tiling, int sums)
        {
            AlignedBuffer.Ensure(ref X, tiling.PlaneOfX * Positions);
            AlignedBuffer.Ensure(ref Y, tiling.PlaneOfY * Positions);
            AlignedBuffer.Ensure(ref Sums, sums);
            AlignedBuffer.Ensure(ref Square, WinogradTransforms.SquareValues);
            AlignedBuffer.Ensure(ref Picture, tiling.HasFrame ? tiling.Framed.Size : 0);
            AlignedBuffer.Ensure(ref PictureGradient, tiling.HasFrame ? tiling.Framed.Size : 0);
            return this;
        }
    }
}
