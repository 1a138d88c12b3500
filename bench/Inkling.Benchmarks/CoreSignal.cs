using System.Diagnostics;

namespace Inkling.Benchmarks;

/// <summary>
/// How long a signal takes from one thread to another and back, each waiting for a number that the other
/// writes. What threads share goes this way, line by line of the cache. On a machine that is lent the cores
/// may be near each other now and far apart later.
/// </summary>
internal static class CoreSignal
{
    private const int Times = 100_000;
    private const int Apart = 64; // longs: neither number's line, nor the next, is the other's

    /// <summary>Seconds for there and back, the mean over many times; 0 where there is one core.</summary>
    public static double Measure()
    {
        if (Environment.ProcessorCount == 1)
            return 0;
        long[] numbers = new long[3 * Apart];
        Thread other = new(() => Answer(numbers));
        other.Start();
        Ask(numbers, 1);
        var clock = Stopwatch.StartNew();
        for (int i = 2; i <= Times; i++)
            Ask(numbers, i);
        double seconds = clock.Elapsed.TotalSeconds / (Times - 1);
        other.Join();
        return seconds;
    }

    private static void Ask(long[] numbers, long number)
    {
        Volatile.Write(ref numbers[Apart], number);
        while (Volatile.Read(ref numbers[2 * Apart]) != number)
        {
        }
    }

    private static void Answer(long[] numbers)
    {
        for (long number = 1; number <= Times; number++)
        {
            while (Volatile.Read(ref numbers[Apart]) != number)
            {
            }
            Volatile.Write(ref numbers[2 * Apart], number);
        }
    }
}
