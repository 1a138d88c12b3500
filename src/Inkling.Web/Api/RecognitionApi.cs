using System.ComponentModel;
using System.Text.Json.Serialization;
using Inkling.Recognition.Models;
using Inkling.Web.Hosting;
using Inkling.Web.Lessons;
using Inkling.Web.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inkling.Web.Api;

/// <summary>The routes that read. Each hands its drawing on and its answer back.</summary>
internal static class RecognitionApi
{
    /// <summary>What the query's model is.</summary>
    public const string ModelWords =
        "Which model reads: one of the choices of /api/model; none for the one that is served.";

    public static WebApplicationBuilder AddRecognition(
        this WebApplicationBuilder builder, ServerSettings settings)
    {
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(services =>
            new ModelChoices(settings, services.GetService<KeptModels>()));
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
        api.MapPost("/confirmations", Confirm).WithSummary(
            "Read a drawing that a person has finished, and tell the terminal.");
    }

    private static Ok<ModelJson> Model(
        [Description(ModelWords)] string? model, ModelChoices choices, ServerSettings settings) =>
        TypedResults.Ok(ModelJson.Of(choices.Find(model), choices.Names, settings));

    private static async Task<Ok<ReadingJson>> Predict(
        Drawing drawing, [Description(ModelWords)] string? model, ModelChoices choices) =>
        TypedResults.Ok(ReadingJson.Of(await drawing.Read(choices.Find(model))));

    private static async Task<Ok<ReadingJson>> Confirm(
        Drawing drawing, [Description(ModelWords)] string? model, ModelChoices choices,
        ServerSettings settings)
    {
        DigitReading reading = await drawing.Read(choices.Find(model));
        settings.Confirmed?.Invoke(reading);
        return TypedResults.Ok(ReadingJson.Of(reading));
    }
}
