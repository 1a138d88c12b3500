using Inkling.Imaging;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Explaining;
using Inkling.Recognition.Models;

namespace Inkling.Web.Reading;

/// <summary>A model at work, in both forms that a drawing may be read in.</summary>
internal sealed class Readers(DigitModel model)
{
    private readonly WaitingDrawings _prepared = new(new(model));
    private readonly WaitingDrawings _resized = new(new(model, Resized));
    private readonly DigitExplainer _preparedExplainer = new(model);
    private readonly DigitExplainer _resizedExplainer = new(model, Resized);

    /// <summary>The model.</summary>
    public DigitModel Model => model;

    private static ReadingOptions Resized { get; } = new() { Form = PictureForm.Resize };

    /// <summary>Reads a picture, together with those that wait.</summary>
    public Task<DigitReading> Read(GreyImage picture, PictureForm form) =>
        (form == PictureForm.Resize ? _resized : _prepared).Read(picture);

    /// <summary>Who explains pictures of that form.</summary>
    public DigitExplainer ExplainerOf(PictureForm form) =>
        form == PictureForm.Resize ? _resizedExplainer : _preparedExplainer;
}
