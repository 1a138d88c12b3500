using System.Diagnostics;
using System.Globalization;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Recognition.Tests.Models;

/// <summary>
/// NumPy itself reads what we save, and comes to the same probabilities. Debian's python3-numpy is the
/// oracle.
/// </summary>
public sealed class NumpyOracleTests
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys, json, numpy as np
        d = np.load(sys.argv[1])
        temperature = json.loads(d['inkling.json']).get('temperature', 1)
        x = np.fromfile(sys.argv[2], dtype=np.uint8).reshape(-1, 784) / 255.0
        for i in (1, 2, 3):
            assert d[f'w{i}'].dtype == np.float32 and d[f'b{i}'].shape == (d[f'w{i}'].shape[0], 1)
            x = x @ d[f'w{i}'].astype(float).T + d[f'b{i}'].astype(float).T
            x = np.maximum(x, 0) if i < 3 else x[:, :10] / temperature
        x = np.exp(x - x.max(axis=1, keepdims=True))
        x /= x.sum(axis=1, keepdims=True)
        print(' '.join(repr(float(v)) for v in x.ravel()))
        """;

    [Theory]
    [InlineData("784-256-64-10", null)]
    [InlineData("784-256-64-10", 1.5f)]
    [InlineData("784-256-64-11", 0.75f)]
    public void NumPy_loads_a_saved_network_and_its_forward_pass_gives_the_same_probabilities(
        string network, float? temperature)
    {
        using TemporaryFolder folder = new();
        DigitModel model = Digits.Model(network);
        model = new(model.Network, model.Metadata with { Temperature = temperature });
        DigitSet digits = Digits.Bars(1_000, seed: 4);
        ModelFile.Write(folder.At("net.npz"), model);
        File.WriteAllBytes(folder.At("pixels"), digits.Pixels);
        string? output = RunPython(Script, folder.At("net.npz"), folder.At("pixels"));
        if (output is null)
            Assert.Skip("NOT TESTED: NumPy against ours. Install Debian's python3-numpy.");
        double[] expected = [.. output.Split(' ', StringSplitOptions.TrimEntries)
            .Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
        DigitReader reader = new(model, new() { Form = PictureForm.AsIs });
        for (int i = 0; i < digits.Count; i++)
        {
            DigitReading reading = reader.ReadPixels(digits.Image(i), 28, 28);
            for (int c = 0; c < 10; c++)
                Assert.Equal(expected[(i * 10) + c], reading.Probabilities[c], tolerance: 1e-5);
        }
    }

    // Null where there is no Python with NumPy.
    private static string? RunPython(string script, params string[] arguments)
    {
        if (!File.Exists(Python))
            return null;
        using Process probe = Process.Start(
            new ProcessStartInfo(Python, ["-c", "import numpy"]) { RedirectStandardError = true })!;
        probe.WaitForExit();
        if (probe.ExitCode != 0)
            return null;
        using Process process = Process.Start(
            new ProcessStartInfo(Python, ["-c", script, .. arguments]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
