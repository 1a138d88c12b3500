using System.Text.Json;
using Inkling.Datasets;
using Inkling.Imaging.Preparation;
using Inkling.Recognition.Data;
using Inkling.Web.Corrections;
using Microsoft.Data.Sqlite;

namespace Inkling.Web.Tests;

public sealed class CorrectionsFileTests : IDisposable
{
    private const string Route = "/api/corrections";

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["corrections.db"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Corrections_survive_a_restart_of_the_server()
    {
        await Keep((7, Drawings.Seven), (1, Drawings.One));
        await using RunningApi again = await Start();
        Assert.Equal((int[])[1, 7], (await again.Get(Route)).Ok().Integers("corrections", "label"));
        JsonElement next = (await again.Post($"{Route}?label=3", Drawings.Seven)).Ok(201);
        Assert.Equal(3, next.GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_made_with_the_first_correction()
    {
        string deep = System.IO.Path.Combine(_folder["a"], "b", "corrections.db");
        await using RunningApi api =
            await RunningApi.Start(settings => settings with { CorrectionsPath = deep });
        (await api.Post($"{Route}?label=7", Drawings.Seven)).Ok(201);
        Assert.True(CorrectionStore.Recognises(deep));
    }

    [Fact]
    public async Task A_file_of_garbage_is_503_and_drawings_are_still_read()
    {
        byte[] garbage = new byte[5000];
        new Random(1).NextBytes(garbage);
        await File.WriteAllBytesAsync(Path, garbage, Cancellation);
        await using RunningApi api = await Start();
        await AssertUnavailable(api, "not a database");
        Assert.Equal(garbage, await File.ReadAllBytesAsync(Path, Cancellation));
    }

    [Fact]
    public async Task A_file_of_a_newer_form_is_503_that_says_so_and_stays_as_it_is()
    {
        await Keep((7, Drawings.Seven));
        Execute("PRAGMA user_version = 99");
        byte[] newer = await File.ReadAllBytesAsync(Path, Cancellation);
        await using RunningApi api = await Start();
        await AssertUnavailable(api, "form 99");
        Assert.Equal(newer, await File.ReadAllBytesAsync(Path, Cancellation));
    }

    [Fact]
    public async Task A_place_where_no_file_can_be_is_503()
    {
        await File.WriteAllTextAsync(_folder["file"], "no folder", Cancellation);
        string impossible = System.IO.Path.Combine(_folder["file"], "corrections.db");
        await using RunningApi api =
            await RunningApi.Start(settings => settings with { CorrectionsPath = impossible });
        await api.Refuses(503, api.Post($"{Route}?label=7", Drawings.Seven));
        Assert.Equal(0, (await api.Get(Route)).Ok().GetProperty("total").GetInt32());
    }

    // What is left where the program ends between making the file and writing it, and what others see
    // meanwhile.
    [Fact]
    public async Task An_empty_file_holds_no_corrections_yet()
    {
        await File.WriteAllBytesAsync(Path, [], Cancellation);
        await using RunningApi api = await Start();
        Assert.Equal(0, (await api.Get(Route)).Ok().GetProperty("total").GetInt32());
        (await api.Get($"{Route}/1")).Problem(404);
        (await api.Post($"{Route}?label=7", Drawings.Seven)).Ok(201);
        Assert.Equal(1, (await api.Get(Route)).Ok().GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_file_that_was_deleted_under_the_server_is_made_anew()
    {
        await using RunningApi api = await Start();
        (await api.Post($"{Route}?label=7", Drawings.Seven)).Ok(201);
        File.Delete(Path);
        Assert.Equal(0, (await api.Get(Route)).Ok().GetProperty("total").GetInt32());
        (await api.Post($"{Route}?label=1", Drawings.One)).Ok(201);
        Assert.True(File.Exists(Path));
        Assert.Equal((int[])[1], (await api.Get(Route)).Ok().Integers("corrections", "label"));
    }

    [Fact]
    public async Task Corrections_are_a_set_of_digits_the_oldest_first()
    {
        await Keep((4, Drawings.Seven), (1, Drawings.One), (0, Drawings.Blank));
        DigitSet digits = CorrectionSet.Find(Path)!.Read(cancellation: Cancellation);
        Assert.Equal<byte>([4, 1, 0], digits.Labels);
        Assert.Equal(["correction 1", "correction 2", "correction 3"], digits.Names!);
        Assert.Equal([2], digits.NotFound);
        Assert.Equal(DigitPreparation.Prepare(Drawings.SevenPicture()).Pixels, digits.Image(0).ToArray());
        Assert.Equal(DigitPreparation.Prepare(Drawings.OnePicture()).Pixels, digits.Image(1).ToArray());
    }

    [Theory]
    [InlineData("mine-images-idx3-ubyte.gz")]
    [InlineData("mine.csv")]
    public async Task Corrections_that_were_written_as_training_data_read_back(string name)
    {
        await Keep((7, Drawings.Seven), (1, Drawings.One));
        DigitSet digits = CorrectionSet.Find(Path)!.Read(cancellation: Cancellation);
        DigitSetWriter.Write(digits, _folder[name], cancellation: Cancellation);
        DigitSet again = DigitSource.Open(_folder[name]).Training.Read(cancellation: Cancellation);
        Assert.Equal(digits.ComputeFingerprint(), again.ComputeFingerprint());
        Assert.Equal(2, again.Count);
    }

    [Fact]
    public async Task What_is_no_file_of_corrections_is_none_and_one_without_any_says_so()
    {
        await File.WriteAllTextAsync(_folder["notes.txt"], "SQLite format 3, or so it says", Cancellation);
        Assert.Null(CorrectionSet.Find(_folder["notes.txt"]));
        Assert.Null(CorrectionSet.Find(_folder["missing.db"]));
        await Keep((7, Drawings.Seven));
        Execute("DELETE FROM corrections");
        DatasetSplit empty = CorrectionSet.Find(Path)!;
        DataException fault = Assert.Throws<DataException>(() => empty.Read(cancellation: Cancellation));
        Assert.Contains("no corrections", fault.Message);
    }

    [Fact]
    public async Task A_drawing_that_is_damaged_in_the_file_is_named()
    {
        await Keep((7, Drawings.Seven));
        Execute("UPDATE corrections SET picture = x'00112233'");
        DatasetSplit damaged = CorrectionSet.Find(Path)!;
        string fault = Assert.Throws<DataException>(() => damaged.Read(cancellation: Cancellation)).Message;
        Assert.StartsWith("correction 1: ", fault);
    }

    private static async Task AssertUnavailable(RunningApi api, string reason)
    {
        Assert.Contains(reason, await api.Refuses(503, api.Get(Route)));
        Assert.Contains(reason, await api.Refuses(503, api.Get($"{Route}/1")));
        Assert.Contains(reason, await api.Refuses(503, api.Get($"{Route}/1/picture")));
        Assert.Contains(reason, await api.Refuses(503, api.Delete($"{Route}/1")));
        Assert.Contains(reason, await api.Refuses(503, api.Post($"{Route}?label=7", Drawings.Seven)));
    }

    private Task<RunningApi> Start() =>
        RunningApi.Start(settings => settings with { CorrectionsPath = Path });

    private async Task Keep(params (int Label, string Drawing)[] corrections)
    {
        await using RunningApi api = await Start();
        foreach ((int label, string drawing) in corrections)
            (await api.Post($"{Route}?label={label}", drawing)).Ok(201);
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own texts.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
