using Inkling.Imaging.Decoding;
using Inkling.Imaging.Decoding.Jpeg;

namespace Inkling.Imaging.Tests.Decoding;

public class ColourConversionTests
{
    [Fact]
    public void Every_luma_and_chroma_become_the_colours_of_the_definition_in_fixed_point()
    {
        // All 256 of one chroma in a row, whose odd length leaves some to the path of single pixels.
        byte[] luma = new byte[259];
        byte[] blue = new byte[259];
        byte[] red = [.. Enumerable.Range(0, 259).Select(i => (byte)i)];
        byte[] row = new byte[3 * 259];
        byte[] expected = new byte[3 * 259];
        for (int y = 0; y < 256; y++)
        {
            luma.AsSpan().Fill((byte)y);
            for (int cb = 0; cb < 256; cb++)
            {
                blue.AsSpan().Fill((byte)cb);
                ColourConversion.FromYCbCr(luma, blue, red, row);
                for (int x = 0; x < red.Length; x++)
                    Definition(y, cb - 128, red[x] - 128, expected.AsSpan(3 * x));
                if (!row.AsSpan().SequenceEqual(expected))
                    Assert.Fail($"luma {y}, blueness {cb}");
            }
        }
    }

    [Fact]
    public void Rows_of_every_length_are_converted_and_nothing_beyond_them_is_touched()
    {
        byte[] plane = [.. Enumerable.Range(0, 64).Select(i => (byte)(3 * i))];
        for (int width = 1; width < 64; width++)
        {
            byte[] guarded = [.. Enumerable.Repeat((byte)7, (3 * width) + 16)];
            ColourConversion.FromYCbCr(plane, plane, plane, guarded.AsSpan(0, 3 * width));
            byte[] expected = new byte[3];
            for (int x = 0; x < width; x++)
            {
                Definition(plane[x], plane[x] - 128, plane[x] - 128, expected);
                Assert.Equal(expected, guarded[(3 * x)..((3 * x) + 3)]);
            }

            Assert.All(guarded[(3 * width)..], b => Assert.Equal(7, b));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void A_table_of_colours_looks_up_rows_of_every_length(int channels)
    {
        var table = new ColourTable();
        for (int i = 0; i < 10; i++)
            table.Add((byte)i, (byte)(2 * i), (byte)(3 * i));
        table.SetAlpha(4, 99);
        byte[] places = [0, 4, 9, 10, 200, 1];
        for (int width = 0; width <= places.Length; width++)
        {
            byte[] guarded = [.. Enumerable.Repeat((byte)7, (channels * width) + 8)];
            table.LookUp(places.AsSpan(0, width), guarded.AsSpan(0, channels * width));
            byte[] expected =
            [
                .. places[..width].SelectMany(place => place < 10
                    ? (byte[])[place, (byte)(2 * place), (byte)(3 * place), (byte)(place == 4 ? 99 : 255)]
                    : [0, 0, 0, 255]).Where((_, i) => i % 4 < channels),
            ];
            Assert.Equal(expected, guarded[..(channels * width)]);
            Assert.All(guarded[(channels * width)..], b => Assert.Equal(7, b));
        }

        Assert.Equal(-1, table.FirstBeyond(places.AsSpan(0, 3)));
        Assert.Equal(10, table.FirstBeyond(places));
    }

    // ITU-T T.871, 7, with factors of 16 bits, each colour rounded once.
    private static void Definition(int y, int cb, int cr, Span<byte> pixel)
    {
        pixel[0] = (byte)Math.Clamp(y + (((91881 * cr) + 32768) >> 16), 0, 255);
        pixel[1] = (byte)Math.Clamp(y + (((-22554 * cb) - (46802 * cr) + 32768) >> 16), 0, 255);
        pixel[2] = (byte)Math.Clamp(y + (((116130 * cb) + 32768) >> 16), 0, 255);
    }
}
