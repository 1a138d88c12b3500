using CsCheck;
using Inkling.Imaging.Filters;
using Inkling.Imaging.Paper;
using Inkling.Imaging.Pieces;
using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

/// <summary>The steps one by one, each against what defines it.</summary>
public class StepTests
{
    [Fact]
    public void Otsu_parts_two_levels_in_the_middle()
    {
        Assert.Equal(109, new Histogram([20, 20, 20, 20, 200, 200]).Otsu());
        Assert.Equal(20, new Histogram([20, 20, 20, 20, 200, 200]).Quantile(0.5));
        Assert.Equal(200, new Histogram([20, 20, 20, 20, 200, 200]).Mean(100, 255));
    }

    [Fact]
    public void Window_extremes_and_means_equal_their_definition() => (
        from width in Gen.Int[1, 24]
        from height in Gen.Int[1, 24]
        from pixels in Gen.Byte.Array[width * height]
        from radius in Gen.Int[1, 40]
        select (new GreyImage(width, height, pixels), radius)).Sample((image, radius) =>
    {
        GreyImage least = SlidingWindow.Erode(image, radius);
        GreyImage greatest = SlidingWindow.Dilate(image, radius);
        GreyImage mean = SlidingWindow.Average(image, radius);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            byte[] window = Window(image, i % image.Width, i / image.Width, radius);
            Assert.Equal(window.Min(), least.Pixels[i]);
            Assert.Equal(window.Max(), greatest.Pixels[i]);
            Assert.InRange(mean.Pixels[i] - window.Average(level => (double)level), -1.01, 1.01);
        }
    });

    [Fact]
    public void Resampling_to_the_same_size_changes_nothing()
    {
        var image = new GreyImage(3, 2, [1, 2, 3, 40, 50, 60]);
        Assert.Equal(image.Pixels, Resampling.Scale(image, new PixelBox(0, 0, 3, 2), 3, 2).Pixels);
        Assert.Equal([2, 3, 50, 60], Resampling.Scale(image, new PixelBox(1, 0, 2, 2), 2, 2).Pixels);
    }

    [Fact]
    public void Reducing_takes_the_mean_of_what_is_covered()
    {
        var image = new GreyImage(3, 1, [0, 90, 240]);
        Assert.Equal([30, 190], Resampling.Scale(image, new PixelBox(0, 0, 3, 1), 2, 1).Pixels);
    }

    [Fact]
    public void Dark_ink_is_counted_in_parts_of_the_paper_s_light()
    {
        byte[] levels = [.. Enumerable.Range(0, 65536).Select(i => (byte)i)];
        byte[] lights = [.. Enumerable.Range(0, 65536).Select(i => (byte)(i >> 8))];
        GreyImage picture = new GreyImage(256, 256, levels).Inverted();
        byte[] above = Background.Difference(picture, new(256, 256, lights), inkIsDark: true).Pixels;
        for (int i = 0; i < above.Length; i++)
        {
            int gain = (255 << 16) / Math.Max(64, 255 - lights[i]);
            int expected = ((Math.Max(0, levels[i] - lights[i]) * gain) + 32768) >> 16;
            Assert.Equal(Math.Min(255, expected), above[i]);
        }
    }

    [Fact]
    public void Masked_means_equal_their_definition() => (
        from width in Gen.Int[1, 70]
        from height in Gen.Int[1, 24]
        from pixels in Gen.Byte.Array[width * height]
        from masked in Gen.Byte[0, 1].Array[width * height]
        from radius in Gen.Int[1, 40]
        select (new GreyImage(width, height, pixels), new GreyImage(width, height, masked), radius))
        .Sample((image, masked, radius) =>
    {
        GreyImage means = MaskedWindow.Mean(image, masked, radius, image.Inverted());
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            (int x, int y) = (i % image.Width, i / image.Width);
            byte[] isMasked = Window(masked, x, y, radius);
            byte[] seen = [.. Window(image, x, y, radius).Where((_, at) => isMasked[at] == 0)];
            int expected = seen.Length * 8 < isMasked.Length
                ? 255 - image.Pixels[i]
                : (seen.Sum(level => level) + (seen.Length / 2)) / seen.Length;
            Assert.Equal(expected, means.Pixels[i]);
        }
    });

    [Fact]
    public void Rows_and_columns_change_places() => (
        from width in Gen.Int[1, 40]
        from height in Gen.Int[1, 40]
        from pixels in Gen.Byte.Array[width * height]
        select new GreyImage(width, height, pixels)).Sample(image =>
    {
        GreyImage transposed = Transposition.Of(image);
        Assert.Equal((image.Height, image.Width), (transposed.Width, transposed.Height));
        for (int i = 0; i < image.Pixels.Length; i++)
            Assert.Equal(image.Pixels[i], transposed[i / image.Width, i % image.Width]);
    });

    [Fact]
    public void A_darker_histogram_equals_that_of_darker_levels() => (
        from levels in Gen.Byte.Array[0, 300]
        from step in Gen.Byte
        select (levels, step)).Sample((levels, step) =>
    {
        Histogram lowered = new Histogram(levels).Lowered(step);
        Background.Lower(levels, step);
        var expected = new Histogram(levels);
        Assert.Equal(expected.Otsu(), lowered.Otsu());
        Assert.Equal(expected.Mean(0, 255), lowered.Mean(0, 255));
        Assert.Equal(expected.Deviation(0, 255), lowered.Deviation(0, 255));
    });

    [Fact]
    public void Pieces_have_all_ink_once_and_its_outline() => (
        from width in Gen.Int[1, 40]
        from height in Gen.Int[1, 24]
        from pixels in Gen.Byte[0, 1].Array[width * height]
        select new GreyImage(width, height, pixels)).Sample(image =>
    {
        List<InkComponent> pieces = InkComponent.FindAll(image, 0, 0);
        int[] owners = new int[image.Pixels.Length];
        for (int i = 0; i < pieces.Count; i++)
        {
            foreach (InkRun run in pieces[i].Runs)
            {
                for (int x = run.Left; x < run.Right; x++)
                    owners[(run.Row * image.Width) + x] += i + 1;
            }
        }
        int outline = 0;
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                int owner = Owner(x, y);
                Assert.Equal(image[x, y] > 0, owner > 0);
                if (owner == 0)
                    continue;
                (int, int)[] beside = [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)];
                outline += beside.Count(at => Owner(at.Item1, at.Item2) == 0);
                (int, int)[] near = [.. beside, (x + 1, y + 1), (x - 1, y + 1)];
                Assert.All(near, at => Assert.Contains(Owner(at.Item1, at.Item2), (int[])[0, owner]));
            }
        }
        Assert.Equal(outline, pieces.Sum(piece => piece.Outline));

        int Owner(int x, int y) => (uint)x < (uint)image.Width && (uint)y < (uint)image.Height
            ? owners[(y * image.Width) + x]
            : 0;
    });

    [Fact]
    public void Pieces_that_touch_at_a_corner_are_one()
    {
        var image = new GreyImage(4, 3, [9, 0, 0, 9, 0, 9, 0, 0, 0, 0, 0, 9]);
        List<InkComponent> pieces = InkComponent.FindAll(image, 5, 5);
        Assert.Equal([2, 1, 1], pieces.Select(piece => piece.Area));
        Assert.Equal(new PixelBox(0, 0, 2, 2), pieces[0].Box);
    }

    [Fact]
    public void A_stroke_is_measured_as_wide_as_its_pen()
    {
        GreyImage stroke = Drawing.Draw([[(0.1, 0.2), (0.9, 0.8)]], pen: 6, ink: 255, paper: 0);
        List<InkComponent> pieces = InkComponent.FindAll(stroke, 127, 127);
        Assert.InRange(StrokeWeight.Width(pieces), 5.0, 7.0);
    }

    [Fact]
    public void A_bar_beside_the_digit_belongs_to_it_and_a_speck_does_not()
    {
        (double, double)[] stem = [(0, 0), (0, 1)];
        (double, double)[] bar = [(0.3, 0), (0.6, 0)];
        (double, double)[] speck = [(1.1, 1), (1.101, 1)];
        GreyImage picture = Drawing.Draw([stem, bar, speck], paper: 0, ink: 255, pen: 3);
        List<InkComponent> all = InkComponent.FindAll(picture, 127, 127);
        Assert.Equal(3, all.Count);
        Assert.Equal(2, DigitSelection.Choose(all, picture.Width, picture.Height).Count);
    }

    private static byte[] Window(GreyImage image, int x, int y, int radius) =>
    [
        .. from v in Enumerable.Range(0, image.Height)
           from u in Enumerable.Range(0, image.Width)
           where Math.Abs(u - x) <= radius && Math.Abs(v - y) <= radius
           select image[u, v],
    ];
}
