using Inkling.Neural;
using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Synthesis;

public sealed class AugmenterTests
{
    private static readonly AugmentationSettings Everything =
        AugmentationSettings.Default with { NoiseProbability = 1, BlurProbability = 1 };

    [Fact]
    public void The_same_stream_gives_the_same_digit_and_another_gives_another()
    {
        byte[] ring = Shapes.Ring();
        Assert.Equal(Augment(new(Everything), ring, 7), Augment(new(Everything), ring, 7));
        Assert.NotEqual(Augment(new(Everything), ring, 7), Augment(new(Everything), ring, 8));
        Assert.NotEqual(Augment(new(Everything), ring, 7), Augment(new(Everything), ring, 7, seed: 2));
    }

    [Fact]
    public void What_was_made_before_and_by_how_many_threads_changes_nothing()
    {
        DigitSet digits = Digits.Bars(200, seed: 3);
        byte[] one = new byte[digits.Pixels.Length], many = new byte[digits.Pixels.Length];
        Augmenter augmenter = new(AugmentationSettings.Default);
        for (int i = 0; i < digits.Count; i++)
            Augment(augmenter, digits.Image(i), i).CopyTo(one, i * DigitSet.PixelCount);
        ParallelOptions options =
            new() { MaxDegreeOfParallelism = 3, CancellationToken = TestContext.Current.CancellationToken };
        Parallel.For(
            0, digits.Count, options, () => new Augmenter(AugmentationSettings.Default), (i, _, own) =>
        {
            int last = digits.Count - 1 - i;
            Augment(own, digits.Image(last), last).CopyTo(many, last * DigitSet.PixelCount);
            return own;
        }, _ => { });
        Assert.Equal(one, many);
    }

    [Fact]
    public void With_all_off_every_byte_stays()
    {
        byte[] noise = Digits.Bars(1, seed: 1).Pixels;
        Assert.Equal(noise, Augment(new(new()), noise, 1));
    }

    [Fact]
    public void A_part_that_happens_to_do_nothing_leaves_every_byte()
    {
        // Through the resampling, but for a way that can't be seen.
        byte[] blot = Shapes.Blot(3, 2);
        Assert.Equal(blot, Augment(new(new() { Rotation = 1e-4f }), blot, 1));
    }

    [Fact]
    public void A_blank_picture_stays_blank() =>
        Assert.Equal(
            new byte[DigitSet.PixelCount], Augment(new(Everything), new byte[DigitSet.PixelCount], 1));

    [Fact]
    public void A_digit_may_be_changed_where_it_lies()
    {
        byte[] digit = Shapes.Ring();
        byte[] expected = Augment(new(Everything), digit, 5);
        RandomSequence random = new(1, RandomPurpose.Augmentation, 5);
        new Augmenter(Everything).Augment(digit, digit, ref random);
        Assert.Equal(expected, digit);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Augmenter augmenter = new(Everything);
        byte[] ring = Shapes.Ring(), to = new byte[DigitSet.PixelCount];
        RandomSequence random = new(1, RandomPurpose.Augmentation);
        augmenter.Augment(ring, to, ref random);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            augmenter.Augment(ring, to, ref random);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Another_size_is_refused_with_its_number()
    {
        Augmenter augmenter = new(Everything);
        RandomSequence random = new(1, RandomPurpose.Augmentation);
        byte[] right = new byte[784], wrong = new byte[783];
        Assert.Contains("digit has 783", Assert.Throws<ArgumentException>(
            () => augmenter.Augment(wrong, right, ref random)).Message);
        Assert.Contains("to has 783", Assert.Throws<ArgumentException>(
            () => augmenter.Augment(right, wrong, ref random)).Message);
    }

    [Fact]
    public void A_part_that_is_switched_off_leaves_the_others_their_numbers()
    {
        RandomSequence one = new(1, RandomPurpose.Augmentation), two = one;
        AugmentationDraw with = AugmentationDraw.Of(Everything, ref one);
        AugmentationDraw without =
            AugmentationDraw.Of(Everything with { Shift = 0, Blur = 0, NoiseProbability = 0 }, ref two);
        Assert.Equal(with with { ShiftX = 0, ShiftY = 0, Blur = 0, Noise = 0 }, without);
        Assert.Equal(one, two);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Ink_stays_in_the_picture(ulong seed)
    {
        Augmenter moderate = new(AugmentationSettings.Default), far = new(new() { Shift = 14 });
        byte[] ring = Shapes.Ring(), box = Shapes.Box(11, 11, 6, 6);
        double edge = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] moved = Augment(moderate, ring, i, seed);
            edge += Shapes.MassOnEdge(moved) / Shapes.Mass(moved);
            Assert.InRange(Shapes.MassOnEdge(moved), 0, 0.05 * Shapes.Mass(moved));
            byte[] shifted = Augment(far, box, i, seed);
            Assert.Equal(1, Shapes.Mass(shifted) / Shapes.Mass(box), 0.01);
        }
        Assert.InRange(edge / 300, 0, 0.003);
    }

    internal static byte[] Augment(Augmenter augmenter, ReadOnlySpan<byte> digit, int number, ulong seed = 1)
    {
        byte[] to = new byte[DigitSet.PixelCount];
        RandomSequence random = new(seed, RandomPurpose.Augmentation, (ulong)number);
        augmenter.Augment(digit, to, ref random);
        return to;
    }
}
