using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Synthesis;

/// <summary>What each corruption does, by what it must do to digits of known measures.</summary>
public sealed class CorruptionTests
{
    private static readonly byte[] Blank = new byte[784];

    public static TheoryData<string> Names => [.. Corruption.All.Select(corruption => corruption.Name)];

    [Fact]
    public void There_are_the_papers_fifteen() => Assert.Equal(
        ["shot_noise", "impulse_noise", "glass_blur", "motion_blur", "shear", "scale", "rotate", "brightness",
        "translate",
            "stripe", "fog", "spatter", "dotted_line", "zigzag", "canny_edges"],
        Corruption.All.Select(corruption => corruption.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_changes_the_digit_the_same_way_each_time_and_keeps_the_original(string name)
    {
        byte[] ring = Shapes.Ring(), before = [.. ring];
        byte[] once = Apply(name, ring);
        Assert.Equal(before, ring);
        Assert.NotEqual(before, once);
        Assert.Equal(once, Apply(name, ring));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Chance_comes_from_the_seed_and_the_place_alone(string name)
    {
        DigitSet rings =
            new([.. Enumerable.Repeat(Shapes.Ring(), 40).SelectMany(ring => ring)], new byte[40]);
        DigitSet one = Of(name).Apply(rings, seed: 3, threads: 1, TestContext.Current.CancellationToken);
        DigitSet two = Of(name).Apply(rings, seed: 3, threads: 2, TestContext.Current.CancellationToken);
        Assert.Equal(one.Pixels, two.Pixels);
        Assert.Equal(Apply(name, Shapes.Ring(), seed: 3, place: 7), one.Image(7).ToArray());
        bool byRule = name is "scale" or "brightness" or "stripe" or "canny_edges";
        int kinds = Enumerable.Range(0, 40).Select(i => Convert.ToHexString(one.Image(i))).Distinct().Count();
        Assert.True(byRule ? kinds == 1 : kinds > 1, $"{kinds} kinds");
        DigitSet other = Of(name).Apply(rings, seed: 4, threads: 2, TestContext.Current.CancellationToken);
        Assert.Equal(byRule, one.Pixels.AsSpan().SequenceEqual(other.Pixels));
    }

    [Fact]
    public void Shot_noise_keeps_the_mean_and_scatters_as_a_third_of_a_Poisson_number()
    {
        byte[] grey = new byte[784];
        Array.Fill(grey, (byte)85); // 1 photon of 3
        double[] levels = Many("shot_noise", grey, 50);
        Assert.All(levels, level => Assert.Contains(level, new double[] { 0, 85, 170, 255 }));
        Assert.Equal(
            1 - Math.Exp(-1), levels.Count(level => level > 0) / (double)levels.Length, tolerance: 0.006);
        Assert.Equal(
            Math.Exp(-1), levels.Count(level => level == 85) / (double)levels.Length, tolerance: 0.006);
        Assert.Equal(Blank, Apply("shot_noise", Blank));
    }

    [Fact]
    public void Impulse_noise_makes_17_of_100_pixels_black_or_white_each_as_often()
    {
        byte[] grey = new byte[784];
        Array.Fill(grey, (byte)85);
        double[] levels = Many("impulse_noise", grey, 50);
        Assert.Equal(0.085, levels.Count(level => level == 255) / (double)levels.Length, tolerance: 0.006);
        Assert.Equal(0.085, levels.Count(level => level == 0) / (double)levels.Length, tolerance: 0.006);
        Assert.Equal(0.83, levels.Count(level => level == 85) / (double)levels.Length, tolerance: 0.006);
    }

    [Fact]
    public void Glass_blur_keeps_the_ink_and_takes_its_contours()
    {
        byte[] ring = Shapes.Ring(), blurred = Apply("glass_blur", ring);
        Assert.Equal(1, Shapes.Mass(blurred) / Shapes.Mass(ring), 1);
        Assert.True(Shapes.GradientEnergy(blurred) < Shapes.GradientEnergy(ring) / 2);
        (double x, double y, _, _, _) = Shapes.Moments(blurred);
        Assert.InRange(double.Hypot(x - 14, y - 14), 0, 1.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(45)]
    [InlineData(-45)]
    public void Motion_blur_draws_a_dot_out_along_its_direction(double degrees)
    {
        byte[] blurred = new byte[784];
        MotionCorruption.Apply(Shapes.Box(16, 13, 2, 2), blurred, degrees);
        (_, _, double xx, double xy, double yy) = Shapes.Moments(blurred);
        // The axis of the second moments.
        Assert.Equal(degrees, Math.Atan2(2 * xy, xx - yy) * 90 / Math.PI, 0);
        Assert.Equal(1, Shapes.Mass(blurred) / Shapes.Mass(Shapes.Box(16, 13, 2, 2)), 1);
    }

    [Fact]
    public void A_shear_slants_an_upright_stroke_by_its_angle_to_either_side()
    {
        double[] slopes = [.. Each("shear", Shapes.Blot(1.2, 4), 12).Select(digit =>
        {
            (double x, double y, _, double xy, double yy) = Shapes.Moments(digit);
            Assert.InRange(double.Hypot(x - 14, y - 14), 0, 0.5);
            return xy / yy; // columns to the right for each row down
        })];
        Assert.All(slopes, slope => Assert.Equal(Math.Tan(0.4), Math.Abs(slope), 1));
        Assert.Contains(slopes, slope => slope > 0);
        Assert.Contains(slopes, slope => slope < 0);
    }

    [Fact]
    public void Scaling_brings_lengths_to_seven_tenths()
    {
        (double x, double y, double xx, _, double yy) = Shapes.Moments(Apply("scale", Shapes.Blot(3, 4)));
        Assert.Equal(13.5 + (0.5 * 0.7), x, tolerance: 0.05);
        Assert.Equal(13.5 + (0.5 * 0.7), y, tolerance: 0.05);
        Assert.Equal(0.7 * 3, Math.Sqrt(xx), tolerance: 0.1);
        Assert.Equal(0.7 * 4, Math.Sqrt(yy), tolerance: 0.1);
    }

    [Fact]
    public void A_rotation_turns_by_23_degrees_to_either_side()
    {
        double[] angles = [.. Each("rotate", Shapes.Blot(1.2, 4), 12).Select(digit =>
        {
            (_, _, double xx, double xy, double yy) = Shapes.Moments(digit);
            return Math.Atan2(2 * xy, yy - xx) / 2;
        })];
        Assert.All(angles, angle => Assert.Equal(0.4, Math.Abs(angle), 2));
        Assert.Equal(2, angles.Select(Math.Sign).Distinct().Count());
    }

    [Fact]
    public void A_translation_moves_the_centre_of_mass_by_three_pixels_in_all_four_diagonals()
    {
        (int X, int Y)[] moves = [.. Each("translate", Shapes.Blot(2, 2), 30).Select(digit =>
        {
            (double x, double y, _, _, _) = Shapes.Moments(digit);
            return ((int)Math.Round(x - 14), (int)Math.Round(y - 14));
        })];
        Assert.Equal([(-3, -3), (-3, 3), (3, -3), (3, 3)], moves.Distinct().Order());
    }

    [Fact]
    public void Brightness_adds_half_of_white() =>
        Assert.All(Shapes.Ring().Zip(Apply("brightness", Shapes.Ring())), pair =>
            Assert.Equal(Math.Min(255, pair.First + 127.5), pair.Second, tolerance: 0.51));

    [Fact]
    public void A_stripe_of_fourteen_columns_stays_and_the_others_are_turned()
    {
        byte[] ring = Shapes.Ring(), striped = Apply("stripe", ring);
        Assert.All(Enumerable.Range(0, 784), i =>
            Assert.Equal(i % 28 is >= 7 and < 21 ? ring[i] : 255 - ring[i], striped[i]));
    }

    [Fact]
    public void Fog_dims_the_ink_to_a_quarter_and_has_clouds_of_every_size()
    {
        byte[] ring = Shapes.Ring(), foggy = Apply("fog", ring), fog = Apply("fog", Shapes.Box(0, 0, 1, 1));
        // The same cloud without the ring: v = (digit + 3·cloud) / 4 in both.
        Assert.All(
            Enumerable.Range(1, 783), i => Assert.Equal(ring[i] / 4.0, foggy[i] - (double)fog[i], 1.01));
        Assert.InRange(fog.Skip(1).Max() - fog.Skip(1).Min(), 20, 192);
        double near =
            Enumerable.Range(1, 782).Average(i => Math.Abs(fog[i + 1] - fog[i]) * (i % 28 == 27 ? 0.0 : 1));
        double far = Enumerable.Range(1, 391).Average(i => (double)Math.Abs(fog[i + 392] - fog[i]));
        Assert.True(near < far, $"{near} {far}");
    }

    [Fact]
    public void Spatter_hides_ink_under_grey_drops_and_leaves_the_rest()
    {
        byte[] white = new byte[784];
        Array.Fill(white, (byte)255);
        double[] levels = Many("spatter", white, 30);
        double hidden = levels.Count(level => level < 255) / (double)levels.Length;
        Assert.InRange(hidden, 0.1, 0.5);
        Assert.True(levels.Min() >= 63);
        Assert.All(Many("spatter", Blank, 10), level => Assert.InRange(level, 0, 63));
    }

    [Fact]
    public void A_dotted_line_has_two_columns_in_four_from_one_side_to_the_other()
    {
        foreach (byte[] line in Each("dotted_line", Blank, 20))
        {
            Assert.All(Enumerable.Range(0, 28), x => Assert.Equal(
                x / 2 % 2 == 1 && x < 27, Enumerable.Range(0, 28).Any(y => line[(y * 28) + x] > 0)));
            Assert.All(Enumerable.Range(0, 28), x => Assert.InRange(Column(line, x).Sum(), 0, 4 * 255));
        }
    }

    [Fact]
    public void A_zigzag_swings_about_a_nearly_level_line()
    {
        foreach (byte[] line in Each("zigzag", Blank, 20).Where(line => Shapes.MassOnEdge(line) == 0))
        {
            (double Row, int X)[] middles = [.. Enumerable.Range(2, 23).Select(x =>
                (Column(line, x).Select((level, y) => level * y).Sum() / (double)Column(line, x).Sum(), x))];
            double mean = middles.Average(one => one.Row);
            Assert.InRange(middles.Max(one => one.Row) - middles.Min(one => one.Row), 2, 11);
            Assert.True(
                middles.Zip(middles.Skip(1), (a, b) => Math.Sign(b.Row - a.Row)).Distinct().Count() > 1);
            Assert.Equal(0, Column(line, 0).Sum() + Column(line, 27).Sum());
        }
    }

    [Fact]
    public void Edges_are_thin_white_contours_and_nothing_else()
    {
        byte[] edges = Apply("canny_edges", Shapes.Box(8, 7, 12, 14));
        Assert.All(edges, level => Assert.True(level is 0 or 255));
        // About the box's outline: one or two pixels where its sides are, none inside and none outside.
        Assert.InRange(edges.Count(level => level > 0), 40, 100);
        Assert.All(Enumerable.Range(0, 784).Where(i => edges[i] > 0), i => Assert.True(
            Math.Min(Math.Min(Math.Abs((i % 28) - 7.5), Math.Abs((i % 28) - 19.5)),
                Math.Min(Math.Abs((i / 28) - 6.5), Math.Abs((i / 28) - 20.5))) <= 1));
        Assert.Equal(Blank, Apply("canny_edges", Blank));
        byte[] faint = Shapes.Box(8, 7, 12, 14, level: 5);
        Assert.Equal(Blank, Apply("canny_edges", faint));
    }

    [Fact]
    public void Other_sizes_are_refused() =>
        Assert.Throws<ArgumentException>(
            () => Of("fog").Apply(new byte[783], new byte[784], seed: 1, place: 0));

    private static Corruption Of(string name) => Corruption.All.Single(corruption => corruption.Name == name);

    private static byte[] Apply(string name, byte[] digit, ulong seed = 1, int place = 0)
    {
        byte[] to = new byte[784];
        Of(name).Apply(digit, to, seed, place);
        return to;
    }

    private static IEnumerable<byte[]> Each(string name, byte[] digit, int count) =>
        Enumerable.Range(0, count).Select(place => Apply(name, digit, place: place));

    private static double[] Many(string name, byte[] digit, int count) =>
        [.. Each(name, digit, count).SelectMany(one => one.Select(level => (double)level))];

    private static IEnumerable<int> Column(byte[] digit, int x) =>
        Enumerable.Range(0, 28).Select(y => (int)digit[(y * 28) + x]);
}
