using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Pictures.Tests;

/// <summary>Reading without blocking: proven by counts, never by a clock.</summary>
public sealed class DigitReaderAsyncTests
{
    private const int Many = 10_000;

    private static readonly DigitSet Bars = Digits.Bars(100, seed: 3);
    private static readonly DigitReader Reader =
        new(Digits.Model(), new ReadingOptions { Form = PictureForm.AsIs });

    private static readonly DigitReading[] Readings =
        [.. Enumerable.Range(0, Bars.Count).Select(i => Reader.ReadPixels(Bars.Image(i), 28, 28))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_path_and_a_stream_are_read_as_without_async()
    {
        using TemporaryFolder folder = new();
        byte[] picture = PictureOf(0);
        using PictureStream stream = new(picture);
        Assert.Equal(Readings[0], await Reader.ReadAsync(folder.File("a.pgm", picture), Cancellation));
        Assert.Equal(Readings[0], await Reader.ReadAsync(stream, Cancellation));
        Assert.Equal(0, stream.SynchronousReads);
        Assert.False(stream.IsDisposed);
    }

    [Fact]
    public async Task A_stream_is_read_from_where_it_is()
    {
        using MemoryStream stream = new([1, 2, 3, .. PictureOf(1)]);
        stream.Position = 3;
        Assert.Equal(Readings[1], await Reader.ReadAsync(stream, Cancellation));
        Assert.Equal(stream.Length, stream.Position);
    }

    // Were a thread blocked for each, as many threads would be needed as there are streams.
    [Fact]
    public async Task Ten_thousand_streams_wait_at_once_and_block_no_thread()
    {
        TaskCompletionSource allAsked = new(), gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int asked = 0;
        PictureStream[] streams =
        [
            .. Enumerable.Range(0, Many).Select(i => new PictureStream(PictureOf(i % Bars.Count))
            {
                Gate = gate.Task,
                Asked = () =>
                {
                    if (Interlocked.Increment(ref asked) == Many)
                        allAsked.SetResult();
                },
            }),
        ];
        Task<DigitReading>[] readings = [.. streams.Select(stream => Reader.ReadAsync(stream, Cancellation))];
        await allAsked.Task;
        Assert.DoesNotContain(readings, reading => reading.IsCompleted);
        gate.SetResult();
        Assert.Equal(
            Enumerable.Range(0, Many).Select(i => Readings[i % Bars.Count]), await Task.WhenAll(readings));
        Assert.All(streams, stream => Assert.Equal(0, stream.SynchronousReads));
    }

    [Fact]
    public async Task Ten_thousand_files_are_read_in_their_order_and_only_some_at_a_time()
    {
        using TemporaryFolder folder = new();
        string[] files =
            [.. Enumerable.Range(0, Bars.Count).Select(i => folder.File($"{i}.pgm", PictureOf(i)))];
        int taken = 0, read = 0, furthest = 0;
        IEnumerable<string> Paths()
        {
            for (int i = 0; i < Many; i++)
            {
                furthest = Math.Max(furthest, ++taken - read);
                yield return files[i % files.Length];
            }
        }
        await foreach (DigitReading reading in Reader.ReadManyAsync(Paths(), Cancellation))
            Assert.Equal(Readings[read++ % files.Length], reading);
        Assert.Equal(Many, read);
        Assert.InRange(furthest, 1, (2 * Environment.ProcessorCount) + 1);
    }

    [Fact]
    public async Task The_first_file_that_cannot_be_read_ends_many_after_all_before_it()
    {
        using TemporaryFolder folder = new();
        string good = folder.File("good.pgm", PictureOf(2));
        string[] paths = [good, good, good, folder.At("none.pgm"), good, folder.At("neither.pgm")];
        List<DigitReading> readings = [];
        DataException failure = await Assert.ThrowsAsync<DataException>(async () =>
        {
            await foreach (DigitReading reading in Reader.ReadManyAsync(paths, Cancellation))
                readings.Add(reading);
        });
        Assert.Equal($"{paths[3]}: there is no such file.", failure.Message);
        Assert.Equal([Readings[2], Readings[2], Readings[2]], readings);
    }

    [Fact]
    public async Task A_path_that_is_null_ends_many_by_its_parameters_name() =>
        await Assert.ThrowsAsync<ArgumentException>("paths", async () =>
            await Reader.ReadManyAsync([null!], Cancellation).ToListAsync(Cancellation));

    [Fact]
    public async Task Many_end_when_they_are_cancelled_or_no_longer_wanted()
    {
        using TemporaryFolder folder = new();
        string good = folder.File("good.pgm", PictureOf(2));
        using CancellationTokenSource stop = new();
        int taken = 0, read = 0;
        IEnumerable<string> WithoutEnd()
        {
            while (true)
            {
                taken++;
                yield return good;
            }
        }
        OperationCanceledException cancelled =
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (DigitReading _ in Reader.ReadManyAsync(WithoutEnd(), stop.Token))
                {
                    if (++read == 5)
                        await stop.CancelAsync();
                }
            });
        Assert.Equal(stop.Token, cancelled.CancellationToken);
        Assert.InRange(taken, 5, 5 + (4 * Environment.ProcessorCount) + 1);
        await foreach (DigitReading _ in Reader.ReadManyAsync(WithoutEnd(), Cancellation))
            break;
    }

    [Fact]
    public async Task Cancelled_before_it_begins_nothing_is_touched()
    {
        CancellationToken cancelled = new(canceled: true);
        using PictureStream stream = new(PictureFiles.Pgm);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Reader.ReadAsync(stream, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Reader.ReadAsync("none", cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => Reader.ReadMany(["none.png"], cancelled));
        Assert.Equal(0, stream.AsynchronousReads);
    }

    [Fact]
    public async Task Cancelled_while_it_waits_for_a_stream_it_ends()
    {
        using CancellationTokenSource stop = new();
        using PictureStream stream =
            new(PictureOf(0)) { Gate = new TaskCompletionSource().Task, Asked = stop.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Reader.ReadAsync(stream, stop.Token));
        Assert.Equal(1, stream.AsynchronousReads);
    }

    // The content is no picture: were the token not looked at before it is decoded, that would be told.
    [Fact]
    public async Task Cancelled_by_the_last_read_of_a_stream_it_is_not_decoded()
    {
        using CancellationTokenSource stop = new();
        int asked = 0;
        using PictureStream stream = new("no picture"u8.ToArray())
        {
            Asked = () =>
            {
                if (++asked == 2)
                    stop.Cancel();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Reader.ReadAsync(stream, stop.Token));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_stream_without_an_end_that_overlooks_its_token_is_left_at_its_next_read()
    {
        using CancellationTokenSource stop = new();
        using PictureStream stream = new() { Ends = false, MostAtOnce = 1, Asked = stop.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Reader.ReadAsync(stream, stop.Token));
        Assert.Equal(1, stream.Given);
    }

    private static byte[] PictureOf(int index) => PictureFiles.PgmOf(Bars.Image(index));
}
