using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// A frame header, SOF0 or SOF1 (ITU T.81, B.2.2): the picture's size and its components.
/// It refuses what is not grey or three colours of eight bits.
/// </summary>
internal sealed class JpegFrame
{
    private JpegFrame(int width, int height, JpegComponent[] components)
    {
        Width = width;
        Height = height;
        Components = components;
        MaxHorizontal = components.Max(component => component.Horizontal);
        MaxVertical = components.Max(component => component.Vertical);
        McusAcross = (width + (8 * MaxHorizontal) - 1) / (8 * MaxHorizontal);
        McusDown = (height + (8 * MaxVertical) - 1) / (8 * MaxVertical);
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>One component for grey, three for colour, in the file's order.</summary>
    public JpegComponent[] Components { get; }

    /// <summary>Hmax, the finest horizontal sampling.</summary>
    public int MaxHorizontal { get; }

    /// <summary>Vmax, the finest vertical sampling.</summary>
    public int MaxVertical { get; }

    /// <summary>MCUs across, when the components are interleaved.</summary>
    public int McusAcross { get; }

    /// <summary>MCUs down.</summary>
    public int McusDown { get; }

    /// <summary>Reads the header's content, behind its length.</summary>
    public static JpegFrame Read(ReadOnlySpan<byte> segment, DecodeLimits limits, int fileLength)
    {
        var reader = new ByteReader(segment);
        int precision = reader.Byte("a JPEG frame header");
        int height = reader.UInt16("a JPEG frame header");
        int width = reader.UInt16("a JPEG frame header");
        int count = reader.Byte("a JPEG frame header");
        CheckKind(precision, height, count);
        limits.Check(width, height);

        var components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
            components[i] = ReadComponent(ref reader);
        if (components.DistinctBy(component => component.Id).Count() < count)
            throw Damaged("two JPEG components have the same name");

        var frame = new JpegFrame(width, height, components);
        frame.Lay(fileLength);
        return frame;
    }

    private static void CheckKind(int precision, int height, int count)
    {
        if (precision != 8)
            throw JpegDecoder.Unread($"a JPEG of {precision} bits a sample");
        if (height == 0)
            throw JpegDecoder.Unread("a JPEG that does not say its height (it leaves that to a DNL marker)");
        if (count == 4)
            throw JpegDecoder.Unread("a CMYK JPEG, made for printing");
        if (count is not (1 or 3))
            throw JpegDecoder.Unread($"a JPEG of {count} components");
    }

    private static JpegComponent ReadComponent(ref ByteReader reader)
    {
        byte id = reader.Byte("a JPEG component");
        int sampling = reader.Byte("a JPEG component");
        int quantisation = reader.Byte("a JPEG component");
        int horizontal = sampling >> 4;
        int vertical = sampling & 15;
        if (horizontal is < 1 or > 4 || vertical is < 1 or > 4)
            throw Damaged($"JPEG component {id} is sampled {horizontal} × {vertical}");
        if (quantisation > 3)
            throw Damaged($"JPEG component {id} asks for quantisation table {quantisation}");
        return new JpegComponent(id, horizontal, vertical, quantisation);
    }

    private void Lay(int fileLength)
    {
        long blocks = 0;
        foreach (JpegComponent component in Components)
        {
            if (MaxHorizontal % component.Horizontal != 0 || MaxVertical % component.Vertical != 0)
                throw JpegDecoder.Unread("a JPEG whose colours are sampled at a fraction of its pixels");
            component.Lay(this);
            blocks += (component.Width + 7L) / 8 * ((component.Height + 7L) / 8);
        }

        // A block is at least one DC and one AC code of a bit each: a short file cannot ask for much memory.
        if (blocks > fileLength * 4L)
        {
            throw CutShort(
                $"a JPEG of {Width:N0} × {Height:N0} pixels does not fit into {fileLength:N0} bytes");
        }

        foreach (JpegComponent component in Components)
            component.Allocate(this);
    }
}
