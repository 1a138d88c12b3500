namespace Inkling.EndToEnd.Tests;

/// <summary>A small training, whose report all tests look at.</summary>
public sealed class ReportedTraining : IDisposable
{
    private readonly Workplace _place = new();

    public ReportedTraining()
    {
        string data = _place.WriteIdx("digits of \"mine\" & <b>it's", training: 1_200, test: 300);
        string report = _place["run.html"];
        Arguments =
        [
            "train", "--data", data, "--out", _place["net.npz"], "--recipe", "dense",
            "--network", "784-32-10", "--epochs", "6", "--report", report,
        ];
        Inkling run = Inkling.Run([.. Arguments]);
        Assert.True(run.ExitCode == 0, run.Error);
        Address = new Uri(report).AbsoluteUri;
    }

    public IReadOnlyList<string> Arguments { get; }

    public string Address { get; }

    public void Dispose() => _place.Dispose();
}
