using Inkling.Neural;
using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Synthesis;

/// <summary>Each part alone, measured on what comes out and held against what was drawn.</summary>
public sealed class AugmenterPartsTests
{
    private const int Trials = 60;

    [Fact]
    public void A_shift_moves_the_centre_of_mass_by_that_much() =>
        Try(new() { Shift = 5 }, Shapes.Blot(1.5, 2.5), (draw, digit) =>
        {
            var moments = Shapes.Moments(digit);
            Assert.Equal(14 + draw.ShiftX, moments.X, 0.03);
            Assert.Equal(14 + draw.ShiftY, moments.Y, 0.03);
            return draw.ShiftX / 5;
        });

    [Fact]
    public void A_rotation_turns_the_long_axis_by_that_many_degrees_anticlockwise() =>
        Try(new() { Rotation = 40 }, Shapes.Blot(5, 1.5), (draw, digit) =>
        {
            var moments = Shapes.Moments(digit);
            // Rows count downwards, so what turns anticlockwise falls towards the left in our numbers.
            double angle = -0.5 * Math.Atan2(2 * moments.XY, moments.XX - moments.YY) * 180 / Math.PI;
            Assert.Equal(draw.Rotation, angle, 0.4);
            return draw.Rotation / 40;
        });

    [Fact]
    public void A_scale_makes_the_digit_wider_and_higher_by_that_factor()
    {
        byte[] blot = Shapes.Blot(3.5, 3);
        var before = Shapes.Moments(blot);
        Try(new() { Scale = 0.25f }, blot, (draw, digit) =>
        {
            var after = Shapes.Moments(digit);
            Assert.Equal(draw.ScaleX, Math.Sqrt(after.XX / before.XX), 0.02);
            Assert.Equal(draw.ScaleY, Math.Sqrt(after.YY / before.YY), 0.02);
            return (draw.ScaleX - 1) / 0.25f;
        });
    }

    [Fact]
    public void A_shear_slants_by_that_many_pixels_for_each_down() =>
        Try(new() { Shear = 0.4f }, Shapes.Blot(2, 4), (draw, digit) =>
        {
            var moments = Shapes.Moments(digit);
            Assert.Equal(draw.Shear, moments.XY / moments.YY, 0.02);
            return draw.Shear / 0.4f;
        });

    [Fact]
    public void Elastic_deformation_moves_ink_as_far_as_stated_and_keeps_its_mass()
    {
        byte[] dot = Shapes.Blot(1.5, 1.5), ring = Shapes.Ring();
        Augmenter weak = new(new() { Elastic = 0.5f }), strong = new(new() { Elastic = 1.2f });
        double squares = 0, mass = 0;
        for (int i = 0; i < 500; i++)
        {
            var moments = Shapes.Moments(AugmenterTests.Augment(weak, dot, i));
            squares += (Math.Pow(moments.X - 14, 2) + Math.Pow(moments.Y - 14, 2)) / 2;
            double kept = Shapes.Mass(AugmenterTests.Augment(strong, ring, i)) / Shapes.Mass(ring);
            Assert.InRange(kept, 0.5, 2);
            mass += kept / 500;
        }
        // A dot's centre moves by s² / σ² less than a point would: its deviation s averages the field, and
        // where the field spreads ink there is more of it (both to the second order of d, each a half).
        double expected = 0.5 * (1 - (1.5 * 1.5 / 16));
        Assert.Equal(expected, Math.Sqrt(squares / 500), 0.04 * expected);
        Assert.Equal(1, mass, 0.05);
    }

    [Fact]
    public void Thicker_strokes_have_more_ink_and_thinner_ones_less_in_order()
    {
        byte[] ring = Shapes.Ring();
        List<(float Stroke, double Mass)> made = [];
        Try(new() { Stroke = 0.7f }, ring, (draw, digit) =>
        {
            made.Add((draw.Stroke, Shapes.Mass(digit)));
            return draw.Stroke / 0.7f;
        });
        Assert.Equal(made.OrderBy(one => one.Mass), made.OrderBy(one => one.Stroke));
        Assert.All(made, one => Assert.Equal(one.Stroke > 0, one.Mass > Shapes.Mass(ring)));
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(-0.1f)]
    [InlineData(-0.5f)]
    public void A_stroke_grows_by_its_edges_length_times_the_pixels_that_the_edge_moves(float pixels)
    {
        float[] from = new float[Plane.Length], to = new float[Plane.Length];
        byte[] after = new byte[DigitSet.PixelCount];
        Plane.Load(Shapes.Box(8, 10, 12, 8), from);
        Strokes.MoveEdge(from, pixels, to);
        Plane.Save(to, new byte[Plane.SavingRoom], after);
        double grown = (Shapes.Mass(after) - Shapes.Mass(Shapes.Box(8, 10, 12, 8))) / 255;
        // The four corners cost a thinner stroke less than two edges each.
        Assert.Equal(2 * (12 + 8) * pixels, grown, 0.08 * 40 * Math.Abs(pixels));
    }

