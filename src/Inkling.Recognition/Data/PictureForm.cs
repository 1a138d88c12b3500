namespace Inkling.Recognition.Data;

/// <summary>What is done with a picture before it is read.</summary>
public enum PictureForm
{
    /// <summary>Nothing: it must be 28 × 28, white ink on black.</summary>
    AsIs,

    /// <summary>The whole preparation: any size, either polarity.</summary>
    Prepare,
}
