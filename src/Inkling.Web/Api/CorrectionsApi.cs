using System.ComponentModel;
using Inkling.Imaging.Preparation;
using Inkling.Pictures;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Web.Corrections;
using Inkling.Web.Hosting;
using Inkling.Web.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inkling.Web.Api;

/// <summary>The routes of "it was a 4": corrections as resources.</summary>
internal static class CorrectionsApi
{
    private const string Route = "/api/corrections";

    public static WebApplicationBuilder AddCorrections(
        this WebApplicationBuilder builder, ServerSettings settings)
    {
        builder.Services.AddSingleton(new CorrectionStore(settings.CorrectionsPath));
        return builder;
    }

    public static void MapCorrections(this WebApplication app)
    {
        RouteGroupBuilder corrections = app.MapGroup(Route).WithTags("Corrections");
        corrections.MapGet("", List).WithSummary("All corrections, the newest first.");
        corrections.MapPost("", Add).WithSummary("Keep a drawing and what it was.");
        corrections.MapGet("export", Export)
            .WithSummary("All corrections as one file: a CSV, a pair of IDX files, or PNG files in folders.")
            .Produces(200, contentType: "text/csv", additionalContentTypes: "application/zip")
            .ProducesProblem(400).ProducesProblem(404);
        corrections.MapGet("{id:long}", Find).WithSummary("One correction.").ProducesProblem(404);
        corrections.MapGet("{id:long}/picture", Picture).WithSummary("Its drawing.").ProducesProblem(404);
        corrections.MapDelete("{id:long}", Delete).WithSummary("Delete a correction.").ProducesProblem(404);
        corrections.MapPost("{id:long}/restoration", Restore)
            .WithSummary("Put back a correction that was deleted since the server's start.")
            .ProducesProblem(404);
    }

    private static Ok<CorrectionListJson> List(CorrectionStore store)
    {
        CorrectionJson[] all = [.. store.All().Select(CorrectionJson.Of)];
        return TypedResults.Ok(new CorrectionListJson(all.Length, all));
    }

    private static async Task<Created<CorrectionJson>> Add(
        Drawing drawing, [Description("What the drawing was, 0 to 9.")] int label, ModelChoices choices,
        CorrectionStore store)
    {
        if (label is < 0 or > 9)
        {
            throw new ProblemException(
                StatusCodes.Status400BadRequest, "Bad label", $"the label is {label}: a digit is 0 to 9");
        }
        DigitReading reading = await drawing.Read(choices.Find(null));
        using MemoryStream png = new();
        PngWriter.Write(png, DigitPreparation.Reduce(drawing.Picture));
        Correction kept = store.Add(label, reading.Digit, reading.Confidence, png.ToArray());
        return TypedResults.Created($"{Route}/{kept.Id}", CorrectionJson.Of(kept));
    }

    private static FileStreamHttpResult Export(
        [Description("csv or idx: the prepared digits; folder: the drawings as PNG files.")] string form,
        CorrectionStore store, CancellationToken cancellation)
    {
        CorrectionExport export = CorrectionExport.All.FirstOrDefault(each => each.Form == form)
            ?? throw new ProblemException(StatusCodes.Status400BadRequest, "No such form",
                $"the form is \"{form}\": ask for csv, idx or folder");
        try
        {
#pragma warning disable CA2000 // The result closes it.
            return TypedResults.Stream(
                export.Write(store, cancellation), export.MediaType, export.FileName);
#pragma warning restore CA2000
        }
        catch (DataException failure)
        {
            throw new ProblemException(StatusCodes.Status404NotFound, "Nothing to export",
                failure.Message.TrimEnd('.'));
        }
    }

    private static Ok<CorrectionJson> Find(long id, CorrectionStore store) =>
        TypedResults.Ok(CorrectionJson.Of(store.Find(id) ?? throw Missing(id)));

    private static FileContentHttpResult Picture(long id, CorrectionStore store) =>
        TypedResults.Bytes(store.FindPicture(id) ?? throw Missing(id), "image/png");

    private static NoContent Delete(long id, CorrectionStore store) =>
        store.Delete(id) ? TypedResults.NoContent() : throw Missing(id);

    private static Ok<CorrectionJson> Restore(long id, CorrectionStore store) =>
        TypedResults.Ok(CorrectionJson.Of(store.Restore(id) ?? throw new ProblemException(
            StatusCodes.Status404NotFound, "Nothing to restore",
            $"correction {id} was not deleted since the server's start, or too long ago: keep it anew")));

    private static ProblemException Missing(long id) =>
        new(StatusCodes.Status404NotFound, "No such correction",
            $"there is no correction {id}: it may have been deleted");
}

/// <summary>A correction on the wire. The keys are a contract: add, never rename.</summary>
internal sealed record CorrectionJson(
    long Id,
    [property: Description("What the drawing was.")] int Label,
    [property: Description("What had been read; null for no digit.")] int? Digit,
    [property: Description("The reading's probability.")] float Confidence,
    [property: Description("When, as ISO 8601 in UTC.")] string Kept,
    [property: Description("The path of its drawing, a PNG.")] string Picture)
{
    public static CorrectionJson Of(Correction kept) => new(
        kept.Id, kept.Label, kept.Digit, kept.Confidence, kept.Kept, PictureOf(kept.Id));

    /// <summary>The path of a correction's drawing.</summary>
    public static string PictureOf(long id) => $"/api/corrections/{id}/picture";
}

/// <summary>Corrections on the wire.</summary>
internal sealed record CorrectionListJson(int Total, IReadOnlyList<CorrectionJson> Corrections);
