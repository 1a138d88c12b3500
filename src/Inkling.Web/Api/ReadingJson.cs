using System.ComponentModel;
using Inkling.Recognition;

namespace Inkling.Web.Api;

/// <summary>What was read. The keys are a contract: add, never rename.</summary>
internal sealed record ReadingJson(
    [property: Description("The likeliest digit; null where there is no ink.")] int? Digit,
    [property: Description("Its probability, 0 to 1.")] float Confidence,
    [property: Description("Whether the model is sure at that confidence.")] bool Sure,
    [property: Description("The probability of each digit, 0 to 9.")] IReadOnlyList<float> Probabilities)
{
    public static ReadingJson Of(DigitReading reading) =>
        new(reading.Digit, reading.Confidence, reading.IsSure, reading.Probabilities);
}

/// <summary>What reads.</summary>
internal sealed record ModelJson(
    [property: Description("The network, as its description writes it.")] string Network,
    [property: Description("How many numbers it has learnt.")] int Parameters,
    [property: Description("The confidence below which a reading is not sure.")] float UnsureBelow,
    [property: Description("The layers that an explanation has, the output last.")] IReadOnlyList<LayerFormJson> Layers);

/// <summary>What a layer gives: so many maps of so many rows and columns; of units they are 1 × 1.</summary>
internal sealed record LayerFormJson(string Name, int Channels, int Height, int Width);
