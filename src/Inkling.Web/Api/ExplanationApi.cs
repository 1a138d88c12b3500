using System.ComponentModel;
using Inkling.Recognition.Data;
using Inkling.Web.Hosting;
using Inkling.Web.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inkling.Web.Api;

/// <summary>The routes that say why: of an answer, of one unit, and of one step of learning.</summary>
internal static class ExplanationApi
{
    private const float DefaultRate = 0.01f, LargestRate = 1;

    public static void MapExplanations(this WebApplication app)
    {
        RouteGroupBuilder api = app.MapGroup("/api").WithTags("Explaining");
        api.MapPost("/explain", Explain).WithSummary("Read the digit in a drawing, and say why.");
        api.MapPost("/unit", Unit).WithSummary("How one unit or map comes about, number by number.");
        api.MapPost("/learn", Learn).WithSummary(
            "One step of learning on a drawing, number by number. Nothing of it is kept.");
    }

    private static Ok<ExplanationJson> Explain(
        Drawing drawing, [Description(RecognitionApi.ModelWords)] string? model, ModelChoices choices) =>
        TypedResults.Ok(ExplanationJson.Of(
            choices.Find(model).ExplainerOf(drawing.Form).Explain(drawing.Picture), drawing));

    private static Ok<UnitJson> Unit(
        Drawing drawing, [Description("An index of an explanation's layers.")] int layer,
        [Description("A unit or map of that layer, from 0 on.")] int unit,
        [Description(RecognitionApi.ModelWords)] string? model, ModelChoices choices) =>
        TypedResults.Ok(UnitJson.Of(
            Asked(() => choices.Find(model).ExplainerOf(drawing.Form).Compute(drawing.Picture, layer, unit)),
            layer, unit));

    private static Ok<LearningJson> Learn(
        Drawing drawing, [Description("What the drawing is, 0 to 9.")] int label,
        [Description(RecognitionApi.ModelWords)] string? model, ModelChoices choices,
        [Description("The learning rate, above 0 and at most 1.")] float rate = DefaultRate)
    {
        if (label is < 0 or >= DigitSet.Classes)
            throw BadQuery($"label is {label}, not a digit from 0 to 9");
        if (rate is not (> 0 and <= LargestRate))
            throw BadQuery($"rate is {rate}, not above 0 and at most {LargestRate}");
        return TypedResults.Ok(LearningJson.Of(
            Asked(() => choices.Find(model).ExplainerOf(drawing.Form).Learn(drawing.Picture, label, rate)),
            label, rate));
    }

    private static T Asked<T>(Func<T?> explain)
        where T : class
    {
        try
        {
            return explain() ?? throw new ProblemException(StatusCodes.Status422UnprocessableEntity,
                "No digit", "there is no digit in the drawing, so there is nothing to compute");
        }
        catch (ArgumentException failure)
        {
            throw BadQuery(failure.Message);
        }
    }

    private static ProblemException BadQuery(string detail) =>
        new(StatusCodes.Status400BadRequest, "Bad query", detail);
}
