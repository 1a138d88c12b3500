using System.ComponentModel;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Pictures;

namespace Inkling.Web.Api;

/// <summary>A step of the preparation, in words and as a picture.</summary>
internal sealed record StepJson(
    string Title, string Text,
    [property: Description("What the step left, as a PNG in a data: address.")] string Picture)
{
    /// <summary>Describes a step.</summary>
    /// <param name="step">Which.</param>
    /// <param name="picture">What it left.</param>
    /// <param name="digit">What the steps came to.</param>
    /// <param name="reduction">How many pixels that were sent make one that was prepared.</param>
    public static StepJson Of(PreparationStep step, GreyImage picture, PreparedDigit digit, double reduction)
    {
        (string title, string text) = Describe(step, picture, digit, reduction);
        using MemoryStream png = new();
        PngWriter.Write(png, picture);
        string base64 = Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length);
        return new(title, text, $"data:image/png;base64,{base64}");
    }

    private static (string Title, string Text) Describe(
        PreparationStep step, GreyImage picture, PreparedDigit digit, double reduction) => step switch
        {
            PreparationStep.Polarity => ("Polarity", digit.InkIsDark
                ? "Dark ink on light paper: reversed, so that ink is light."
                : "Light ink on dark paper: left as it is."),
            PreparationStep.Ink =>
                ("Ink", "The paper, specks and neighbours are taken away; thin strokes are thickened."),
            PreparationStep.Crop =>
                ("Crop", "Cut to the ink: "
                    + $"{reduction * digit.Crop.Width:F0} × {reduction * digit.Crop.Height:F0} pixels."),
            PreparationStep.Scale =>
                ("Scale", $"Brought to 20 pixels on the longer side: {picture.Width} × {picture.Height}."),
            PreparationStep.Resize =>
                ("Resize", "All of the picture is brought to 28 × 28, whatever its proportions."),
            _ => ("Centre", "Laid onto 28 × 28; its centre of mass is at "
                + $"({digit.CentreOfMassX:F1}, {digit.CentreOfMassY:F1})."),
        };
}
