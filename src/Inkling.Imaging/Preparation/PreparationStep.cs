namespace Inkling.Imaging.Preparation;

/// <summary>The steps of a preparation that leave a picture to look at, in their order.</summary>
public enum PreparationStep
{
    /// <summary>Light ink on dark paper, reversed if it was dark ink.</summary>
    Polarity,

    /// <summary>The paper taken away, and all ink that is not the digit's.</summary>
    Ink,

    /// <summary>Cut to the ink.</summary>
    Crop,

    /// <summary>Brought to 20 pixels on the longer side.</summary>
    Scale,

    /// <summary>Laid onto 28 × 28 with its centre of mass in the middle.</summary>
    Centre,

    /// <summary>Instead of all these: brought to 28 × 28 as a whole.</summary>
    Resize,
}
