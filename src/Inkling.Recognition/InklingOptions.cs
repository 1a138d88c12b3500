using Inkling.Imaging;
using Inkling.Neural.Models;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Microsoft.Extensions.Options;

namespace Inkling.Recognition;

/// <summary>How the <see cref="DigitReader"/> of a service container reads.</summary>
public sealed class InklingOptions
{
    /// <summary>The model's file, as <c>inkling train</c> saves it; null for the one that ships.</summary>
    public string? ModelPath { get; set; }

    /// <summary>How a picture becomes a digit; by default it is prepared.</summary>
    public PictureForm Form { get; set; } = PictureForm.Prepare;

    /// <summary>What pixels (0 to 255) are divided by; null for what the model states.</summary>
    public float? PixelScale { get; set; }

    /// <summary>What a picture may cost at most, in bytes of its file and in pixels.</summary>
    public DecodeLimits Limits { get; set; } = DecodeLimits.Default;
}

/// <summary>Checks options, and that their model can be read, before a picture comes.</summary>
internal sealed class InklingOptionsValidation(ConfiguredModel model) : IValidateOptions<InklingOptions>
{
    public ValidateOptionsResult Validate(string? name, InklingOptions options)
    {
        if (!ReadingOptions.IsForm(options.Form))
            return ValidateOptionsResult.Fail(ReadingOptions.FormRule);
        if (!ReadingOptions.IsPixelScale(options.PixelScale))
            return ValidateOptionsResult.Fail(ReadingOptions.PixelScaleRule);
        if (options.Limits is null)
            return ValidateOptionsResult.Fail("Limits must not be null.");
        try
        {
            _ = model.At(options.ModelPath);
            return ValidateOptionsResult.Success;
        }
        catch (ModelException failure)
        {
            return ValidateOptionsResult.Fail(failure.Message);
        }
    }
}

/// <summary>The model that options name. Its file is read once, on start, not again by the reader.</summary>
internal sealed class ConfiguredModel
{
    private readonly Lock _lock = new();
    private string? _path;
    private DigitModel? _model;

    /// <summary>The model at a path; null for none, which stands for the model that ships.</summary>
    /// <exception cref="ModelException">The file is missing, damaged, or no network for digits.</exception>
    public DigitModel? At(string? path)
    {
        if (path is null)
            return null;
        lock (_lock)
        {
            if (_path != path)
                (_model, _path) = (DigitModel.Load(path), path);
            return _model;
        }
    }
}
