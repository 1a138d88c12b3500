namespace Inkling.Recognition.Data;

/// <summary>How pictures become digits.</summary>
public enum PictureForm
{
    /// <summary>Pixel for pixel, as decoded: pictures must be 28 × 28, light ink on black.</summary>
    AsIs,

    /// <summary>Any size and polarity: cropped, scaled and centred as a digit to be read is.</summary>
    Prepare,
}
