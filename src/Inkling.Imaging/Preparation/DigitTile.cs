namespace Inkling.Imaging.Preparation;

/// <summary>One digit of a <see cref="DigitSheet"/>.</summary>
/// <param name="Pixels">[28 × 28] levels, row by row, 255 ink to 0 paper.</param>
/// <param name="Caption">What stands below it, such as "2, read 7".</param>
public sealed record DigitTile(byte[] Pixels, string Caption);
