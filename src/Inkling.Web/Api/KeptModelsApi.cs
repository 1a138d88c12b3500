using System.ComponentModel;
using Inkling.Recognition.Models;
using Inkling.Web.Hosting;
using Inkling.Web.Lessons;
using Inkling.Web.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inkling.Web.Api;

/// <summary>The routes of the models that a person kept.</summary>
internal static class KeptModelsApi
{
    private const string Route = "/api/models";

    public static void MapKeptModels(this WebApplication app, ServerSettings settings)
    {
        if (settings.Lessons is null)
            return;
        RouteGroupBuilder models = app.MapGroup(Route).WithTags("Teaching");
        models.MapGet("", List).WithSummary("The models that were kept.");
        models.MapPut("{name}", Keep).WithSummary("Keep what the lesson taught, under a name.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        models.MapGet("{name}", Download).WithSummary("A kept model, as an .npz file.").ProducesProblem(404);
        models.MapDelete("{name}", Delete).WithSummary("Delete a kept model.").ProducesProblem(404);
    }

    private static Ok<KeptModelListJson> List(KeptModels kept) =>
        TypedResults.Ok(new KeptModelListJson(
            [.. kept.Names().Select(name => KeptModelJson.Of(kept, name))]));

    private static Created<KeptModelJson> Keep(
        [Description("1 to 64 letters, digits, spaces, dots, hyphens and underscores.")] string name,
        KeptModels kept, CurrentLesson current)
    {
        if (KeptModels.FaultOf(name) is { } fault)
            throw new ProblemException(StatusCodes.Status400BadRequest, "Bad name", fault);
        if (name == ClassicNetwork.Name)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "Name taken",
                $"“{name}” is the network that comes with the page: choose another name");
        }
        DigitModel model = current.Lesson?.Look().View.Result?.Model ?? throw new ProblemException(
            StatusCodes.Status404NotFound, "No taught model", "there is no lesson that has come to its end");
        if (!kept.Add(name, model))
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "Name taken",
                $"a model “{name}” is kept already: delete it, or choose another name");
        }
        KeptModelJson added = KeptModelJson.Of(kept, name);
        return TypedResults.Created(added.File, added);
    }

    private static PhysicalFileHttpResult Download(string name, KeptModels kept) => kept.Has(name)
        ? TypedResults.PhysicalFile(
            Path.GetFullPath(kept.PathOf(name)), "application/octet-stream", $"{name}.npz")
        : throw Missing(name);

    private static NoContent Delete(string name, KeptModels kept) =>
        kept.Delete(name) ? TypedResults.NoContent() : throw Missing(name);

    private static ProblemException Missing(string name) => new(
        StatusCodes.Status404NotFound, "No such model",
        $"no model “{name}” is kept: it may have been deleted");
}

/// <summary>A model that a person kept. The keys are a contract: add, never rename.</summary>
internal sealed record KeptModelJson(
    string Name,
    [property: Description("The path from which it can be downloaded.")] string File,
    [property: Description("Where its file is on the server's machine.")] string Path)
{
    public static KeptModelJson Of(KeptModels kept, string name) =>
        new(name, $"/api/models/{Uri.EscapeDataString(name)}", kept.PathOf(name));
}

/// <summary>Kept models on the wire.</summary>
internal sealed record KeptModelListJson(IReadOnlyList<KeptModelJson> Models);
