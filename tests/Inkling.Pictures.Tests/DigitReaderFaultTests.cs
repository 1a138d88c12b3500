using System.Diagnostics;
using System.Text;
using Inkling.Imaging;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Pictures.Tests;

/// <summary>Whatever is wrong with a picture is told alike, however it comes.</summary>
public sealed class DigitReaderFaultTests : IDisposable
{
    private const int MaxBytes = 5_000;
    private const string TooLong = "has more than 5,000 bytes, which is the limit: make it smaller.";

    private static readonly DigitReader Reader =
        new(new ReadingOptions { Limits = new() { MaxBytes = MaxBytes, MaxPixels = 400 } });

    // Contents, and what every sentence about them ends on.
    private static readonly Dictionary<string, Fault> Faults = new()
    {
        ["empty"] = new([], "is empty: there is nothing to read.", ImageFault.UnsupportedFormat),
        ["text"] = new("no picture"u8.ToArray(), "is a text, not a picture: use a JPEG or PNG picture.",
            ImageFault.UnsupportedFormat),
        ["cut"] = new("P5 20 20 255\n"u8.ToArray(), "copy or download it again.", ImageFault.Damaged),
        ["wide"] = new("P5 30 20 255\n"u8.ToArray(),
            "is 30 × 20 pixels, and the limit is 400 in all: make it smaller.", ImageFault.TooLarge),
        ["long"] = new(new byte[MaxBytes + 1], TooLong, ImageFault.TooLarge),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task A_fault_is_the_same_exception_and_sentence_for_a_path_a_stream_and_bytes(string name)
    {
        (byte[] content, string clause, ImageFault kind) = Faults[name];
        string path = _folder.File("a.png", content);
        using PictureStream stream = new(content), other = new(content);
        (string Subject, DataException Exception)[] thrown =
        [
            (path, Assert.Throws<DataException>(() => Reader.Read(path))),
            (path, Assert.Throws<DataException>(() => Reader.ReadMany([path], Cancellation))),
            (path, await Assert.ThrowsAsync<DataException>(() => Reader.ReadAsync(path, Cancellation))),
            (path, await Assert.ThrowsAsync<DataException>(async () =>
                await Reader.ReadManyAsync([path], Cancellation).ToArrayAsync(Cancellation))),
            ("The picture", Assert.Throws<DataException>(() => Reader.Read(content.AsMemory()))),
            ("The picture", Assert.Throws<DataException>(() => Reader.Read(stream))),
            ("The picture", await Assert.ThrowsAsync<DataException>(
                () => Reader.ReadAsync(other, Cancellation))),
            ("standard input", Assert.Throws<DataException>(
                () => Reader.Read(new MemoryStream(content), "standard input"))),
        ];
        Assert.EndsWith(clause, thrown[0].Exception.Message, StringComparison.Ordinal);
        string rest = thrown[0].Exception.Message[path.Length..];
        Assert.All(thrown, one =>
        {
            Assert.Equal(one.Subject + rest, one.Exception.Message);
            Assert.Equal(kind, Assert.IsType<ImageFormatException>(one.Exception.InnerException).Fault);
        });
        Assert.False(stream.IsDisposed || other.IsDisposed);
    }

    [Fact]
    public async Task As_it_is_a_picture_of_another_size_is_told_alike_too()
    {
        const string Clause =
            " is 4 × 3 pixels, not 28 × 28 as a picture taken as it is must be: have it prepared.";
        DigitReader asIs = new(new ReadingOptions { Form = PictureForm.AsIs });
        byte[] content = "P5 4 3 255\nabcdefghijkl"u8.ToArray();
        string path = _folder.File("small.pgm", content);
        Assert.Equal(path + Clause, Assert.Throws<DataException>(() => asIs.Read(path)).Message);
        Assert.Equal("The picture" + Clause, (await Assert.ThrowsAsync<DataException>(
            () => asIs.ReadAsync(new MemoryStream(content), Cancellation))).Message);
        Assert.Equal("The picture" + Clause, Assert.Throws<DataException>(
            () => asIs.ReadPixels(new byte[12], 4, 3)).Message);
        Assert.Equal("The picture" + Clause, Assert.Throws<DataException>(
            () => asIs.Read(new GreyImage(4, 3, new byte[12]))).Message);
    }

    [Fact]
    public async Task A_file_that_is_not_there_a_folder_and_a_name_that_is_none_are_told_in_one_sentence()
    {
        foreach ((string path, string message) in (ReadOnlySpan<(string, string)>)
        [
            (_folder.At("none.png"), $"{_folder.At("none.png")}: there is no such file."),
            (_folder.At("none", "a.png"), $"{_folder.At("none", "a.png")}: there is no such file."),
            (_folder.Root, $"{_folder.Root} is a folder: name a picture."),
            ("", "The name of a file is empty: name a picture."),
        ])
        {
            Assert.Equal(message, Assert.Throws<DataException>(() => Reader.Read(path)).Message);
        }
        Assert.StartsWith("a\0b can't be read: ", Assert.Throws<DataException>(
            () => Reader.Read("a\0b")).Message, StringComparison.Ordinal);
        Assert.StartsWith("a\0b can't be read: ", (await Assert.ThrowsAsync<DataException>(
            () => Reader.ReadAsync("a\0b", Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_fails_is_a_picture_that_cannot_be_read()
    {
        IOException failure = new("The connection was reset.");
        using PictureStream stream = new() { Failure = failure };
        DataException sync = Assert.Throws<DataException>(() => Reader.Read(stream));
        DataException later = await Assert.ThrowsAsync<DataException>(
            () => Reader.ReadAsync(stream, Cancellation));
        Assert.Equal("The picture can't be read: The connection was reset.", sync.Message);
        Assert.Equal(sync.Message, later.Message);
        Assert.Same(failure, sync.InnerException);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(797L)]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    public async Task A_stream_without_an_end_is_read_to_one_byte_over_the_limit(long? claimed)
    {
        using PictureStream stream = new(PictureFiles.Pgm) { Ends = false, Claimed = claimed },
            other = new(PictureFiles.Pgm) { Ends = false, Claimed = claimed, MostAtOnce = 7 };
        Assert.Equal("The picture " + TooLong,
            Assert.Throws<DataException>(() => Reader.Read(stream)).Message);
        Assert.Equal("The picture " + TooLong, (await Assert.ThrowsAsync<DataException>(
            () => Reader.ReadAsync(other, Cancellation))).Message);
        Assert.Equal(MaxBytes + 1, stream.Given);
        Assert.Equal(MaxBytes + 1, other.Given);
        Assert.Equal(0, other.SynchronousReads);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(0L, 100)]
    [InlineData(5L, 1_000)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public async Task A_stream_is_read_to_its_end_whatever_length_it_claims(long? claimed, int mostAtOnce)
    {
        byte[] comment = Encoding.ASCII.GetBytes($"#{new string(' ', 4_500)}\n");
        byte[] content = [.. "P5\n"u8, .. comment, .. "2 2 255\nabcd"u8];
        using PictureStream stream = new(content) { Claimed = claimed, MostAtOnce = mostAtOnce },
            other = new(content) { Claimed = claimed, MostAtOnce = mostAtOnce };
        DigitReading reading = Reader.Read(content.AsMemory());
        Func<Stream, DigitReading> read = Reader.Read;
        Assert.Equal(reading, read(stream));
        Assert.Equal(reading, await Reader.ReadAsync(other, Cancellation));
    }

    [Fact]
    public async Task A_file_without_an_end_is_refused_at_the_limit()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Unix has such files.");
        Assert.Equal("/dev/zero " + TooLong,
            Assert.Throws<DataException>(() => Reader.Read("/dev/zero")).Message);
        Assert.Equal("/dev/zero " + TooLong, (await Assert.ThrowsAsync<DataException>(
            () => Reader.ReadAsync("/dev/zero", Cancellation))).Message);
        string pipe = MakePipe();
        Task writing = Task.Run(() => WriteForEver(pipe), Cancellation);
        Assert.Equal($"{pipe} {TooLong}", Assert.Throws<DataException>(() => Reader.Read(pipe)).Message);
        await writing;
    }

    [Fact]
    public async Task A_picture_comes_through_a_pipe()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Unix has such files.");
        string pipe = MakePipe();
        DigitReading reading = DigitReader.Default.Read(PictureFiles.Pgm.AsMemory());
        Task<DigitReading> later = DigitReader.Default.ReadAsync(pipe, Cancellation);
        await File.WriteAllBytesAsync(pipe, PictureFiles.Pgm, Cancellation);
        Assert.Equal(reading, await later);
    }

    [Fact]
    public async Task A_pipe_that_nobody_writes_to_holds_no_caller_that_gives_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Unix has such files.");
        string pipe = MakePipe();
        using CancellationTokenSource stop = new();
        Task<DigitReading> reading = DigitReader.Default.ReadAsync(pipe, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        // Lets the thread go that opens the pipe: one that both reads and writes waits for nobody.
        await using FileStream both = new(pipe, FileMode.Open, FileAccess.ReadWrite);
    }

    [Fact]
    public void Of_many_files_the_first_that_cannot_be_read_is_told()
    {
        string good = _folder.File("good.pgm", "P5 2 2 255\nabcd"u8.ToArray());
        string[] paths =
            [.. Enumerable.Range(0, 300).Select(i => i % 100 == 99 ? _folder.At($"{i}.png") : good)];
        Assert.StartsWith(paths[99], Assert.Throws<DataException>(
            () => Reader.ReadMany(paths, Cancellation)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_and_wrong_sizes_are_told_by_the_name_of_their_parameter()
    {
        Assert.Throws<ArgumentNullException>("model", () => new DigitReader(null!, new()));
        Assert.Throws<ArgumentNullException>("modelPath", () => DigitReader.Load(null!));
        Assert.Throws<ArgumentNullException>("path", () => Reader.Read((string)null!));
        Assert.Throws<ArgumentNullException>("stream", () => Reader.Read((Stream)null!));
        Assert.Throws<ArgumentNullException>("picture", () => Reader.Read((GreyImage)null!));
        Assert.Throws<ArgumentNullException>("paths", () => Reader.ReadMany(null!, Cancellation));
        Assert.Throws<ArgumentException>("paths", () => Reader.ReadMany([null!], Cancellation));
        // What a caller does wrong is thrown at once, not by the task.
        Assert.Throws<ArgumentNullException>(
            "path", () => Begin(() => Reader.ReadAsync((string)null!, Cancellation)));
        Assert.Throws<ArgumentNullException>(
            "stream", () => Begin(() => Reader.ReadAsync((Stream)null!, Cancellation)));
        Assert.Throws<ArgumentNullException>("paths", () => Reader.ReadManyAsync(null!, Cancellation));
        Stream closed = ClosedStream();
        Assert.Throws<ArgumentException>("stream", () => Reader.Read(closed));
        Assert.Throws<ArgumentException>("stream", () => Begin(() => Reader.ReadAsync(closed, Cancellation)));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => Reader.ReadPixels(new byte[4], 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>("height", () => Reader.ReadPixels(new byte[4], 4, -1));
        Assert.Throws<ArgumentException>("pixels", () => Reader.ReadPixels(new byte[100], 28, 28));
        Assert.Throws<ArgumentNullException>("path", () => DigitModel.Load(null!));
        Assert.Throws<ArgumentNullException>("path", () => DigitModel.Default.Save(null!));
        Assert.Throws<ArgumentNullException>("models", () => DigitModel.Ensemble(null!));
        Assert.Throws<ArgumentException>("models", () => DigitModel.Ensemble([DigitModel.Default, null!]));
        Assert.Throws<ArgumentNullException>("labels", () => new DigitSet([], null!));
        Assert.Throws<ArgumentOutOfRangeException>("PixelScale", () => new ReadingOptions { PixelScale = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(
            "Form", () => new ReadingOptions { Form = (PictureForm)3 });
        Assert.Throws<ArgumentNullException>("Limits", () => new ReadingOptions { Limits = null! });
        Assert.Throws<ArgumentOutOfRangeException>("MaxBytes", () => new DecodeLimits { MaxBytes = 0 });
    }

    private static PictureStream ClosedStream()
    {
        PictureStream stream = new();
        stream.Dispose();
        return stream;
    }

    private static void Begin(Func<Task> act) => _ = act();

    private string MakePipe()
    {
        string path = _folder.At("pipe");
        using Process made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return path;
    }

    private static void WriteForEver(string pipe)
    {
        using FileStream stream = new(pipe, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            while (true)
                stream.Write(new byte[1_000]);
        }
        catch (IOException)
        {
            // Nobody reads any more.
        }
    }

    private sealed record Fault(byte[] Content, string Clause, ImageFault Kind);
}
