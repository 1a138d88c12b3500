using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Synthesis;

public sealed class GlyphBookTests
{
    [Fact]
    public void The_book_of_digits_has_several_forms_of_each_digit_in_order()
    {
        Assert.Equal(10, GlyphBook.Digits.Count);
        for (int digit = 0; digit < 10; digit++)
        {
            Assert.All(GlyphBook.Digits.Forms(digit), form => Assert.Equal((char)('0' + digit), form.Sign));
            Assert.True(GlyphBook.Digits.Forms(digit).Count >= 5);
        }
    }

    [Fact]
    public void No_form_has_the_name_of_another_of_its_sign()
    {
        for (int digit = 0; digit < 10; digit++)
        {
            string[] names = [.. GlyphBook.Digits.Forms(digit).Select(form => form.Form)];
            Assert.Equal(names.Distinct(), names);
        }
    }

    [Fact]
    public void No_letter_is_one_that_people_write_as_a_digit()
    {
        for (int letter = 0; letter < GlyphBook.Letters.Count; letter++)
            Assert.DoesNotContain(GlyphBook.Letters.Forms(letter)[0].Sign, "0123456789OoIilSsZzqgbBG");
    }

    [Fact]
    public void A_line_is_a_sign_a_name_a_weight_and_strokes_with_ranges_and_corners()
    {
        GlyphBook book =
            GlyphBook.Parse("// a comment | with a bar\n\n7 crossed 2 | 0~6,0 50,-4! 20,100 |? 8,50 40,48\n");
        Glyph glyph = Assert.Single(book.Forms(0));
        Assert.Equal(('7', "crossed", 2f), (glyph.Sign, glyph.Form, glyph.Weight));
        Assert.Equal([false, true], glyph.Strokes.Select(stroke => stroke.IsOptional));
        Assert.Equal(new GlyphPoint(new(0, 6), new(0, 0), IsCorner: false), glyph.Strokes[0].Points[0]);
        Assert.Equal(new GlyphPoint(new(50, 50), new(-4, -4), IsCorner: true), glyph.Strokes[0].Points[1]);
    }

    [Theory]
    [InlineData("7 plain 1", "line 2: a form is a sign, a name, a weight, and strokes after bars.")]
    [InlineData("77 plain 1 | 0,0 1,1", "line 2: a form is a sign")]
    [InlineData("7 plain much | 0,0 1,1", "line 2: \"much\" is no number.")]
    [InlineData("7 plain 0 | 0,0 1,1", "line 2: the weight is 0, not above 0.")]
    [InlineData("7 plain 1 | 0,0", "line 2: the stroke \"0,0\" has 1 points, not two or more.")]
    [InlineData("7 plain 1 | 0,0 1", "line 2: the point \"1\" is not x,y.")]
    [InlineData("7 plain 1 | 0,0 1~2~3,4", "line 2: \"1~2~3\" is neither a number nor two with ~ between.")]
    public void What_is_no_form_is_named_with_its_line(string line, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(
            () => GlyphBook.Parse($"1 bar 1 | 0,0 0,100\n{line}")).Message);

    [Fact]
    public void Forms_are_chosen_as_often_as_their_weights_say()
    {
        GlyphBook book = GlyphBook.Parse("1 rare 1 | 0,0 0,100\n1 common 3 | 0,0 0,100");
        Assert.Equal("rare", book.Choose(0, 0).Form);
        Assert.Equal("rare", book.Choose(0, 0.249f).Form);
        Assert.Equal("common", book.Choose(0, 0.251f).Form);
        Assert.Equal("common", book.Choose(0, 0.999f).Form);
    }
}
