using System.Text.Json;
using Inkling.Imaging;
using Inkling.Web.Corrections;

namespace Inkling.Web.Tests;

public sealed class CorrectionsApiTests
{
    private const string Route = "/api/corrections";

    [Fact]
    public async Task Without_a_correction_there_is_an_empty_list_and_no_file()
    {
        await using RunningApi api = await RunningApi.Start();
        JsonElement list = (await api.Get(Route)).Ok();
        Assert.Equal(0, list.GetProperty("total").GetInt32());
        Assert.Equal(0, list.GetProperty("corrections").GetArrayLength());
        (await api.Get($"{Route}/1")).Problem(404);
        (await api.Get($"{Route}/1/picture")).Problem(404);
        (await api.Delete($"{Route}/1")).Problem(404);
        Assert.False(File.Exists(api.CorrectionsPath));
    }

    [Fact]
    public async Task A_correction_is_kept_and_found_with_what_had_been_read()
    {
        await using RunningApi api = await RunningApi.Start();
        Answer created = await api.Post($"{Route}?label=4", Drawings.Seven);
        JsonElement kept = created.Ok(201);
        Assert.Equal($"{Route}/1", created.Headers.Location?.ToString());
        Assert.Equal(
            ["id", "label", "digit", "confidence", "kept", "picture"],
            kept.EnumerateObject().Select(key => key.Name));
        Assert.Equal(1, kept.GetProperty("id").GetInt64());
        Assert.Equal(4, kept.GetProperty("label").GetInt32());
        Assert.Equal(7, kept.GetProperty("digit").GetInt32());
        Assert.InRange(kept.GetProperty("confidence").GetSingle(), 0.5f, 1);
        // A system may set its clock while the test runs, but not by much.
        TimeSpan ago = DateTimeOffset.UtcNow - kept.GetProperty("kept").GetDateTimeOffset();
        Assert.InRange(ago, TimeSpan.FromMinutes(-10), TimeSpan.FromMinutes(10));
        Assert.Equal($"{Route}/1/picture", kept.GetProperty("picture").GetString());
        Assert.Equal(kept.GetRawText(), (await api.Get($"{Route}/1")).Ok().GetRawText());
    }

    [Fact]
    public async Task The_list_has_the_newest_first()
    {
        await using RunningApi api = await RunningApi.Start();
        foreach (int label in (int[])[3, 1, 4])
            (await api.Post($"{Route}?label={label}", Drawings.Seven)).Ok(201);
        JsonElement list = (await api.Get(Route)).Ok();
        Assert.Equal(3, list.GetProperty("total").GetInt32());
        Assert.Equal([4, 1, 3], list.Integers("corrections", "label"));
        Assert.Equal([3, 2, 1], list.Integers("corrections", "id"));
    }

    [Fact]
    public async Task The_picture_is_the_drawing_pixel_by_pixel()
    {
        await using RunningApi api = await RunningApi.Start();
        (await api.Post($"{Route}?label=7", Drawings.Seven)).Ok(201);
        Answer picture = await api.Get($"{Route}/1/picture");
        Assert.Equal((200, "image/png"), (picture.Status, picture.Type));
        GreyImage drawn = Drawings.SevenPicture(), kept = Drawings.Decode(picture.Body);
        Assert.Equal((drawn.Width, drawn.Height), (kept.Width, kept.Height));
        Assert.Equal(drawn.Pixels, kept.Pixels);
    }

