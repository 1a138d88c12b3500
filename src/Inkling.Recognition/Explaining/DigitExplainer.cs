using System.Collections.Concurrent;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Explaining;

/// <summary>
/// Reads one digit and says why: the steps of its preparation, the pixels that decided, and what the
/// network's units did. It is thread-safe.
/// </summary>
internal sealed class DigitExplainer
{
    private readonly DigitModel _model;
    private readonly ReadingOptions _options;
    private readonly ConcurrentBag<Desk> _desks = [];
    private readonly Lazy<IReadOnlyList<Stage>> _stages;

    /// <summary>An explainer of the given model's readings.</summary>
    public DigitExplainer(DigitModel model, ReadingOptions? options = null)
    {
        _model = model;
        _options = options ?? new();
        _stages = new(() => Stage.Of(model.Reading));
    }

    /// <summary>The layers that an explanation has, and the shape of what each gives.</summary>
    public IReadOnlyList<(string Name, Shape Shape)> Layers =>
        [.. _stages.Value.Select(stage => (stage.Name, stage.Shape))];

    /// <summary>Reads a picture as a <see cref="DigitReader"/> does, and explains it.</summary>
    /// <exception cref="ImageFormatException">
    /// Pictures are taken as they are, and this is not 28 × 28.
    /// </exception>
    public DigitExplanation Explain(GreyImage picture)
    {
        List<(PreparationStep, GreyImage)> steps = [];
        PreparedDigit digit = _options.Form.Apply(picture, (step, left) => steps.Add((step, left)));
        if (!digit.Found)
            return new(DigitReading.None(digit.Reason), digit, steps, null, [], []);
        if (!_desks.TryTake(out Desk? desk))
            desk = new(_model);
        DigitExplanation explanation = Explain(digit, steps, desk);
        _desks.Add(desk);
        return explanation;
    }

    /// <summary>How one unit or map comes about when the picture is read.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="layer">An index of <see cref="Layers"/>.</param>
    /// <param name="unit">One of that layer's units or maps.</param>
    /// <returns>Its arithmetic; null where there is no digit.</returns>
    /// <exception cref="ArgumentException">There is no such layer or unit.</exception>
    /// <exception cref="ImageFormatException">
    /// Pictures are taken as they are, and this is not 28 × 28.
    /// </exception>
    public UnitArithmetic? Compute(GreyImage picture, int layer, int unit)
    {
        PreparedDigit digit = _options.Form.Apply(picture);
        return digit.Found
            ? UnitArithmetic.Of(_stages.Value, _model.Reading,
                new(_model.Reading, [.. digit.Pixels], PixelScale), layer, unit)
            : null;
    }

    /// <summary>Takes one step of learning on the picture, with a copy of the network.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="label">What it shows, 0 to 9.</param>
    /// <param name="rate">The learning rate.</param>
    /// <returns>All that happened; null where there is no digit.</returns>
    /// <exception cref="ArgumentException">The network can't learn from one picture.</exception>
    /// <exception cref="ImageFormatException">
    /// Pictures are taken as they are, and this is not 28 × 28.
    /// </exception>
    public LearningStep? Learn(GreyImage picture, int label, float rate)
    {
        PreparedDigit digit = _options.Form.Apply(picture);
        if (!digit.Found)
            return null;
        SampleBatch batch = new(digit.Pixels.ToArray(), first: 0, count: 1, DigitSet.PixelCount, PixelScale);
        return LearningStep.Take(_stages.Value, _model.Reading, batch, label, rate);
    }

    private float PixelScale => _options.PixelScale ?? _model.PixelScale;

    // One batch: the picture itself, and behind it the picture without each patch.
    private DigitExplanation Explain(PreparedDigit digit, List<(PreparationStep, GreyImage)> steps, Desk desk)
    {
        digit.Pixels.CopyTo(desk.Pixels, 0);
        List<int> patches = Occlusion.Hide(digit.Pixels, desk.Pixels.AsSpan(DigitSet.PixelCount));
        int count = patches.Count + 1;
        SampleBatch batch = new(desk.Pixels, first: 0, count, DigitSet.PixelCount, PixelScale);
        Matrix probabilities = desk.Workspace.Predict(batch);
        DigitReading reading = _model.Calibration.Read(probabilities.Row(0)).Of(digit);
        int answer = reading.Answer!.Value;
        float share = _model.Calibration.Share(probabilities.Row(0), answer);
        float[] falls = new float[patches.Count];
        for (int i = 0; i < falls.Length; i++)
            falls[i] = share - _model.Calibration.Share(probabilities.Row(i + 1), answer);
        // Of an ensemble, what its first network thought of the picture where it is.
        (Plan first, DigitReading? own) = desk.Workspace.FirstAfter(batch.Between(0, 1));
        IReadOnlyList<LayerActivations> layers = Activations.Of(_stages.Value, first);
        return new(reading, digit, steps, Occlusion.Of(patches, falls), layers,
            Activations.Strongest(_model.Reading, _stages.Value, layers, answer))
        {
            Answer = answer,
            Drawn = own is null ? null : new(Number: 1, Of: _model.Networks.Count, own),
        };
    }

    // What one explanation writes on.
    private sealed class Desk(DigitModel model)
    {
        public byte[] Pixels { get; } = new byte[(Occlusion.Patches + 1) * DigitSet.PixelCount];

#pragma warning disable CA2000 // with one thread it owns nothing to dispose of
        public ModelWorkspace Workspace { get; } = new(model, Occlusion.Patches + 1, new(threads: 1));
#pragma warning restore CA2000
    }
}
