using Inkling.Cli.Output;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Tests;

/// <summary>What predict prints of readings of every kind.</summary>
public sealed class PredictionTextTests
{
    private const string Several = "digits: reads one at a time";

    private static readonly PixelBox Box = new(1, 2, 30, 40);

    private static readonly PredictionJson[] Kinds =
    [
        Of("sure.png", Reading(7, 0.995f) with { IsSure = true, Pieces = [Box] }),
        Of("unsure.png", Reading(6, 0.5f) with { Pieces = [Box] }),
        Of("two.png", Reading(2, 0.999f) with { Pieces = [Box, Box] }),
        Of("blank.png", new(null, 0, new float[10]) { NoDigit = 1, Reason = NoDigitReason.Blank }),
        Of("faint.png", new(null, 0, new float[10]) { NoDigit = 1, Reason = NoDigitReason.TooFaint }),
        Of("letter.png", Rejected(4) with { Pieces = [Box] }),
        Of("word.png", Rejected(0) with { Pieces = [Box, Box, Box] }),
        Of("texture.png", new(null, 0, new float[10]) { NoDigit = 1, Reason = NoDigitReason.NotADigit }),
        Of("a, \"b\".csv", Reading(1, 0.75f) with { IsSure = true }) with { Row = 12 },
        new("gone.png") { Error = "gone.png: there is no such file." },
    ];

    [Fact]
    public void The_table_says_why_there_is_no_digit_and_that_there_are_several() => Assert.Equal(
        $"""
        file                digit  confidence
        sure.png                7      99.5 %
        unsure.png              6      50.0 %  not sure
        two.png                 2      99.9 %  not sure; 2 {Several}
        blank.png               –           –  no digit: blank
        faint.png               –           –  no digit: too faint
        letter.png              –           –  no digit: ink that is no digit (rather 4)
        word.png                –           –  no digit: ink that is no digit (rather 0); 3 {Several}
        texture.png             –           –  no digit: ink that is no digit
        a, "b".csv, row 12      1      75.0 %

        """,
        Written(PredictionText.WriteTable));

    [Fact]
    public void The_four_columns_of_csv_stay_and_others_follow() => Assert.Equal(
        """
        file,digit,confidence,error,sure,noDigit,reason,digits,row
        sure.png,7,0.995000,,true,0.000000,,1,
        unsure.png,6,0.500000,,false,0.000000,,1,
        two.png,2,0.999000,,false,0.000000,,2,
        blank.png,,,,false,1.000000,blank,0,
        faint.png,,,,false,1.000000,tooFaint,0,
        letter.png,,,,false,0.900000,notADigit,1,
        word.png,,,,false,0.900000,notADigit,3,
        texture.png,,,,false,1.000000,notADigit,0,
        "a, ""b"".csv",1,0.750000,,true,0.000000,,1,12
        gone.png,,,gone.png: there is no such file.,,,,,

        """,
        Written(PredictionText.WriteCsv));

    [Fact]
    public void A_submission_has_a_digit_for_all_that_has_ink() => Assert.Equal(
        "ImageId,Label\n1,7\n2,6\n3,2\n4,\n5,\n6,4\n7,0\n8,\n9,1\n10,\n",
        Written(PredictionText.WriteKaggle));

    [Fact]
    public void Json_has_an_error_only_where_something_could_not_be_read()
    {
        Assert.Equal(
            """
            {"file":"two.png","digit":2,"confidence":0.999,"probabilities":[0,0,0.999,0,0,0,0,0,0,0],
            "noDigit":0,"sure":false,"likeliest":2,"digits":2,
            "pieces":[{"left":1,"top":2,"width":30,"height":40},
            {"left":1,"top":2,"width":30,"height":40}]}
            """.ReplaceLineEndings(""),
            Json.Text(Kinds[2]));
        Assert.Equal(
            """{"file":"blank.png","noDigit":1,"sure":false,"reason":"blank","digits":0}""",
            Json.Text(Kinds[3]));
        Assert.Equal(
            """{"file":"gone.png","error":"gone.png: there is no such file."}""",
            Json.Text(Kinds[^1]));
    }

    [Fact]
    public void Each_line_of_json_has_an_item_and_all_are_one_array()
    {
        string[] lines = Written(Json.WriteArray).Split('\n');
        Assert.Equal([.. Kinds.Select(Json.Text)], lines[..^2].Select(line => line[1..]));
        Assert.Equal("[,,,,,,,,,", string.Concat(lines[..^2].Select(line => line[0])));
        Assert.Equal(["]", ""], lines[^2..]);
        using StringWriter none = new();
        Json.WriteArray<PredictionJson>([], none);
        Assert.Equal("[]\n", none.ToString());
    }

    [Fact]
    public void Columns_fit_the_first_hundred_rows_and_those_before()
    {
        IReadOnlyList<PredictionJson>[] parts = [.. Enumerable.Range(1, 103).Select(i =>
            (IReadOnlyList<PredictionJson>)[Kinds[0] with { File = $"{i}.png" }])];
        parts[100] = [Kinds[0] with { File = "a longer name.png" }];
        using StringWriter output = new();
        PredictionText.WriteTable(PredictionText.WithFirstTogether(parts), output);
        string[] lines = $"{output}".Split('\n');
        Assert.Equal("file     digit  confidence", lines[0]);
        Assert.Equal("100.png      7      99.5 %", lines[100]);
        Assert.Equal("a longer name.png      7      99.5 %", lines[101]);
        Assert.Equal("102.png                7      99.5 %", lines[102]);
    }

    // The same, whatever comes together.
    private static string Written(Action<IEnumerable<IReadOnlyList<PredictionJson>>, TextWriter> write)
    {
        using StringWriter together = new(), apart = new();
        write([Kinds], together);
        write([Kinds[..4], [], Kinds[4..]], apart);
        if (write != PredictionText.WriteTable)
            Assert.Equal($"{together}", $"{apart}");
        return $"{together}";
    }

    private static PredictionJson Of(string file, DigitReading reading) => PredictionJson.Of(file, reading);

    private static DigitReading Reading(int digit, float confidence) =>
        new(digit, confidence, Only(digit, confidence)) { Likeliest = digit };

    private static DigitReading Rejected(int likeliest) => new(null, 0, Only(likeliest, 1))
    {
        Likeliest = likeliest,
        NoDigit = 0.9f,
        Reason = NoDigitReason.NotADigit,
    };

    private static float[] Only(int digit, float probability)
    {
        float[] probabilities = new float[10];
        probabilities[digit] = probability;
        return probabilities;
    }
}
