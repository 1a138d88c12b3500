using Inkling.Imaging;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Models;

/// <summary>How pictures are read.</summary>
public sealed record ReadingOptions
{
    /// <summary>How a picture becomes a digit; by default it is prepared.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no form.</exception>
    public PictureForm Form
    {
        get;
        init => field = IsForm(value) ? value : throw new ArgumentOutOfRangeException(nameof(Form), FormRule);
    } = PictureForm.Prepare;

    /// <summary>What pixels (0 to 255) are divided by; null for what the model states.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0, or infinite.</exception>
    public float? PixelScale
    {
        get;
        init => field = IsPixelScale(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(PixelScale), PixelScaleRule);
    }

    /// <summary>What a picture may cost at most, in bytes of its file and in pixels.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public DecodeLimits Limits
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Limits));
    } = DecodeLimits.Default;

    internal const string FormRule = "Form must be one of AsIs, Prepare and Resize.";
    internal const string PixelScaleRule = "PixelScale must be above 0 and finite.";

    internal static bool IsForm(PictureForm form) => form is >= PictureForm.AsIs and <= PictureForm.Resize;

    internal static bool IsPixelScale(float? scale) => scale is null or (> 0 and < float.PositiveInfinity);
}
