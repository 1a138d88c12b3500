using System.ComponentModel;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Inkling.Web.Corrections;
using Inkling.Web.Hosting;
using Inkling.Web.Lessons;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Hosting;

namespace Inkling.Web.Api;

/// <summary>The routes that teach: one lesson at a time, which is watched as it goes.</summary>
internal static class LessonApi
{
    private const string Route = "/api/lesson";

    public static WebApplicationBuilder AddLessons(
        this WebApplicationBuilder builder, ServerSettings settings)
    {
        if (settings.Lessons is not { } lessons)
            return builder;
        builder.Services.AddSingleton(new KeptModels(lessons.ModelsFolder));
        builder.Services.AddSingleton(services => new CurrentLesson(
            lessons, settings.Model, services.GetRequiredService<CorrectionStore>()));
        return builder;
    }

    public static void MapLessons(this WebApplication app, ServerSettings settings)
    {
        if (settings.Lessons is null)
            return;
        RouteGroupBuilder lesson = app.MapGroup(Route).WithTags("Teaching");
        lesson.MapGet("", Look).WithSummary("Where the lesson stands.");
        lesson.MapPost("", Begin).WithSummary("Teach all corrections to a network.").ProducesProblem(409);
        lesson.MapDelete("", Discard).WithSummary("Stop, and throw the result away.").ProducesProblem(404);
        lesson.MapPost("pause", Pause).WithSummary("Wait after the step under way.").ProducesProblem(409);
        lesson.MapPost("resume", Resume).WithSummary("Go on after a pause.").ProducesProblem(409);
        lesson.MapPost("stop", Stop).WithSummary("Stop; the result is the network so far.")
            .ProducesProblem(404);
        // A lesson is watched for as long as it takes, and holds no place of those who read.
        lesson.MapGet("events", Watch).WithSummary("The lesson as it goes, as server-sent events.")
            .DisableRequestTimeout().DisableRateLimiting().ProducesProblem(404);
    }

    private static Ok<LessonJson> Look(CurrentLesson current) => TypedResults.Ok(
        current.Lesson is { } lesson ? LessonJson.Of(lesson.Look().View) : LessonJson.None);

    private static Accepted<LessonJson> Begin(
        CurrentLesson current,
        [Description("Whether a new network learns, instead of the model that reads.")]
        bool fromNothing = false)
    {
        Lesson lesson = current.Begin(fromNothing)
            ?? throw Conflict("a lesson is under way: stop it first, or wait for its end");
        return TypedResults.Accepted(Route, LessonJson.Of(lesson.Look().View));
    }

    private static NoContent Discard(CurrentLesson current) =>
        current.Discard() ? TypedResults.NoContent() : throw Missing();

    private static NoContent Pause(CurrentLesson current) =>
        Needed(current).Pause() ? TypedResults.NoContent() : throw Conflict("the lesson is not running");

    private static NoContent Resume(CurrentLesson current) =>
        Needed(current).Resume() ? TypedResults.NoContent() : throw Conflict("the lesson is not paused");

    private static NoContent Stop(CurrentLesson current)
    {
        Needed(current).Stop();
        return TypedResults.NoContent();
    }

    // A server that is told to stop does not wait for those who watch.
    private static ServerSentEventsResult<LessonJson> Watch(
        CurrentLesson current, IHostApplicationLifetime lifetime) =>
        TypedResults.ServerSentEvents(Follow(Needed(current), lifetime.ApplicationStopping));

    private static async IAsyncEnumerable<SseItem<LessonJson>> Follow(
        Lesson lesson, CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellation);
        int told = 0;
        while (true)
        {
            (LessonView view, Task changed) = lesson.Look();
            yield return new(LessonJson.Of(view, told), "lesson");
            told = view.History.Count;
            if (view.HasEnded)
                yield break;
            await changed.WaitAsync(either.Token);
        }
    }

    private static Lesson Needed(CurrentLesson current) => current.Lesson ?? throw Missing();

    private static ProblemException Missing() =>
        new(StatusCodes.Status404NotFound, "No lesson", "there is no lesson: begin one");

    private static ProblemException Conflict(string detail) =>
        new(StatusCodes.Status409Conflict, "Not now", detail);
}
