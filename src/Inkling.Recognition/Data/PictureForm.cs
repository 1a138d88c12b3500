using Inkling.Imaging;
using Inkling.Imaging.Preparation;

namespace Inkling.Recognition.Data;

/// <summary>How pictures become digits.</summary>
public enum PictureForm
{
    /// <summary>Pixel for pixel, as decoded: pictures must be 28 × 28, light ink on black.</summary>
    AsIs,

    /// <summary>Any size and polarity: cropped, scaled and centred as a digit to be read is.</summary>
    Prepare,

    /// <summary>Any size, light ink on black: all of it brought to 28 × 28, and nothing else done.</summary>
    Resize,
}

/// <summary>The one place where a form is applied to a picture.</summary>
internal static class PictureForms
{
    extension(PictureForm form)
    {
        /// <summary>What the longer side of a picture needs at most: more is only reduced.</summary>
        public int EnoughSide =>
            form == PictureForm.AsIs ? int.MaxValue : DigitPreparation.EnoughSide;
    }

    /// <summary>The digit in a picture.</summary>
    /// <exception cref="ImageFormatException">It must be 28 × 28 and is not.</exception>
    public static PreparedDigit Apply(
        this PictureForm form, GreyImage picture, Action<PreparationStep, GreyImage>? watch = null)
    {
        if (form == PictureForm.Prepare)
            return DigitPreparation.Prepare(picture, watch);
        if (form == PictureForm.Resize)
            return DigitPreparation.Resize(picture, watch);
        if (picture.Width != DigitSet.Side || picture.Height != DigitSet.Side)
        {
            throw new ImageFormatException(
                $"is {picture.Width:N0} × {picture.Height:N0} pixels, not 28 × 28 as a picture taken as it "
                + "is must be: have it prepared")
            {
                Fault = ImageFault.UnsupportedFormat,
            };
        }
        PictureFrame whole = new(0, 0, picture.Width, picture.Height);
        return new() { Found = true, Pixels = picture.Pixels, Frame = whole };
    }
}
