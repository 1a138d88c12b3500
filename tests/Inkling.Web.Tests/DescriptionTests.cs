using System.Text.Json;

namespace Inkling.Web.Tests;

public sealed class DescriptionTests(RunningApi api) : IClassFixture<RunningApi>
{
    private static readonly string[] Routes =
    [
        "get /api/model",
        "post /api/predict",
        "post /api/explain",
        "post /api/unit",
        "post /api/learn",
        "post /api/confirmations",
        "get /api/corrections",
        "post /api/corrections",
        "get /api/corrections/export",
        "get /api/corrections/{id}",
        "delete /api/corrections/{id}",
        "get /api/corrections/{id}/picture",
        "post /api/corrections/{id}/restoration",
    ];

    [Fact]
    public async Task The_description_lists_every_route_with_its_method_and_nothing_else()
    {
        JsonElement document = await Document();
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString());
        Assert.Equal("Inkling", document.GetProperty("info").GetProperty("title").GetString());
        IEnumerable<string> described =
            from path in document.GetProperty("paths").EnumerateObject()
            from method in path.Value.EnumerateObject()
            select $"{method.Name} {path.Name}";
        Assert.Equal(Routes.Order(), described.Order());
    }

    [Theory]
    [InlineData("/api/predict")]
    [InlineData("/api/explain")]
    [InlineData("/api/unit")]
    [InlineData("/api/learn")]
    [InlineData("/api/confirmations")]
    [InlineData("/api/corrections")]
    public async Task A_drawing_is_described_as_JSON_or_a_picture(string path)
    {
        JsonElement document = await Document();
        JsonElement post = document.GetProperty("paths").GetProperty(path).GetProperty("post");
        JsonElement content = post.GetProperty("requestBody").GetProperty("content");
        Assert.Equal(
            ["application/json", "application/octet-stream", "image/*", "multipart/form-data"],
            content.EnumerateObject().Select(type => type.Name).Order());
        Assert.Equal(
            "binary",
            content.GetProperty("image/*").GetProperty("schema").GetProperty("format").GetString());
        JsonElement drawing =
            Resolve(document, content.GetProperty("application/json").GetProperty("schema"));
        Assert.Equal(
            ["height", "ink", "penWidth", "pixels", "prepare", "strokes", "width"],
            drawing.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order());
        Assert.Contains("prepare", post.Texts("parameters", "name"));
        Assert.Contains("400", post.GetProperty("responses").EnumerateObject().Select(status => status.Name));
    }

    [Fact]
    public async Task What_a_reading_says_of_no_digit_is_described()
    {
        JsonElement properties = (await Document()).GetProperty("components").GetProperty("schemas")
            .GetProperty("ReadingJson").GetProperty("properties");
        Assert.Equal(
            [
                "confidence", "digit", "likeliest", "noDigit", "pieceRead", "pieces", "probabilities",
                "reason", "sure",
            ],
            properties.EnumerateObject().Select(property => property.Name).Order());
        Assert.Contains("no digit", properties.GetProperty("noDigit").GetProperty("description").GetString());
    }

    [Fact]
    public async Task Every_reference_in_the_description_points_at_something()
    {
        JsonElement document = await Document();
        string[] references = [.. References(document)];
        Assert.NotEmpty(references);
        Assert.All(
            references,
            reference => Assert.Equal(JsonValueKind.Object, Follow(document, reference).ValueKind));
    }

    [Fact]
    public async Task The_server_is_well()
    {
        Answer answer = await api.Get("/health");
        Assert.Equal((200, "Healthy"), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("/api/model", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/health", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/api/corrections/1", 404)]
    [InlineData("/api/predict", 405)]
    public async Task Every_answer_tells_browsers_to_be_careful_with_it(string path, int status)
    {
        Answer answer = await api.Get(path);
        Assert.Equal(status, answer.Status);
        Assert.StartsWith("default-src 'none'", Header(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("no-cache", Header(answer, "Cache-Control"));
        Assert.DoesNotContain("Server", answer.Headers.Select(header => header.Key));
        Assert.DoesNotContain("Access-Control-Allow-Origin", answer.Headers.Select(header => header.Key));
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api")]
    [InlineData("/api/predict/")]
    [InlineData("/api/models")]
    [InlineData("/openapi/passwd")]
    public async Task Where_nothing_is_there_is_404(string path)
    {
        Answer answer = await api.Get(path);
        // A slash at the end is no other path: there, too, only POST is served.
        Assert.Contains(path, answer.Problem(path == "/api/predict/" ? 405 : 404));
    }

    private static string Header(Answer answer, string name) =>
        answer.Headers.TryGetValues(name, out IEnumerable<string>? values)
            ? string.Join(", ", values)
            : $"no {name}";

    private static JsonElement Resolve(JsonElement document, JsonElement schema) =>
        schema.TryGetProperty("$ref", out JsonElement reference)
            ? Follow(document, reference.GetString()!)
            : schema;

    private static JsonElement Follow(JsonElement document, string reference)
    {
        Assert.StartsWith("#/", reference);
        return reference[2..].Split('/').Aggregate(document, (element, key) => element.GetProperty(key));
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property.Name == "$ref" ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private async Task<JsonElement> Document() => (await api.Get("/openapi/v1.json")).Ok();
}
