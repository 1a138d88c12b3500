using System.Reflection;
using System.Text.Json;
using Inkling.Imaging;
using Inkling.Pictures;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Web.Hosting;
using Inkling.Web.Reading;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

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

    /// <summary>The type of a picture that a form uploads, as browsers and curl -F send it.</summary>
    public const string Upload = "multipart/form-data";

    // Lists of lists take ten times this in memory; 50,000 points, or a megapixel in base64, are a fifth.
    private const long MostJsonBytes = 8 << 20;

    private const int LongestBoundary = 70; // RFC 2046, 5.1.1

    /// <summary>The type of a picture whose type its sender does not know.</summary>
    public const string OctetStream = "application/octet-stream";

    /// <summary>How many pixels of what was sent make one of the picture: 1 to 8.</summary>
    public double Reduction =>
        (double)Math.Max(Sent.Width, Sent.Height) / Math.Max(Picture.Width, Picture.Height);

    /// <summary>What a model reads in it; boxes are in the pixels that were sent.</summary>
    public async Task<DigitReading> Read(Readers readers) =>
        (await readers.Read(Picture, Form)).Enlarged(Reduction);

    /// <summary>Called by the framework for every parameter of this type.</summary>
    public static async ValueTask<Drawing> BindAsync(HttpContext context, ParameterInfo _)
    {
        HttpRequest request = context.Request;
        ServerSettings settings = context.RequestServices.GetRequiredService<ServerSettings>();
        string type = (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        if (type == Json)
            return await OfJson(request, settings);
        using PooledContent content = new(LengthOf(request, settings));
        await (type == Upload ? ReadForm(request, content) : ReadBody(request, type, content));
        PictureForm form = FormOf(PreparedByQuery(request));
        GreyImage picture = PictureFile.DecodeFor(
            form, content.Bytes,
            new DecodeLimits { MaxPixels = settings.MaxPixels, MaxBytes = settings.MaxBodyBytes },
            out (int Width, int Height) sent);
        return new(picture, form, new(sent.Width, sent.Height));
    }

    // A body that is longer than the limit is refused when it is read.
    private static long? LengthOf(HttpRequest request, ServerSettings settings) =>
        request.ContentLength is { } length ? Math.Min(length, settings.MaxBodyBytes) : null;

    private static Task ReadBody(HttpRequest request, string type, PooledContent content) =>
        type == OctetStream || type.StartsWith("image/", StringComparison.Ordinal)
            ? content.ReadFrom(request.Body, request.HttpContext.RequestAborted)
            : throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "Not a picture or JSON",
                $"the body is of type \"{type}\": send a picture as image/png, image/jpeg, {OctetStream} or "
                + $"{Upload}, or strokes or pixels as {Json}");

    // The only file, whatever its field is called. No copies of uploads are left on the disk.
    private static async Task ReadForm(HttpRequest request, PooledContent content)
    {
        CancellationToken cancellation = request.HttpContext.RequestAborted;
        int files = 0;
        try
        {
            MultipartReader parts = new(BoundaryOf(request), request.Body);
            while (await parts.ReadNextSectionAsync(cancellation) is { } part)
            {
                if (part.GetContentDispositionHeader() is { } header && header.IsFileDisposition()
                    && ++files == 1)
                {
                    await content.ReadFrom(part.Body, cancellation);
                }
            }
        }
        catch (Exception failure) when (failure is IOException and not BadHttpRequestException
            or InvalidDataException)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "Not a form",
                $"the body is no form of the type \"{request.ContentType}\": its parts are cut short, or "
                + "parted by another boundary");
        }
        if (files != 1)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "Not one picture",
                $"the form has {files} files: send one picture a request");
        }
    }

    private static string BoundaryOf(HttpRequest request) =>
        request.GetMultipartBoundary() is { Length: > 0 and <= LongestBoundary } boundary
            ? boundary
            : throw new InvalidDataException();

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
                request.BodyReader, WebJson.Default.DrawingJson, request.HttpContext.RequestAborted)
                ?? throw new JsonException("the body is null");
            GreyImage picture = drawing.ToPicture(settings.MaxPixels, request.HttpContext.RequestAborted);
            PictureForm form = FormOf(drawing.Prepare && PreparedByQuery(request));
            return new(picture, form, new(picture.Width, picture.Height));
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "Not a drawing",
                InWords(failure));
        }
    }

    // Of a value of the wrong type the serialiser tells the type that it has in our code: that is left out.
    private static string InWords(Exception failure) =>
        failure is JsonException { Path: { } path } json
            && json.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)
                ? $"{path} has a value of another type than is expected there (line {json.LineNumber + 1}, "
                    + $"byte {json.BytePositionInLine + 1}): /openapi/v1.json says what each field is"
                : failure.Message.ReplaceLineEndings(" ").TrimEnd('.');

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
