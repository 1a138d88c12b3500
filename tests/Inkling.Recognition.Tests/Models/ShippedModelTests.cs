using System.Text.Json;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Tests.Models;

/// <summary>
/// What is not checked when the shipped model is read, so that no digit waits, is checked here.
/// </summary>
public sealed class ShippedModelTests
{
    [Fact]
    public void The_shipped_model_reads_as_any_file_would_and_is_undamaged()
    {
        using Stream stream = typeof(DigitModel).Assembly.GetManifestResourceStream("Inkling.default.npz")!;
        DigitModel checkedModel = ModelFile.Read(stream, "shipped");
        DigitModel shipped = DigitModel.Default;
        Assert.NotNull(checkedModel.Metadata.ParametersSha256);
        Assert.Equal(checkedModel.Networks.Count, shipped.Networks.Count);
        for (int i = 0; i < shipped.Networks.Count; i++)
        {
            Assert.Equal(
                checkedModel.Networks[i].Parameters.ToArray(), shipped.Networks[i].Parameters.ToArray());
        }
        Assert.Equal(checkedModel.PixelScale, shipped.PixelScale);
        Assert.Equal(checkedModel.Shift, shipped.Shift);
        Assert.Equal(checkedModel.Calibration, shipped.Calibration);
        Assert.Equal(
            JsonSerializer.Serialize(checkedModel.Metadata), JsonSerializer.Serialize(shipped.Metadata));
    }
}
