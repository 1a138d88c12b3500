using System.ComponentModel;
using System.Text.Json.Serialization;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Web.Hosting;
using Inkling.Web.Reading;

namespace Inkling.Web.Api;

/// <summary>What reads. The keys are a contract: add, never rename.</summary>
internal sealed record ModelJson(
    [property: Description("The network, as its description writes it.")] string Network,
    [property: Description("How many numbers it has learnt.")] int Parameters,
    [property: JsonPropertyName("unsureBelow")] // a key, which is a contract
    [property: Description("The confidence below which a reading is not sure.")] float ConfidenceThreshold,
    [property: JsonPropertyName("noDigitAbove")] // a key, which is a contract
    [property: Description("The probability of no digit from which on a picture is rejected; 1 for never.")]
    float RejectionThreshold,
    [property: Description("What scores are divided by before they become probabilities.")] float Temperature,
    [property: Description("The layers that an explanation has, the output last.")]
    IReadOnlyList<LayerFormJson> Layers,
    [property: Description("Its networks: the answer is the mean of all of them.")]
    IReadOnlyList<NetworkJson> Networks,
    [property: Description("By how many pixels to each of four sides a picture is shifted to be read again, "
        + "the answer being the mean; 0 for not.")] int Shift,
    [property: Description("Whether it learnt from another model's probabilities.")] bool Distilled,
    [property: Description("Of how many networks that model is; null where that is not known.")]
    int? TeacherNetworks,
    [property: Description("Bytes of a request at most.")] long MaxBytes,
    [property: Description("Pixels of a picture at most.")] long MaxPixels,
    [property: Description("Whether other browsers are invited: by POST /api/invitations.")] bool Invites,
    [property: Description("Whether this server teaches: by /api/lesson and /api/models.")] bool Teaches,
    [property: Description("The names that ?model= takes.")] IReadOnlyList<string> Choices)
{
    public static ModelJson Of(Readers readers, IReadOnlyList<string> choices, ServerSettings settings)
    {
        DigitModel model = readers.Model;
        (ModelMetadata metadata, Calibration calibration) = (model.Metadata, model.Calibration);
        IReadOnlyList<ModelMetadata> members = DigitModel.MembersOf(metadata);
        return new(
            metadata.Network, model.Parameters, calibration.ConfidenceThreshold,
            calibration.RejectionThreshold, calibration.Temperature,
            [.. readers.ExplainerOf(PictureForm.Prepare).Layers.Select(one =>
                new LayerFormJson(one.Name, one.Shape.Channels, one.Shape.Height, one.Shape.Width))],
            [.. model.Networks.Select((network, i) =>
                new NetworkJson(members[i].Network, network.Parameters.Length))],
            model.Shift, metadata.Distillation is not null, metadata.TeacherNetworks,
            settings.MaxBodyBytes, settings.MaxPixels, settings.Invitations is not null,
            settings.Lessons is not null, choices);
    }
}

/// <summary>One of a model's networks.</summary>
internal sealed record NetworkJson(
    [property: Description("As its description writes it.")] string Network,
    [property: Description("How many numbers it has learnt.")] int Parameters);

/// <summary>What a layer gives: so many maps of so many rows and columns; of units they are 1 × 1.</summary>
internal sealed record LayerFormJson(string Name, int Channels, int Height, int Width);
