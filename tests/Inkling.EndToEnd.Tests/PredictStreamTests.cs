using System.Diagnostics;
using System.Text.Json;

namespace Inkling.EndToEnd.Tests;

/// <summary>predict writes rows as they come, however many pictures follow.</summary>
public sealed class PredictStreamTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Workplace _place = new();

    public PredictStreamTests()
    {
        foreach (string sample in (string[])["1-marker.png", "2-neon.png", "3-ruled.png"])
            _place.WriteSample(sample, sample);
    }

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("--csv", 1, "3-ruled.png,3,")]
    [InlineData("--kaggle", 1, "2,3")]
    [InlineData("--json", 0, "3-ruled.png\",\"digit\":3,")]
    public async Task The_first_row_is_written_before_the_next_picture_can_be_read(
        string format, int headings, string second)
    {
        string pipe = Pipe("pipe.png");
        using Process process = Inkling.Start([], "predict", _place["2-neon.png"], pipe, format);
        string first = await ReadRow(process, headings);
        Assert.Contains('2', first);
        await Feed(pipe, "3-ruled.png");
        Inkling run = Inkling.WaitFor(process);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(second.Replace("3-ruled.png", pipe, StringComparison.Ordinal), run.Output);
        if (format == "--json")
            Assert.Equal(2, JsonDocument.Parse($"{first}\n{run.Output}").RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_reader_that_has_seen_enough_ends_it_without_a_word()
    {
        string next = Pipe("next.png"), never = Pipe("never.png");
        using Process process = Inkling.Start(
            [], "predict", _place["1-marker.png"], next, _place["2-neon.png"], never, "--csv");
        await ReadRow(process, headings: 1);
        process.StandardOutput.Close();
        await Feed(next, "3-ruled.png");
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limit);
        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain("inkling:", error);
    }

    [Fact]
    public async Task An_interrupt_leaves_whole_rows_of_what_was_read()
    {
        string never = Pipe("never.png");
        using Process process = Inkling.StartHearingInterrupts(
            "predict", _place["1-marker.png"], _place["2-neon.png"], _place["3-ruled.png"], never, "--csv");
        string first = await ReadRow(process, headings: 1);
        Run("kill", "-INT", $"{process.Id}");
        Inkling stopped = Inkling.WaitFor(process);
        Assert.Equal((130, "inkling: cancelled."), (stopped.ExitCode, LastLine(stopped)));
        Assert.All(
            $"{first}\n{stopped.Output}".Split('\n')[..^1],
            row => Assert.Equal(9, row.Split(',').Length));
        Assert.True(stopped.Output.Length == 0 || stopped.Output.EndsWith('\n'));
    }

    [Fact]
    public void Rows_of_a_folder_are_in_order_and_those_of_its_pictures_one_by_one()
    {
        string folder = _place.WritePictures("blots", 150, side: 40);
        string[] rows = Lines(Inkling.Run("predict", folder, "--json"));
        string[] files = [.. rows[..^1].Select(row => FileOf(row[1..]))];
        Assert.Equal(150, files.Length);
        Assert.Equal(
            files.OrderBy(Path.GetDirectoryName, StringComparer.Ordinal).ThenBy(
                file => int.Parse(Path.GetFileNameWithoutExtension(file))),
            files);
        for (int i = 0; i < rows.Length - 1; i += 21)
            Assert.Equal(rows[i][1..], Lines(Inkling.Run("predict", files[i], "--json"))[0][1..]);
    }

    [Fact]
    public void A_bad_picture_among_many_has_its_error_in_its_place()
    {
        string folder = _place.WritePictures("blots", 130);
        string bad = _place.Write("blots/4/bad.png", "this is no picture");
        Inkling csv = Inkling.Run("predict", folder, "--csv");
        Assert.Equal(1, csv.ExitCode);
        Assert.DoesNotContain("inkling:", csv.Error);
        string[] rows = Lines(csv);
        Assert.Equal(1 + 131, rows.Length);
        int place = Array.FindIndex(rows, row => row.StartsWith($"{bad},,,", StringComparison.Ordinal));
        Assert.Contains(Path.Combine(folder, "4"), rows[place - 1]);
        Assert.Contains(Path.Combine(folder, "5"), rows[place + 1]);

        Inkling table = Inkling.Run("predict", folder);
        Assert.Equal((1, 1 + 130), (table.ExitCode, Lines(table).Length));
        Assert.Single(table.Error.Split('\n'), line => line.StartsWith(
            $"inkling: {bad} is a text, not a picture", StringComparison.Ordinal));
    }

    private string Pipe(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "It takes a named pipe.");
        Run("mkfifo", _place[name]);
        return _place[name];
    }

    private async Task Feed(string pipe, string picture)
    {
        // A pipe opens for writing once the command opens it for reading.
        await using FileStream stream = await Task.Run(() => File.OpenWrite(pipe)).WaitAsync(Limit);
        await stream.WriteAsync(await File.ReadAllBytesAsync(_place[picture]));
    }

    private static async Task<string> ReadRow(Process process, int headings)
    {
        string? row = null;
        for (int line = 0; line <= headings; line++)
            row = await process.StandardOutput.ReadLineAsync().WaitAsync(Limit);
        return row!;
    }

    private static string[] Lines(Inkling run) =>
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // Behind lines of progress, where it took long.
    private static string LastLine(Inkling run) => run.ErrorLine.Split('\n')[^1];

    private static string FileOf(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("file").GetString()!;
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
