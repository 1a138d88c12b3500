using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// A frame header, SOF0 to SOF2 (ITU T.81, B.2.2): the picture's size and its components.
/// It refuses what is not one, three or four components of eight bits.
/// </summary>
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

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down; 0 as long as the header leaves it to a DNL segment.</summary>
    public int Height { get; private set; }

    /// <summary>True if scans refine coefficients (SOF2); else each codes whole blocks.</summary>
    public bool IsProgressive { get; }

    /// <summary>One component for grey, three or four for colour, in the file's order.</summary>
    public JpegComponent[] Components { get; }

    /// <summary>Hmax, the finest horizontal sampling.</summary>
    public int MaxHorizontal { get; }

    /// <summary>Vmax, the finest vertical sampling.</summary>
    public int MaxVertical { get; }

    /// <summary>MCUs across, when the components are interleaved.</summary>
    public int McusAcross { get; }

    /// <summary>MCUs down.</summary>
    public int McusDown => (Height + (8 * MaxVertical) - 1) / (8 * MaxVertical);

    /// <summary>
    /// Samples that a block of the finest component becomes: 8, or fewer where less is wanted.
    /// </summary>
    public int BlockSize { get; private set; }

    /// <summary>Pixels across of what is wanted.</summary>
    public int WantedWidth => ((Width * BlockSize) + 7) / 8;

    /// <summary>Pixels down of what is wanted.</summary>
    public int WantedHeight => ((Height * BlockSize) + 7) / 8;

    /// <summary>Reads the header's content, behind its length.</summary>
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

    /// <summary>
    /// Checks the size and fixes the components' sizes; before the first scan is decoded.
    /// </summary>
    /// <param name="height">The height, if the header left it open.</param>
    /// <param name="request">The limits, the length of the file and the scale.</param>
    public void Settle(int height, DecodeRequest request)
    {
        if (Height == 0)
            Height = height;
        request.Limits.CheckPixels(Width, Height);
        BlockSize = 8 >> (int)request.Scale;
        long blocks = 0;
        foreach (JpegComponent component in Components)
        {
            component.Lay(this, BlockSizeOf(component));
            blocks += (long)component.BlocksAcross * component.BlocksDown;
        }
        // A block is a bit at least, or two of them where AC values stand with DC: a short file cannot ask
        // for much memory.
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

    // A coarse component of a picture that is wanted smaller gives up less of its own size, as long as it has
    // no more samples than the picture has pixels: libjpeg's rule, which spares both work and blur.
    private int BlockSizeOf(JpegComponent component)
    {
        int size = BlockSize;
        while (size < 8
            && MaxHorizontal * BlockSize % (component.Horizontal * size * 2) == 0
            && MaxVertical * BlockSize % (component.Vertical * size * 2) == 0)
        {
            size *= 2;
        }
        return size;
    }
}
