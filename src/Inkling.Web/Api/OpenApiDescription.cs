using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inkling.Web.Api;

/// <summary>What the API says of itself: its OpenAPI document, and whether it is well.</summary>
internal static class OpenApiDescription
{
    public static WebApplicationBuilder AddDescription(this WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks();
        builder.Services.AddOpenApi(openApi =>
        {
            openApi.AddDocumentTransformer((document, _, _) =>
            {
                document.Info =
                    new() { Title = "Inkling", Description = "Reads handwritten digits.", Version = "1" };
                return Task.CompletedTask;
            });
            openApi.AddOperationTransformer(DescribeDrawing);
        });
        return builder;
    }

    public static void MapDescription(this WebApplication app)
    {
        app.MapOpenApi();
        app.MapHealthChecks("/health");
    }

    private static async Task DescribeDrawing(
        OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancellation)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<DrawingBody>().Any())
            return;
        OpenApiMediaType json = new()
        {
            Schema = await context.GetOrCreateSchemaAsync(typeof(DrawingJson), null, cancellation),
        };
        OpenApiMediaType picture =
            new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
        operation.RequestBody = new OpenApiRequestBody
        {
            Description =
                "Strokes or pixels as JSON, or a picture file: JPEG, PNG, GIF, BMP, WebP, TIFF or PNM.",
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Drawing.Json] = json,
                ["image/*"] = picture,
                [Drawing.OctetStream] = picture,
                [Drawing.Upload] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = picture.Schema! },
                    },
                },
            },
        };
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = "prepare",
            In = ParameterLocation.Query,
            Description = "false: the picture is only brought to 28 × 28, not cropped, scaled and centred.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Boolean },
        });
    }
}
