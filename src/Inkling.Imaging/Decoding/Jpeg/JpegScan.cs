using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// One scan, SOS and the entropy-coded data behind it (ITU T.81, B.2.3 and F.2.2): bits to blocks of samples
/// in the components' planes. Sequential Huffman only; nothing here knows about colour.
/// </summary>
internal static class JpegScan
{
    /// <summary>Decodes the scan whose data start at <paramref name="position"/>.</summary>
    /// <returns>The offset of the first byte behind the data.</returns>
    public static int Decode(
        ReadOnlySpan<byte> file, int position, ReadOnlySpan<byte> header, JpegFrame frame, JpegTables tables)
    {
        JpegComponent[] components = ReadHeader(header, frame, tables);
        var reader = new EntropyReader(file, position);

        // A scan of one component walks over its own blocks; several are interleaved MCU by MCU (A.2).
        bool alone = components.Length == 1;
        int across = alone ? (components[0].Width + 7) / 8 : frame.McusAcross;
        int down = alone ? (components[0].Height + 7) / 8 : frame.McusDown;
        int interval = tables.RestartInterval;
        for (int mcu = 0; mcu < across * down; mcu++)
        {
            if (interval > 0 && mcu > 0 && mcu % interval == 0)
            {
                reader.Restart(((mcu / interval) - 1) & 7);
                Array.ForEach(components, component => component.Predictor = 0);
            }

            foreach (JpegComponent component in components)
            {
                (int h, int v) = alone ? (1, 1) : (component.Horizontal, component.Vertical);
                DecodeUnit(ref reader, component, mcu % across, mcu / across, h, v);
            }

            if (reader.Overran)
            {
                throw CutShort(
                    $"its JPEG data end at byte {reader.Position:N0}, in unit {mcu + 1:N0} of "
                        + $"{across * down:N0}");
            }
        }

        return reader.Position;
    }

    /// <summary>The blocks of one component in the MCU of a column and a row.</summary>
    private static void DecodeUnit(
        ref EntropyReader reader, JpegComponent component, int column, int row, int across, int down)
    {
        Span<short> block = stackalloc short[64];
        for (int i = 0; i < across * down; i++)
        {
            DecodeBlock(ref reader, component, block);
            Place(component, block, (column * across) + (i % across), (row * down) + (i / across));
        }
    }

    private static JpegComponent[] ReadHeader(ReadOnlySpan<byte> header, JpegFrame frame, JpegTables tables)
    {
        const string What = "a JPEG scan header";
        var reader = new ByteReader(header);
        int count = reader.Byte(What);
        if (count < 1 || count > frame.Components.Length)
            throw Damaged($"a JPEG scan has {count} of {frame.Components.Length} components");

        var components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            byte id = reader.Byte(What);
            int slots = reader.Byte(What);
            JpegComponent component = Array.Find(frame.Components, candidate => candidate.Id == id)
                ?? throw Damaged($"a JPEG scan asks for component {id}, which is not there");
            if (component.Coded)
                throw Damaged($"JPEG component {id} is coded twice");
            component.Coded = true;
            component.Dc = tables.Dc(slots >> 4);
            component.Ac = tables.Ac(slots & 15);
            component.Steps = tables.Steps(component.Quantisation);
            components[i] = component;
        }

        // Spectral selection and approximation mean something in progressive files only.
        reader.Take(3, What);
        return components;
    }

    /// <summary>
    /// Reads one block's coefficients, [64] in natural order (ITU T.81, F.2.2.1 and F.2.2.2).
    /// </summary>
    private static void DecodeBlock(
        ref EntropyReader reader, JpegComponent component, scoped Span<short> block)
    {
        block.Clear();
        int size = reader.Symbol(component.Dc!);
        if (size > 15)
            throw Damaged($"a JPEG DC difference of {size} bits stands near byte {reader.Position:N0}");
        component.Predictor += reader.Signed(size);
        block[0] = (short)component.Predictor;

        ReadOnlySpan<byte> naturalOrder = JpegTables.NaturalOrder;
        HuffmanTable ac = component.Ac!;
        for (int k = 1; k < 64; k++)
        {
            int symbol = reader.Symbol(ac);
            int run = symbol >> 4;
            size = symbol & 15;
            if (size == 0 && run != 15)
                return; // EOB: the rest is zero.

            k += run;
            if (k > 63)
                throw Damaged($"a JPEG block has more than 64 values near byte {reader.Position:N0}");
            block[naturalOrder[k]] = (short)reader.Signed(size);
        }
    }

    private static void Place(JpegComponent component, ReadOnlySpan<short> block, int column, int row)
    {
        int stride = component.Stride;
        Span<byte> place = component.Samples.AsSpan((row * 8 * stride) + (column * 8));
        InverseCosineTransform.Transform(block, component.Steps, place, stride);
    }
}
