using System.Reflection;
using System.Text.Json;
using Inkling.Imaging;
using Inkling.Pictures;
using Inkling.Recognition.Data;
using Inkling.Web.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Inkling.Web.Api;

/// <summary>What a request shows: a picture file, or JSON with strokes or pixels; and its form.</summary>
/// <param name="Picture">The picture, or a reduced copy that has all that is read of it.</param>
/// <param name="Form">How it is read.</param>
/// <param name="Sent">The size of what was sent.</param>
internal sealed record Drawing(GreyImage Picture, PictureForm Form, SizeJson Sent)
    : IEndpointParameterMetadataProvider
{
    /// <summary>The type of strokes and pixels.</summary>
    public const string Json = "application/json";

    // Lists of lists take ten times this in memory; 50,000 points, or a megapixel in base64, are a fifth.
    private const long MostJsonBytes = 8 << 20;

    /// <summary>The type of a picture whose type its sender does not know.</summary>
    public const string OctetStream = "application/octet-stream";

    /// <summary>How many pixels of what was sent make one of the picture: 1 to 8.</summary>
    public double Reduction =>
        (double)Math.Max(Sent.Width, Sent.Height) / Math.Max(Picture.Width, Picture.Height);

    /// <summary>Called by the framework for every parameter of this type.</summary>
    public static async ValueTask<Drawing> BindAsync(HttpContext context, ParameterInfo _)
    {
        HttpRequest request = context.Request;
        ServerSettings settings = context.RequestServices.GetRequiredService<ServerSettings>();
        string type = (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        if (type == Json)
            return await OfJson(request, settings);
        if (type != OctetStream && !type.StartsWith("image/", StringComparison.Ordinal))
        {
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "Not a picture or JSON",
                $"the body is of type \"{type}\": send a picture as image/png, image/jpeg or {OctetStream}, "
                + $"or strokes or pixels as {Json}");
        }
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        PictureForm form = FormOf(PreparedByQuery(request));
        GreyImage picture = PictureFile.DecodeGrey(
            body.GetBuffer().AsMemory(0, (int)body.Length),
            new DecodeLimits { MaxPixels = settings.MaxPixels, MaxBytes = settings.MaxBodyBytes },
            form.EnoughSide, out (int Width, int Height) sent);
        return new(picture, form, new(sent.Width, sent.Height));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new DrawingBody());
        foreach (int status in (int[])[400, 403, 408, 413, 415, 422, 503])
        {
            builder.Metadata.Add(new ProducesResponseTypeMetadata(
                status, typeof(ProblemDetails), ["application/problem+json"]));
        }
    }

    private static async Task<Drawing> OfJson(HttpRequest request, ServerSettings settings)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = Math.Min(MostJsonBytes, settings.MaxBodyBytes);
        try
        {
            DrawingJson drawing = await JsonSerializer.DeserializeAsync(
                request.Body, WebJson.Default.DrawingJson, request.HttpContext.RequestAborted)
                ?? throw new JsonException("the body is null");
            GreyImage picture = drawing.ToPicture(settings.MaxPixels, request.HttpContext.RequestAborted);
            PictureForm form = FormOf(drawing.Prepare && PreparedByQuery(request));
            return new(picture, form, new(picture.Width, picture.Height));
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "Not a drawing",
                failure.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }

    private static bool PreparedByQuery(HttpRequest request)
    {
        string word = request.Query["prepare"].ToString();
        if (word.Length == 0)
            return true;
        return bool.TryParse(word, out bool prepare) ? prepare : throw new ProblemException(
            StatusCodes.Status400BadRequest, "Bad query", $"prepare is \"{word}\", not true or false");
    }

    private static PictureForm FormOf(bool prepare) => prepare ? PictureForm.Prepare : PictureForm.Resize;
}

/// <summary>Says of an endpoint that its body is a drawing.</summary>
internal sealed class DrawingBody;
