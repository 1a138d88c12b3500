using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Tests.Models;

public sealed class DigitReadingTests
{
    private static readonly float[] Ones = [.. Enumerable.Repeat(0.01f, 9), 0.91f];

    [Fact]
    public void Readings_of_the_same_values_are_equal_and_hash_alike()
    {
        DigitReading reading = Nine(), other = Nine();
        Assert.NotSame(reading, other);
        Assert.Equal(reading, other);
        Assert.Equal(reading.GetHashCode(), other.GetHashCode());
        Assert.Single(new HashSet<DigitReading> { reading, other });
    }

    [Fact]
    public void Each_value_makes_a_difference()
    {
        float[] others = [.. Ones];
        others[3] = 0.02f;
        DigitReading reading = Nine();
        Assert.All(
            (DigitReading[])
            [
                new(9, 0.91f, others) { Likeliest = 9, NoDigit = 0.1f, IsSure = true },
                reading with { Digit = null }, reading with { Confidence = 0.5f },
                reading with { NoDigit = 0 }, reading with { Likeliest = 3 }, reading with { IsSure = false },
            ],
            other => Assert.NotEqual(reading, other));
        Assert.False(reading.Equals(null));
    }

    [Fact]
    public void Probabilities_can_be_changed_neither_by_who_gave_nor_by_who_got_them()
    {
        float[] given = [.. Ones];
        DigitReading reading = new(9, 0.91f, given);
        given[0] = 1;
        Assert.Equal(Ones, reading.Probabilities);
        Assert.IsNotType<float[]>(reading.Probabilities);
        Assert.Throws<NotSupportedException>(() => ((IList<float>)reading.Probabilities)[0] = 1);
    }

    [Fact]
    public void Ten_probabilities_are_taken() =>
        Assert.Throws<ArgumentException>("probabilities", () => new DigitReading(1, 1, new float[11]));

    [Fact]
    public void It_is_told_in_words()
    {
        DigitReading reading = Nine();
        Assert.Equal("9 (91.0 %)", $"{reading}");
        Assert.Equal("9 (91.0 %, not sure)", $"{reading with { IsSure = false }}");
        Assert.Equal("no digit (rather 9)", $"{reading with { Digit = null, Confidence = 0 }}");
        Assert.Equal("no ink", $"{DigitReading.None(NoDigitReason.Blank)}");
        PixelBox[] two = [new(0, 0, 9, 20), new(15, 0, 9, 20)];
        Assert.Equal("9 (91.0 %, one of 2 digits)", $"{reading with { Pieces = two, IsSure = false }}");
    }

    [Fact]
    public void What_preparation_saw_joins_it_and_several_digits_are_never_sure()
    {
        PixelBox one = new(3, 4, 10, 20), other = new(20, 4, 10, 20);
        PreparedDigit prepared = new() { Found = true, Pixels = new byte[784], Pieces = [one] };
        Assert.True(Nine().Of(prepared) is { IsSure: true, Reason: null, Pieces: [var only] } && only == one);
        DigitReading several =
            Nine().Of(new() { Found = true, Pixels = new byte[784], Pieces = [one, other] });
        Assert.False(several.IsSure);
        Assert.Equal([one, other], several.Pieces);
        Assert.NotEqual(several, Nine().Of(prepared) with { IsSure = false });
        Assert.Equal(
            NoDigitReason.NotADigit, (Nine() with { Digit = null, IsSure = false }).Of(prepared).Reason);
    }

    [Fact]
    public void The_piece_that_was_read_is_the_one_under_most_of_the_ink_that_was_read()
    {
        PixelBox one = new(3, 4, 10, 20), other = new(20, 4, 10, 20);
        PreparedDigit prepared =
            new() { Found = true, Pixels = new byte[784], Pieces = [one, other], Crop = new(12, 3, 19, 22) };
        Assert.Equal(1, Nine().Of(prepared).PieceRead);
        Assert.Null(Nine().Of(new() { Found = true, Pixels = new byte[784] }).PieceRead);
    }

    [Theory]
    [InlineData(0.1f, true, 9)]
    [InlineData(0.9f, true, 9)] // it is sure
    [InlineData(0.1f, false, 9)]
    [InlineData(0.6f, false, DigitSet.NoDigit)] // more than 0.91 · 0.4
    public void The_answer_is_no_digit_where_a_doubtful_reading_has_that_likelier(
        float noDigit, bool sure, int answer)
    {
        DigitReading reading = Nine() with { NoDigit = noDigit, IsSure = sure };
        Assert.Equal(answer, reading.Answer);
        Assert.Equal(DigitSet.NoDigit, (reading with { Digit = null }).Answer);
        Assert.Null(DigitReading.None(NoDigitReason.Blank).Answer);
    }

    [Fact]
    public void Of_a_reduced_picture_pieces_are_told_in_the_pixels_of_the_whole() => Assert.Equal(
        [new PixelBox(7, 10, 26, 50)],
        (Nine() with { Pieces = [new(3, 4, 10, 20)] }).Enlarged(2.5).Pieces);

    private static DigitReading Nine() =>
        new(9, 0.91f, Ones) { Likeliest = 9, NoDigit = 0.1f, IsSure = true };
}
