namespace Inkling.Web.Tests;

public sealed class HostileJsonTests(RunningApi api) : IClassFixture<RunningApi>
{
    public static TheoryData<string, string> NoDrawings { get; } = new()
    {
        { "", "JSON" },
        { " ", "JSON" },
        { "null", "null" },
        { "[]", "$" },
        { "7", "$" },
        { "\"strokes\"", "$" },
        { "{", "$" },
        { "{}", "neither strokes nor pixels" },
        { """{"strokes":null,"pixels":null}""", "neither strokes nor pixels" },
        { """{"strokes":[[[1,2]]]} {}""", "$" },
        { """{"strokes":[[[1,2]]],}""", "$" },
        { """{"strokes":[[[1,2]]],"pixels":"AAAA","width":2,"height":2}""", "both strokes and pixels" },
        { """{"strokes":"[[[1,2]]]"}""", "$.strokes" },
        { """{"strokes":[[1,2]]}""", "$.strokes[0]" },
        { """{"strokes":[[[[1,2]]]]}""", "$.strokes[0][0][0]" },
        { """{"strokes":[[["NaN",2]]]}""", "$.strokes[0][0][0]" },
        { """{"strokes":[[["1",2]]]}""", "$.strokes[0][0][0]" },
        { """{"strokes":[[[NaN,2]]]}""", "$.strokes[0][0]" },
        { """{"strokes":[[[null,2]]]}""", "$.strokes[0][0][0]" },
        { """{"strokes":[[[1e999,2]]]}""", "point 1 of stroke 1" },
        { """{"strokes":[[[1,2],[3,-1e999]]]}""", "point 2 of stroke 1" },
        { """{"strokes":[[[1,2,0]]]}""", "a width is above 0" },
        { """{"strokes":[[[1,2,-3]]]}""", "a width is above 0" },
        { """{"strokes":[[[1,2,1e7]]]}""", "10000000 wide" },
        { """{"strokes":[[[1]]]}""", "point 1 of stroke 1 is not [x, y]" },
        { """{"strokes":[[[1,2]],[[1,2],[1,2,3,4]]]}""", "point 2 of stroke 2 is not [x, y]" },
        { """{"strokes":[[[]]]}""", "point 1 of stroke 1 is not [x, y]" },
        { """{"strokes":[[null]]}""", "point 1 of stroke 1 is not [x, y]" },
        { """{"strokes":[[[1,2]]],"width":0}""", "width and height are 0 and 280" },
        { """{"strokes":[[[1,2]]],"height":-1}""", "width and height are 280 and -1" },
        { """{"strokes":[[[1,2]]],"width":5000}""", "5,000 × 280" },
        { """{"strokes":[[[1,2]]],"width":2147483647,"height":2147483647}""", "2,147,483,647" },
        { """{"strokes":[[[1,2]]],"height":1e10}""", "$.height" },
        { """{"strokes":[[[1,2]]],"width":280.5}""", "$.width" },
        { """{"strokes":[[[1,2]]],"penWidth":0}""", "a pen 0 wide" },
        { """{"strokes":[[[1,2]]],"penWidth":"wide"}""", "$.penWidth" },
        { """{"strokes":[[[1,2]]],"ink":"blue"}""", "$.ink" },
        { """{"strokes":[[[1,2]]],"ink":7}""", "ink" },
        { """{"strokes":[[[1,2]]],"prepare":"maybe"}""", "$.prepare" },
        { """{"pixels":"AAAA","width":2,"height":2}""", "pixels has 3 levels, but width × height is 2 × 2" },
        { """{"pixels":"AAAA"}""", "280 × 280" },
        { """{"pixels":"","width":1,"height":1}""", "pixels has 0 levels" },
        { """{"pixels":"AAAA","width":65536,"height":65536}""", "65,536 × 65,536" },
        { """{"pixels":"!?","width":1,"height":1}""", "pixels is no base64" },
        { """{"pixels":7,"width":1,"height":1}""", "neither base64 nor a list of numbers" },
        { """{"pixels":{"0":7},"width":1,"height":1}""", "neither base64 nor a list of numbers" },
        { """{"pixels":[0,0,0],"width":2,"height":2}""", "pixels has 3 levels" },
        { """{"pixels":[0,0,256,0],"width":2,"height":2}""", "number 3 of pixels is 256, not 0 to 255" },
        { """{"pixels":[0,-0.5],"width":2,"height":1}""", "number 2 of pixels is -0.5" },
        { """{"pixels":[0,1e999],"width":2,"height":1}""", "number 2 of pixels" },
        { """{"pixels":[0,"1"],"width":2,"height":1}""", "number 2 of pixels is no number" },
        { """{"pixels":[[0,null]],"width":2,"height":1}""", "number 2 of pixels is no number" },
        { """{"pixels":[0,{"a":1}],"width":2,"height":1}""", "number 2 of pixels is no number" },
        { """{"pixels":[[[[""", "$" },
        { "{\"strokes\":\u0001}", "$.strokes" },
    };

