using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Inkling.Web.Api;

/// <summary>How all that goes over the wire is written, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DrawingJson))]
[JsonSerializable(typeof(ReadingJson))]
[JsonSerializable(typeof(ModelJson))]
[JsonSerializable(typeof(ExplanationJson))]
[JsonSerializable(typeof(UnitJson))]
[JsonSerializable(typeof(LearningJson))]
[JsonSerializable(typeof(CorrectionJson))]
[JsonSerializable(typeof(CorrectionListJson))]
[JsonSerializable(typeof(InvitationJson))]
[JsonSerializable(typeof(LessonJson))]
[JsonSerializable(typeof(KeptModelJson))]
[JsonSerializable(typeof(KeptModelListJson))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class WebJson : JsonSerializerContext;
