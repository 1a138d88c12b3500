namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>Makes the picture's rows, in grey or RGB, as soon as the planes reach far enough.</summary>
internal sealed class JpegRows
{
    private readonly JpegFrame _frame;
    private readonly JpegColours _colours;
    private readonly PictureRows _picture;
    private readonly JpegComponent[] _wanted;
    private readonly byte[][] _scratch;
    private int _next;

    public JpegRows(JpegFrame frame, JpegColours colours, bool toGrey, int orientation)
    {
        _frame = frame;
        _colours = colours;
        _wanted = Array.FindAll(frame.Components, component => component.IsWanted);
        _picture = new PictureRows(
            frame.Width, frame.Height, _wanted.Length == 1 ? 1 : 3, toGrey, orientation);
        int room = frame.Width + (2 * 8 * frame.MaxHorizontal);
        _scratch = [.. _wanted.Select(_ => new byte[room])];
    }

    /// <summary>Makes all rows that the planes' ready rows allow.</summary>
    public void Advance()
    {
        int end = _frame.Height;
        foreach (JpegComponent component in _wanted)
            end = Math.Min(end, Upsampling.RowsPossible(_frame, component));
        for (; _next < end; _next++)
            Make(_next);
    }

    public RasterImage ToRaster() => _picture.ToRaster();

    private void Make(int y)
    {
        Span<byte> row = _picture.Row(y);
        switch (_colours)
        {
            case JpegColours.Grey:
            case JpegColours.YCbCr when _wanted.Length == 1:
                Plane(0, y)[..row.Length].CopyTo(row);
                break;
            case JpegColours.YCbCr:
                ColourConversion.FromYCbCr(Plane(0, y), Plane(1, y), Plane(2, y), row);
                break;
            case JpegColours.Rgb:
                ColourConversion.Interleave(Plane(0, y), Plane(1, y), Plane(2, y), row);
                break;
            case JpegColours.Ycck:
                ColourConversion.FromYCbCr(Plane(0, y), Plane(1, y), Plane(2, y), row);
                ColourConversion.Complement(row);
                ColourConversion.LayBlack(row, Plane(3, y));
                break;
            default:
                ColourConversion.Interleave(Plane(0, y), Plane(1, y), Plane(2, y), row);
                ColourConversion.LayBlack(row, Plane(3, y));
                break;
        }
        _picture.Done(y);
    }

    private ReadOnlySpan<byte> Plane(int i, int y) => Upsampling.Row(_frame, _wanted[i], y, _scratch[i]);
}
