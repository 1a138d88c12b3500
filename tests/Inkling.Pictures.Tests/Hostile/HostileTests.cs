namespace Inkling.Pictures.Tests.Hostile;

/// <summary>
/// Whatever the bytes, a picture or an ImageFormatException comes back, for little memory. More files, and a
/// look at the clock: dotnet run --project tests/Inkling.Pictures.Tests -c Release -- hostile --seed 7
/// </summary>
public class HostileTests
{
    private const int Files = 20_000;

    // No bar for speed: a child that hangs is ended.
    private const int Seconds = 60;

    [Fact]
    public void Hostile_files_are_decoded_or_refused()
    {
        HostileRun run = new(seed: 26, Seconds);
        run.Decode(first: 0, Files);

        Assert.True(run.Faults.Count == 0, run.ToString());
        Assert.InRange(run.PeakMemory, 1, 512);
        (int pictures, int refused) = run.Total;
        Assert.Equal(Files, pictures + refused);
        // If nearly all were refused at the door, the decoders would not have been tried.
        Assert.InRange(pictures, Files / 10, Files * 9 / 10);
    }
}
