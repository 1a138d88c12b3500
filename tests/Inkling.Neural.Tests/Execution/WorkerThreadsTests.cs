using Inkling.Neural.Execution;

namespace Inkling.Neural.Tests.Execution;

public sealed class WorkerThreadsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Every_worker_does_its_part_once_in_every_round_asleep_or_awake(int count)
    {
        using WorkerThreads workers = new(count);
        Random random = new(1);
        Tally tally = new(count);
        for (int round = 1; round <= 3_000; round++)
        {
            if (round % 100 == 0)
                Thread.Sleep(1); // long enough to fall asleep
            else
                Thread.SpinWait(random.Next(3_000)); // about as long as it takes to
            workers.Run(tally);
            Assert.All(tally.Times, times => Assert.Equal(round, times));
        }
    }

    [Fact]
    public void A_failure_reaches_the_caller_and_the_workers_live_on()
    {
        using WorkerThreads workers = new(3);
        InvalidOperationException failure =
            Assert.Throws<InvalidOperationException>(() => workers.Run(new Failing()));
        Assert.Contains("worker 2", failure.Message);
        Tally tally = new(3);
        workers.Run(tally);
        Assert.All(tally.Times, times => Assert.Equal(1, times));
    }

    private sealed class Tally(int workers) : IParallelWork
    {
        public int[] Times { get; } = new int[workers];

        public void Execute(int worker, int workers)
        {
            Assert.Equal(Times.Length, workers);
            Times[worker]++;
        }
    }

    private sealed class Failing : IParallelWork
    {
        public void Execute(int worker, int workers)
        {
            if (worker == 2)
                throw new ArithmeticException("worker 2");
        }
    }
}