    [Fact]
    public void Noise_has_the_deviation_stated_on_ink_and_none_on_paper()
    {
        byte[] box = Shapes.Box(4, 4, 20, 20, level: 128);
        Try(new() { Noise = 8 }, box, (draw, digit) =>
        {
            double[] noise =
                [.. Enumerable.Range(0, 784).Where(p => box[p] > 0).Select(p => digit[p] - 128.0)];
            Assert.Equal(8, draw.Noise);
            // 400 uniform numbers: the deviation's own is 0.045 of it / 2, the mean's 0.4; four times each.
            Assert.Equal(8, Math.Sqrt(noise.Average(value => value * value)), 8 * 0.09);
            Assert.Equal(0, noise.Average(), 1.6);
            Assert.All(Enumerable.Range(0, 784).Where(p => box[p] == 0), p => Assert.Equal(0, digit[p]));
            return float.NaN;
        });
    }

    [Fact]
    public void A_blur_takes_gradients_away_in_order_and_no_ink()
    {
        byte[] box = Shapes.Box(9, 8, 9, 12);
        List<(float Blur, double Energy)> made = [];
        Try(new() { Blur = 1 }, box, (draw, digit) =>
        {
            made.Add((draw.Blur, Shapes.GradientEnergy(digit)));
            Assert.InRange(made[^1].Energy, 0, Shapes.GradientEnergy(box));
            Assert.Equal(1, Shapes.Mass(digit) / Shapes.Mass(box), 0.003);
            return (2 * draw.Blur) - 1;
        });
        double[] energies = [.. made.OrderBy(one => one.Blur).Select(one => one.Energy)];
        Assert.Equal(energies.OrderDescending(), energies);
        Assert.True(energies[^1] < energies[0] / 2);
    }

    [Fact]
    public void A_blurred_point_is_a_Gaussian()
    {
        float[] plane = new float[Plane.Length];
        plane[Plane.First + (14 * Plane.Stride) + 14] = 1;
        GaussianBlur.Apply(plane, new float[Plane.Length], 0.8f);
        double peak = plane[Plane.First + (14 * Plane.Stride) + 14];
        for (int y = -2; y <= 2; y++)
        {
            for (int x = -2; x <= 2; x++)
            {
                double expected = peak * Math.Exp(-((x * x) + (y * y)) / (2 * 0.64));
                Assert.Equal(expected, plane[Plane.First + ((14 + y) * Plane.Stride) + 14 + x], 1e-6);
            }
        }
        Assert.Equal(1, plane.Sum(), 1e-6);
    }

    [Fact]
    public void Shares_say_how_many_digits_get_noise_and_blur()
    {
        AugmentationSettings settings =
            new() { Noise = 8, NoiseProbability = 0.5f, Blur = 1, BlurProbability = 0.25f };
        RandomSequence random = new(1, RandomPurpose.Augmentation);
        AugmentationDraw[] draws =
            [.. Enumerable.Range(0, 4000).Select(_ => AugmentationDraw.Of(settings, ref random))];
        Assert.Equal(0.5, draws.Count(draw => draw.Noise > 0) / 4000.0, 0.03);
        Assert.Equal(0.25, draws.Count(draw => draw.Blur > 0) / 4000.0, 0.03);
    }

    // Makes digits, each measured by what was drawn for it. The measure returns where in −1 to 1 the part was
    // drawn: all of that must be used, and no more.
    private static void Try(
        AugmentationSettings settings, byte[] digit, Func<AugmentationDraw, byte[], float> measure)
    {
        Augmenter augmenter = new(settings);
        List<float> places = [];
        for (int i = 0; i < Trials; i++)
        {
            RandomSequence same = new(1, RandomPurpose.Augmentation, (ulong)i);
            places.Add(measure(
                AugmentationDraw.Of(settings, ref same), AugmenterTests.Augment(augmenter, digit, i)));
        }
        if (places.Exists(float.IsNaN))
            return;
        Assert.All(places, place => Assert.InRange(place, -1, 1));
        Assert.True(places.Min() < -0.8 && places.Max() > 0.8);
    }
}
