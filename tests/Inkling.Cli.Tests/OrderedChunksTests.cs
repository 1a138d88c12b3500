using Inkling.Cli.Commands;

namespace Inkling.Cli.Tests;

/// <summary>Chunks are read at once and given in order, and no more are taken than are needed.</summary>
public sealed class OrderedChunksTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Results_come_in_the_order_of_the_items()
    {
        OrderedChunks<int, int[]> chunks = new(Enumerable.Range(0, 10_000), chunk => chunk);
        Assert.Equal(Enumerable.Range(0, 10_000), chunks.Read(Cancellation).SelectMany(chunk => chunk));
    }

    [Fact]
    public void A_chunk_that_takes_long_does_not_keep_the_next_from_being_read()
    {
        Assert.SkipWhen(Environment.ProcessorCount == 1, "There is no other processor to read it.");
        using ManualResetEventSlim second = new();
        OrderedChunks<int, int> chunks = new(Enumerable.Range(0, 3), chunk =>
        {
            if (chunk[0] == 0)
                second.Wait(Cancellation);
            else
                second.Set();
            return chunk[0];
        });
        Assert.Equal([0, 1], chunks.Read(Cancellation));
    }

    [Fact]
    public void The_first_item_is_given_before_there_is_a_second()
    {
        using ManualResetEventSlim given = new();
        OrderedChunks<int, int[]> chunks = new(Items(), chunk => chunk);
        List<int> all = [];
        foreach (int[] chunk in chunks.Read(Cancellation))
        {
            all.AddRange(chunk);
            given.Set();
        }
        Assert.Equal([1, 2], all);

        IEnumerable<int> Items()
        {
            yield return 1;
            given.Wait(Cancellation);
            yield return 2;
        }
    }

    [Fact]
    public void Of_items_without_end_only_a_few_are_held()
    {
        int taken = 0, most = 0, given = 0;
        OrderedChunks<int, int> chunks = new(Endless(), chunk => chunk.Length);
        foreach (int count in chunks.Read(Cancellation).Take(2_000))
        {
            most = Math.Max(most, Volatile.Read(ref taken) - given);
            given += count;
        }
        // Five chunks of 64 a processor, the one that is written, and one that waits for room.
        Assert.InRange(most, 1, 64 * ((5 * Environment.ProcessorCount) + 2));
        Assert.True(given > 100_000);

        IEnumerable<int> Endless()
        {
            while (true)
                yield return Interlocked.Increment(ref taken);
        }
    }

    [Fact]
    public void A_failure_comes_in_its_place()
    {
        OrderedChunks<int, int> chunks = new(
            Enumerable.Range(0, 100),
            chunk => chunk.Contains(50) ? throw new InvalidOperationException("50") : chunk[0]);
        List<int> before = [];
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (int first in chunks.Read(Cancellation))
                before.Add(first);
        });
        Assert.Equal("50", failure.Message);
        Assert.Equal([0, 1, 3, 7, 15], before);
    }

    [Fact]
    public void A_failure_of_the_items_comes_behind_those_before_it()
    {
        OrderedChunks<int, int> chunks = new(Items(), chunk => chunk[0]);
        List<int> before = [];
        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (int first in chunks.Read(Cancellation))
                before.Add(first);
        });
        Assert.Equal([1], before);

        static IEnumerable<int> Items()
        {
            yield return 1;
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void What_hangs_does_not_keep_it_from_being_called_off()
    {
        using ManualResetEventSlim never = new();
        using CancellationTokenSource stop = new();
        OrderedChunks<int, int> chunks = new(Enumerable.Range(0, 100), chunk =>
        {
            if (chunk[0] > 0)
                never.Wait(Cancellation);
            return chunk[0];
        });
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (int _ in chunks.Read(stop.Token))
                stop.Cancel();
        });
        never.Set();
    }
}
