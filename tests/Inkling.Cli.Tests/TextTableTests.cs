using Inkling.Cli.Output;

namespace Inkling.Cli.Tests;

public sealed class TextTableTests
{
    [Fact]
    public void Names_stand_to_the_left_and_numbers_to_the_right()
    {
        TextTable table = new("file", "digit", "confidence");
        table.Add("a.png", "7", "100.0 %");
        table.Add("long name.png", "2", "9.0 %");
        Assert.Equal("""
            file           digit  confidence
            a.png              7     100.0 %
            long name.png      2       9.0 %

            """.ReplaceLineEndings("\n"), table.ToString());
    }

    [Fact]
    public void Letters_that_take_two_columns_and_marks_that_take_none_are_counted_so()
    {
        TextTable table = new("", "") { LastIsWords = true };
        table.Add("数字", "wide");
        table.Add("e\u0301t", "two letters");
        table.Add("four", "narrow");
        Assert.Equal("数字  wide\ne\u0301t    two letters\nfour  narrow\n", table.ToString());
    }
}
