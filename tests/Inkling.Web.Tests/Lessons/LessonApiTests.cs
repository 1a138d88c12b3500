using System.Net.ServerSentEvents;
using System.Text.Json;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Web.Lessons;

namespace Inkling.Web.Tests.Lessons;

/// <summary>Lessons over HTTP, with a small network that knows nothing.</summary>
public sealed class LessonApiTests : IDisposable
{
    private const string Route = "/api/lesson";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualResetEventSlim _mayBegin = new(initialState: true);

    public void Dispose()
    {
        _mayBegin.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_server_without_lessons_has_no_such_routes_and_says_so_of_its_model()
    {
        await using RunningApi api = await RunningApi.Start();
        (await api.Get(Route)).Problem(404);
        (await api.Get("/api/models")).Problem(404);
        Assert.False((await api.Get("/api/model")).Ok().GetProperty("teaches").GetBoolean());
        await using RunningApi teaches = await Start();
        Assert.True((await teaches.Get("/api/model")).Ok().GetProperty("teaches").GetBoolean());
    }

    [Fact]
    public async Task Before_the_first_lesson_there_is_none()
    {
        await using RunningApi api = await Start();
        Assert.Equal("none", StateOf(await api.Get(Route)));
        foreach (string command in (string[])["pause", "resume", "stop"])
            (await Post(api, $"{Route}/{command}")).Problem(404);
        (await api.Get($"{Route}/events")).Problem(404);
        (await api.Delete(Route)).Problem(404);
        Assert.Contains(
            "no lesson", (await Put(api, "/api/models/mine")).Problem(404), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lesson_without_digits_fails_in_words()
    {
        await using RunningApi api = await Start();
        Assert.Equal(202, (await Post(api, Route)).Status);
        JsonElement last = (await Events(api))[^1];
        Assert.Equal("failed", last.GetProperty("state").GetString());
        Assert.Contains("no corrections", last.GetProperty("trouble").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lesson_is_watched_from_its_first_step_to_its_result_and_kept(bool fromNothing)
    {
        await using RunningApi api = await Start();
        await KeepSixDigits(api);
        JsonElement begun = (await Post(api, $"{Route}?fromNothing={fromNothing}")).Ok(202);
        Assert.Equal("preparing", begun.GetProperty("state").GetString());
        IReadOnlyList<JsonElement> events = await Events(api);
        JsonElement[] points = [.. events.SelectMany(one => one.GetProperty("points").EnumerateArray())];
        Assert.Equal(0, points[0].GetProperty("step").GetInt32());
        int[] steps = [.. points.Where(point => point.GetProperty("round").GetInt32() == 1)
            .Select(point => point.GetProperty("step").GetInt32())];
        Assert.Equal(steps.Order(), steps);
        JsonElement last = events[^1];
        Assert.Equal("done", last.GetProperty("state").GetString());
        Assert.Equal([7, 7, 7, 1, 1, 1], last.Integers("digits", "label"));
        Assert.Equal("/api/corrections/1/picture", last.Texts("digits", "picture")[0]);
        JsonElement result = last.GetProperty("result");
        Assert.False(result.GetProperty("stopped").GetBoolean());
        Assert.NotEmpty(result.GetProperty("howJudged").GetString()!);

        JsonElement kept = (await Put(api, "/api/models/my%20hand")).Ok(201);
        string path = kept.GetProperty("path").GetString()!;
        Assert.Equal(_folder["models/my hand.npz"], path);
        Assert.Equal(["my hand"], (await api.Get("/api/models")).Ok().Texts("models", "name"));
        Answer file = await api.Get(kept.GetProperty("file").GetString()!);
        Assert.Equal(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), file.Body);
        Assert.Single(DigitModel.Load(path).Networks);
        JsonElement choices = (await api.Get("/api/model")).Ok().GetProperty("choices");
        Assert.Equal(["784-256-64-10", "my hand"], choices.EnumerateArray().Select(one => one.GetString()));
        (await api.Post("/api/predict?model=my%20hand", Drawings.Seven)).Ok();
        Assert.Equal(
            $"{DigitModel.Load(path).Network}",
            (await api.Get("/api/model?model=my%20hand")).Ok().GetProperty("network").GetString());
        Assert.Contains(
            "another name", (await Put(api, "/api/models/784-256-64-10")).Problem(409),
            StringComparison.Ordinal);
        Assert.Contains(
            "another name", (await Put(api, "/api/models/my%20hand")).Problem(409), StringComparison.Ordinal);
        Assert.Equal(204, (await api.Delete(Route)).Status);
        Assert.Equal("none", StateOf(await api.Get(Route)));
        Assert.True(File.Exists(path), "a model that was kept stays");
        Assert.Equal(204, (await api.Delete("/api/models/my%20hand")).Status);
        Assert.False(File.Exists(path));
        (await api.Delete("/api/models/my%20hand")).Problem(404);
        (await api.Post("/api/predict?model=my%20hand", Drawings.Seven)).Problem(404);
    }

    [Fact]
    public async Task One_lesson_is_given_at_a_time()
    {
        await using RunningApi api = await Start();
        await KeepSixDigits(api);
        _mayBegin.Reset();
        Assert.Equal(202, (await Post(api, Route)).Status);
        Assert.Contains("under way", (await Post(api, Route)).Problem(409), StringComparison.Ordinal);
        (await Put(api, "/api/models/early")).Problem(404);
        (await Post(api, $"{Route}/resume")).Problem(409);
        Assert.Equal(204, (await Post(api, $"{Route}/stop")).Status);
        _mayBegin.Set();
        Assert.Equal("failed", (await Events(api))[^1].GetProperty("state").GetString());
        Assert.Equal(202, (await Post(api, Route)).Status);
        Assert.Equal(204, (await api.Delete(Route)).Status);
    }

    [Fact]
    public async Task Reading_goes_on_while_a_lesson_is_given()
    {
        await using RunningApi api = await Start();
        await KeepSixDigits(api);
        _mayBegin.Reset();
        Assert.Equal(202, (await Post(api, Route)).Status);
        (await api.Post("/api/predict", Drawings.Seven)).Ok();
        _mayBegin.Set();
    }

    [Theory]
    [InlineData("%20mine", "begins with")]
    [InlineData(".mine", "begins with")]
    [InlineData("mine.", "end with")]
    [InlineData("a%5Cb", "“\\”")]
    [InlineData("a:b", "“:”")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", "65 characters")]
    public async Task A_name_that_could_leave_the_folder_or_no_file_may_have_is_refused(
        string name, string why)
    {
        await using RunningApi api = await Start();
        Assert.Contains(why, (await Put(api, $"/api/models/{name}")).Problem(400), StringComparison.Ordinal);
        (await api.Get($"/api/models/{name}")).Problem(404);
        (await api.Delete($"/api/models/{name}")).Problem(404);
    }

    private Task<RunningApi> Start() => RunningApi.Start(settings => settings with
    {
        Model = Networks.Model("784-16-11"),
        Lessons = new()
        {
            ModelsFolder = _folder["models"],
            ReadMnist = () =>
            {
                _mayBegin.Wait(TimeSpan.FromMinutes(2));
                return null;
            },
        },
    });

    private static async Task KeepSixDigits(RunningApi api)
    {
        for (int i = 0; i < 6; i++)
        {
            (int label, string drawing) = i < 3 ? (7, Drawings.Seven) : (1, Drawings.One);
            (await api.Post($"/api/corrections?label={label}", drawing)).Ok(201);
        }
    }

    private static Task<Answer> Post(RunningApi api, string path) => api.Send(HttpMethod.Post, path);

    private static Task<Answer> Put(RunningApi api, string path) => api.Send(HttpMethod.Put, path);

    private static string? StateOf(Answer answer) => answer.Ok().GetProperty("state").GetString();

    // All events until the lesson has ended.
    private static async Task<IReadOnlyList<JsonElement>> Events(RunningApi api)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using Stream stream =
            await api.Client.GetStreamAsync(new Uri($"{Route}/events", UriKind.Relative), cancellation);
        List<JsonElement> events = [];
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(cancellation))
        {
            Assert.Equal("lesson", item.EventType);
            events.Add(JsonSerializer.Deserialize<JsonElement>(item.Data));
        }
        return events;
    }
}
