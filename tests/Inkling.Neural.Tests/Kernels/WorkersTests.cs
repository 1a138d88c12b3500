using Inkling.Neural.Kernels;

namespace Inkling.Neural.Tests.Kernels;

public sealed class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Every_tile_is_done_once(int count)
    {
        using Workers workers = new(count);
        for (int round = 0; round < 50; round++)
        {
            if (round % 10 == 9)
                Thread.Sleep(2); // long enough for the workers to fall asleep
            Tally tally = new(tiles: round);
            workers.Run(tally, round);
            Assert.All(tally.Times, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void A_failure_reaches_the_caller_and_the_workers_live_on()
    {
        using Workers workers = new(3);
        InvalidOperationException failure =
            Assert.Throws<InvalidOperationException>(() => workers.Run(new Failing(), 6));
        Assert.Contains("tile 4", failure.Message);
        Tally tally = new(tiles: 6);
        workers.Run(tally, 6);
        Assert.All(tally.Times, times => Assert.Equal(1, times));
    }

    private sealed class Tally(int tiles) : ITiledWork
    {
        public int[] Times { get; } = new int[tiles];

        public void DoTile(int tile, int worker) => Interlocked.Increment(ref Times[tile]);
    }

    private sealed class Failing : ITiledWork
    {
        public void DoTile(int tile, int worker)
        {
            if (tile == 4)
                throw new ArithmeticException("tile 4");
        }
    }
}
