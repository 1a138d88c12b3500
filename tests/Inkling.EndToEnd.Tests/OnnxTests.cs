namespace Inkling.EndToEnd.Tests;

/// <summary>inkling export and inkling import, as commands.</summary>
public sealed class OnnxTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_shipped_model_goes_to_ONNX_and_comes_back_reading_the_same()
    {
        Inkling export = Inkling.Run("export", "--onnx", _place["inkling.onnx"]);
        Assert.True(export.ExitCode == 0, export.Error);
        Assert.Contains("Preparation of pictures is not in it", export.Error, StringComparison.Ordinal);
        Inkling import = Inkling.Run("import", _place["inkling.onnx"], "--out", _place["again.npz"]);
        Assert.True(import.ExitCode == 0, import.Error);
        Assert.DoesNotContain("inkling calibrate", import.Error, StringComparison.Ordinal);
        Assert.Equal(
            Inkling.Run("predict", "samples").Output,
            Inkling.Run("predict", "samples", "--model", _place["again.npz"]).Output);
    }

    [Fact]
    public void An_old_file_stays_where_the_graph_is_none()
    {
        string model = _place.WriteModel("old.npz", "784-12-10");
        byte[] before = File.ReadAllBytes(model);
        Inkling import = Inkling.Run("import", "README.md", "--out", model);
        Assert.Equal(1, import.ExitCode);
        Assert.Equal("inkling: README.md: is no ONNX file, or a damaged one.\n", import.Error);
        Assert.Equal(before, File.ReadAllBytes(model));
    }
}