    [Theory]
    [MemberData(nameof(NoDrawings))]
    public async Task What_is_no_drawing_is_400_and_told_where(string json, string told) =>
        Assert.Contains(told, await api.Refuses(400, api.Post("/api/predict", json)));

    [Theory]
    [MemberData(nameof(NoDrawings))]
    public async Task No_refusal_tells_the_types_of_our_code(string json, string _)
    {
        string detail = (await api.Post("/api/predict", json)).Problem(400);
        Assert.DoesNotContain("System.", detail);
        Assert.DoesNotContain("Inkling.", detail);
        Assert.DoesNotContain("Nullable", detail);
    }

    [Fact]
    public async Task JSON_that_is_nested_without_end_is_400()
    {
        foreach (string open in (string[])["[", "{\"strokes\":", "{\"strokes\":["])
        {
            string deep = string.Concat(Enumerable.Repeat(open, 100_000));
            await api.Refuses(400, api.Post("/api/explain", deep));
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_400() =>
        await api.Refuses(
            400, api.Post("/api/predict", [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], "application/json"));

    [Fact]
    public async Task Too_many_points_are_400_and_counted()
    {
        string inOneStroke = $"[{string.Join(',', Enumerable.Repeat("[1,2]", 60_000))}]";
        string inMany = string.Join(',', Enumerable.Repeat("[[1,2]]", 60_000));
        foreach (string strokes in (string[])[inOneStroke, inMany])
        {
            Task<Answer> request = api.Post("/api/predict", $$"""{"strokes":[{{strokes}}]}""");
            Assert.Contains("60,000 points", await api.Refuses(400, request));
        }
    }

    [Fact]
    public async Task As_many_points_as_are_allowed_are_read()
    {
        string points = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"[{i % 280},{i / 280}]"));
        (await api.Post("/api/predict", $$"""{"strokes":[[{{points}}]],"penWidth":1}""")).Ok();
    }

    [Fact]
    public async Task Strokes_that_would_cost_too_much_are_400_before_their_time_is_up()
    {
        string points = string.Join(',', Enumerable.Repeat("[0,0],[1024,1024]", 20_000));
        string json = $$"""{"strokes":[[{{points}}]],"width":1024,"height":1024,"penWidth":900000}""";
        // Forty thousand million pixels would take minutes, and be 503 after the 20 s that a request may
        // take.
        Assert.Contains("134,217,728 pixels", await api.Refuses(400, api.Post("/api/predict", json)));
    }

    [Fact]
    public async Task Strokes_far_outside_the_drawing_are_a_blank()
    {
        string json = """{"strokes":[[[-1e30,-1e30],[-1e30,1e30]],[[3e38,3e38]]]}""";
        Assert.True((await api.Post("/api/predict", json)).Ok().IsNull("digit"));
        await api.StillReads();
    }

    [Theory]
    [InlineData("maybe")]
    [InlineData("0")]
    [InlineData("true&prepare=false")]
    public async Task A_query_that_is_neither_true_nor_false_is_400(string prepare)
    {
        Task<Answer> request = api.Post($"/api/predict?prepare={prepare}", """{"strokes":[[[1,2]]]}""");
        Assert.Contains("prepare is", await api.Refuses(400, request));
    }
}
