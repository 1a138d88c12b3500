using System.Text.Json.Serialization;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Explaining;
using Inkling.Recognition.Models;
using Inkling.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inkling.Web.Api;

/// <summary>The routes that read. Each hands its drawing on and its answer back.</summary>
internal static class RecognitionApi
{
    public static WebApplicationBuilder AddRecognition(
        this WebApplicationBuilder builder, ServerSettings settings)
    {
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(new Readers(settings.Model));
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, WebJson.Default);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        return builder;
    }

    public static void MapRecognition(this WebApplication app)
    {
        RouteGroupBuilder api = app.MapGroup("/api").WithTags("Reading");
        api.MapGet("/model", Model).WithSummary("What reads.");
        api.MapPost("/predict", Predict).WithSummary("Read the digit in a drawing.");
        api.MapPost("/explain", Explain).WithSummary("Read the digit in a drawing, and say why.");
        api.MapPost("/confirmations", Confirm).WithSummary(
            "Read a drawing that a person has finished, and tell the terminal.");
    }

    private static Ok<ModelJson> Model(ServerSettings settings, Readers readers) =>
        TypedResults.Ok(ModelJson.Of(settings.Model, readers.Layers, settings));

    private static async Task<Ok<ReadingJson>> Predict(Drawing drawing, Readers readers) =>
        TypedResults.Ok(ReadingJson.Of(await readers.Read(drawing)));

    private static Ok<ExplanationJson> Explain(Drawing drawing, Readers readers) =>
        TypedResults.Ok(ExplanationJson.Of(readers.Explain(drawing), drawing));

    private static async Task<Ok<ReadingJson>> Confirm(
        Drawing drawing, Readers readers, ServerSettings settings)
    {
        DigitReading reading = await readers.Read(drawing);
        settings.Confirmed?.Invoke(reading);
        return TypedResults.Ok(ReadingJson.Of(reading));
    }
}

/// <summary>The model at work, in both forms that a drawing may be read in.</summary>
internal sealed class Readers(DigitModel model)
{
    private readonly WaitingDrawings _prepared = new(new(model));
    private readonly WaitingDrawings _resized = new(new(model, Resized));
    private readonly DigitExplainer _preparedExplainer = new(model);
    private readonly DigitExplainer _resizedExplainer = new(model, Resized);

    public IReadOnlyList<LayerFormJson> Layers =>
    [
        .. _preparedExplainer.Layers.Select(one =>
            new LayerFormJson(one.Name, one.Shape.Channels, one.Shape.Height, one.Shape.Width)),
    ];

    private static ReadingOptions Resized { get; } = new() { Form = PictureForm.Resize };

    public async Task<DigitReading> Read(Drawing drawing)
    {
        WaitingDrawings waiting = drawing.Form == PictureForm.Resize ? _resized : _prepared;
        return (await waiting.Read(drawing.Picture)).Enlarged(drawing.Reduction);
    }

    public DigitExplanation Explain(Drawing drawing) =>
        (drawing.Form == PictureForm.Resize ? _resizedExplainer : _preparedExplainer)
            .Explain(drawing.Picture);
}
