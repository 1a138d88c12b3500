using Inkling.Neural;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Synthesis;

public sealed class DegradationsTests
{
    private static readonly byte[] Ring = Shapes.Ring();

    [Fact]
    public void What_is_cut_off_is_one_to_three_pixels_of_one_side()
    {
        (int Left, int Top, int Right, int Bottom) whole = Box(Ring);
        HashSet<string> seen = [];
        for (ulong number = 0; number < 200; number++)
        {
            (int Left, int Top, int Right, int Bottom) left =
                Box(Happen(new() { CutProbability = 1 }, number));
            int[] cut = [left.Left - whole.Left, left.Top - whole.Top,
                whole.Right - left.Right, whole.Bottom - left.Bottom];
            Assert.Single(cut, side => side > 0);
            Assert.InRange(cut.Max(), 1, 3);
            seen.Add(string.Join(',', cut));
        }
        Assert.Equal(12, seen.Count); // four sides, three depths
    }

    [Fact]
    public void Of_a_hollow_digit_the_edges_are_left()
    {
        byte[] box = Shapes.Box(8, 8, 12, 12), hollow = [.. box];
        RandomSequence random = new(1, RandomPurpose.Augmentation);
        new Degradations(new() { HollowProbability = 1 }).Happen(hollow, ref random);
        Assert.Equal(0, hollow[(14 * 28) + 14]); // within
        Assert.Equal(0, hollow[(3 * 28) + 3]); // outside
        Assert.Equal(255, hollow[(8 * 28) + 12]); // on the upper edge
    }

    [Fact]
    public void A_stretched_digit_fills_its_box_and_a_thin_one_is_three_times_as_wide()
    {
        for (ulong number = 0; number < 50; number++)
        {
            (int Left, int Top, int Right, int Bottom) =
                Box(Happen(new() { StretchProbability = 1 }, number, Shapes.Box(9, 10, 8, 12)));
            Assert.InRange(Right + 1 - Left, 19, 22);
            Assert.InRange(Bottom + 1 - Top, 19, 22);
            (Left, _, Right, _) =
                Box(Happen(new() { StretchProbability = 1 }, number, Shapes.Box(12, 4, 2, 20)));
            Assert.InRange(Right + 1 - Left, 5, 8);
        }
        Assert.Equal(new byte[784], Happen(new() { StretchProbability = 1 }, 1, new byte[784]));
    }

    [Fact]
    public void Litter_adds_ink_and_takes_none()
    {
        bool anyNew = false;
        for (ulong number = 0; number < 50; number++)
        {
            byte[] littered = Happen(new() { LitterProbability = 1 }, number);
            Assert.All(Enumerable.Range(0, 784), i => Assert.True(littered[i] >= Ring[i]));
            anyNew |= littered.Where((level, i) => Ring[i] == 0 && level > 0).Any();
        }
        Assert.True(anyNew);
    }

    [Fact]
    public void In_the_middle_of_grey_paper_ink_stays_lighter_than_the_paper_around_it()
    {
        byte[] box = Shapes.Box(12, 12, 4, 4);
        int[] middle =
            [.. Enumerable.Range(0, 784).Where(i => i % 28 is > 9 and < 18 && i / 28 is > 9 and < 18)];
        for (ulong number = 0; number < 50; number++)
        {
            byte[] grey = Happen(new() { PaperProbability = 1 }, number, box);
            double ink = middle.Where(i => box[i] == 255).Average(i => grey[i]);
            double paper = middle.Where(i => box[i] == 0).Average(i => grey[i]);
            Assert.InRange(ink - paper, 15, 255);
        }
    }

    [Fact]
    public void Grain_changes_ink_and_paper_alike()
    {
        byte[] rough = Happen(new() { GrainProbability = 1 }, 1);
        Assert.Contains(Enumerable.Range(0, 784), i => Ring[i] == 0 && rough[i] > 0);
        Assert.Contains(Enumerable.Range(0, 784), i => Ring[i] == 255 && rough[i] < 255);
    }

    [Fact]
    public void A_share_is_how_many_of_the_digits_it_happens_to()
    {
        int changed = Enumerable.Range(0, 2_000)
            .Count(number => !Happen(new() { CutProbability = 0.3f }, (ulong)number).SequenceEqual(Ring));
        Assert.InRange(changed, 540, 660);
    }

    [Fact]
    public void Other_parts_come_out_the_same_with_mishaps_and_without()
    {
        byte[] with = new byte[784], without = new byte[784];
        AugmentationSettings rare = AugmentationSettings.Default with { LitterProbability = 1e-6f };
        for (ulong number = 0; number < 20; number++)
        {
            RandomSequence first = new(1, RandomPurpose.Augmentation, number), second = first;
            new Augmenter(AugmentationSettings.Default).Augment(Ring, without, ref first);
            new Augmenter(rare).Augment(Ring, with, ref second);
            Assert.Equal(without, with);
        }
    }

    [Fact]
    public void A_tilt_leaves_the_middle_and_moves_an_edge_by_no_more_than_its_strength()
    {
        float[] x = new float[Plane.Body], y = new float[Plane.Body];
        for (ulong number = 0; number < 50; number++)
        {
            RandomSequence random = new(1, RandomPurpose.Augmentation, number);
            Tilt.Add(0.2f, ref random, anew: true, x, y);
            Assert.Equal(0, x[(14 * Plane.Stride) + 14]);
            Assert.InRange(Math.Abs(x[(14 * Plane.Stride) + 24]), 0, 2.0001f); // a fifth of ten pixels
            Assert.InRange(Math.Abs(y[(24 * Plane.Stride) + 14]), 0, 2.0001f);
        }
    }

    private static byte[] Happen(AugmentationSettings settings, ulong number, byte[]? shape = null)
    {
        byte[] digit = [.. shape ?? Ring];
        RandomSequence random = new(3, RandomPurpose.Augmentation, number);
        new Degradations(settings).Happen(digit, ref random);
        return digit;
    }

    private static (int Left, int Top, int Right, int Bottom) Box(byte[] digit)
    {
        int[] ink = [.. Enumerable.Range(0, 784).Where(i => digit[i] >= 64)];
        return (ink.Min(i => i % 28), ink.Min(i => i / 28), ink.Max(i => i % 28), ink.Max(i => i / 28));
    }
}
