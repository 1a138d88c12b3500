using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>A frame header, SOF0 to SOF2 (ITU T.81, B.2.2): 1, 3 or 4 components of eight bits.</summary>
internal sealed class JpegFrame
{
    private JpegFrame(int width, int height, bool isProgressive, JpegComponent[] components)
    {
        Width = width;
        Height = height;
        IsProgressive = isProgressive;
        Components = components;
        MaxHorizontal = components.Max(component => component.Horizontal);
        MaxVertical = components.Max(component => component.Vertical);
        McusAcross = (width + (8 * MaxHorizontal) - 1) / (8 * MaxHorizontal);
    }

    public int Width { get; }

    /// <summary>Pixels down; 0 as long as the header leaves it to a DNL segment.</summary>
    public int Height { get; private set; }

    /// <summary>True if scans refine coefficients (SOF2); else each codes whole blocks.</summary>
    public bool IsProgressive { get; }

    /// <summary>One component for grey, three or four for colour, in the file's order.</summary>
    public JpegComponent[] Components { get; }

    public int MaxHorizontal { get; }
    public int MaxVertical { get; }
    public int McusAcross { get; }

    public int McusDown => (Height + (8 * MaxVertical) - 1) / (8 * MaxVertical);

    public bool IsSettled { get; private set; }

    public static JpegFrame Read(ReadOnlySpan<byte> segment, bool isProgressive)
    {
        const string What = "a JPEG frame header";
        var reader = new ByteReader(segment);
        int precision = reader.Byte(What);
        int height = reader.UInt16(What);
        int width = reader.UInt16(What);
        int count = reader.Byte(What);
        if (precision != 8)
            throw JpegDecoder.Unread($"a JPEG of {precision} bits a sample");
        if (count is not (1 or 3 or 4))
            throw JpegDecoder.Unread($"a JPEG of {count} components");

        var components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
            components[i] = ReadComponent(ref reader);
        if (components.DistinctBy(component => component.Id).Count() < count)
            throw Damaged("two JPEG components have the same name");
        return new JpegFrame(width, height, isProgressive, components);
    }

    /// <summary>Checks the size and fixes the components' sizes; before the first scan is decoded.</summary>
    public void Settle(int height, DecodeRequest request)
    {
        if (Height == 0)
            Height = height;
        request.Limits.CheckPixels(Width, Height);
        IsSettled = true;
        long blocks = 0;
        foreach (JpegComponent component in Components)
        {
            component.Lay(this);
            blocks += (long)component.BlocksAcross * component.BlocksDown;
        }
        // A block takes a bit, or two where AC stands with DC: a short file cannot ask for much memory.
        if (blocks > request.File.Length * (IsProgressive ? 8L : 4L))
        {
            throw CutShort(
                $"a JPEG of {Width:N0} × {Height:N0} pixels does not fit into {request.File.Length:N0} "
                    + "bytes");
        }
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
}