    [Fact]
    public async Task A_blank_drawing_can_be_corrected_too()
    {
        await using RunningApi api = await RunningApi.Start();
        JsonElement kept = (await api.Post($"{Route}?label=0", Drawings.Blank)).Ok(201);
        Assert.True(kept.IsNull("digit"));
        Assert.Equal(0, kept.GetProperty("confidence").GetSingle());
        Assert.Equal(kept.GetRawText(), (await api.Get($"{Route}/1")).Ok().GetRawText());
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_its_number_is_not_used_again()
    {
        await using RunningApi api = await RunningApi.Start();
        (await api.Post($"{Route}?label=1", Drawings.One)).Ok(201);
        (await api.Post($"{Route}?label=2", Drawings.Seven)).Ok(201);
        Answer deleted = await api.Delete($"{Route}/2");
        Assert.Equal((204, 0), (deleted.Status, deleted.Body.Length));
        Assert.Contains("2", (await api.Get($"{Route}/2")).Problem(404));
        Assert.Contains("2", (await api.Get($"{Route}/2/picture")).Problem(404));
        Assert.Contains("2", (await api.Delete($"{Route}/2")).Problem(404));
        JsonElement next = (await api.Post($"{Route}?label=3", Drawings.Seven)).Ok(201);
        Assert.Equal(3, next.GetProperty("id").GetInt64());
        Assert.Equal((int[])[3, 1], (await api.Get(Route)).Ok().Integers("corrections", "id"));
    }

    [Fact]
    public async Task What_was_deleted_comes_back_as_it_was()
    {
        await using RunningApi api = await RunningApi.Start();
        string one = (await api.Post($"{Route}?label=1", Drawings.One)).Ok(201).GetRawText();
        (await api.Post($"{Route}?label=2", Drawings.Seven)).Ok(201);
        Answer picture = await api.Get($"{Route}/1/picture");
        await api.Delete($"{Route}/1");
        for (int i = 0; i < 2; i++) // twice is as once
            Assert.Equal(one, (await api.Post($"{Route}/1/restoration", "")).Ok().GetRawText());
        Assert.Equal((int[])[2, 1], (await api.Get(Route)).Ok().Integers("corrections", "id"));
        Assert.Equal(picture.Body, (await api.Get($"{Route}/1/picture")).Body);
        Assert.Contains("correction 9", (await api.Post($"{Route}/9/restoration", "")).Problem(404));
    }

    [Fact]
    public async Task Of_many_that_were_deleted_the_last_256_come_back()
    {
        using TemporaryFolder folder = new();
        CorrectionStore store = new(folder["corrections.db"]);
        for (int i = 0; i < 257; i++)
            store.Delete(store.Add(label: 3, digit: null, confidence: 0, png: [1]).Id);
        Assert.Null(store.Restore(1));
        Assert.Equal(2, store.Restore(2)?.Id);
        Assert.Equal(257, store.Restore(257)?.Id);
        Assert.Equal(2, store.All().Count);
    }

    [Fact]
    public async Task A_label_that_is_no_digit_is_400_and_named()
    {
        await using RunningApi api = await RunningApi.Start();
        foreach (string label in (string[])["10", "-1", "seven", "7.5", "99999999999", ""])
        {
            string detail = await api.Refuses(400, api.Post($"{Route}?label={label}", Drawings.Seven));
            Assert.Contains("label", detail);
            Assert.Contains(label, detail);
        }
        Assert.Contains("label", await api.Refuses(400, api.Post(Route, Drawings.Seven)));
        Assert.False(File.Exists(api.CorrectionsPath));
    }

    [Fact]
    public async Task A_number_that_no_correction_has_is_404()
    {
        await using RunningApi api = await RunningApi.Start();
        (await api.Post($"{Route}?label=7", Drawings.Seven)).Ok(201);
        string[] numbers = ["0", "-1", "9223372036854775807", "9223372036854775808", "one", "1%20OR%201=1"];
        foreach (string number in numbers)
        {
            (await api.Get($"{Route}/{number}")).Problem(404);
            (await api.Get($"{Route}/{number}/picture")).Problem(404);
            (await api.Delete($"{Route}/{number}")).Problem(404);
        }
        Assert.Equal(1, (await api.Get(Route)).Ok().GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Corrections_that_come_at_once_are_all_kept_while_others_are_listed()
    {
        const int Count = 40;
        await using RunningApi api = await RunningApi.Start();
        Task<Answer>[] added =
            [.. Enumerable.Range(0, Count).Select(i => api.Post($"{Route}?label={i % 10}", Drawings.Seven))];
        Task<Answer>[] listed = [.. Enumerable.Range(0, Count).Select(_ => api.Get(Route))];
        Assert.All(await Task.WhenAll(listed), answer => answer.Ok());
        Assert.All(await Task.WhenAll(added), answer => answer.Ok(201));
        JsonElement list = (await api.Get(Route)).Ok();
        Assert.Equal(Enumerable.Range(1, Count), list.Integers("corrections", "id").Order());
        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => i % 10).Order(),
            list.Integers("corrections", "label").Order());
    }
}
