using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Inkling.Web.Tests;

/// <summary>All that a server answered.</summary>
internal sealed record Answer(int Status, string? Type, byte[] Body, HttpResponseHeaders Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The JSON of an answer that must be 200 or another success.</summary>
    public JsonElement Ok(int status = 200)
    {
        Assert.True(Status == status, $"{Status}: {Text}");
        Assert.Equal("application/json", Type);
        return JsonSerializer.Deserialize<JsonElement>(Body);
    }

    /// <summary>Asserts that it is a problem of that status (RFC 9457).</summary>
    /// <returns>What it says in detail.</returns>
    public string Problem(int status)
    {
        Assert.True(Status == status, $"{Status}, not {status}: {Text}");
        Assert.Equal("application/problem+json", Type);
        JsonElement problem = JsonSerializer.Deserialize<JsonElement>(Body);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.True(problem.TryGetProperty("detail", out JsonElement detail), $"no detail: {Text}");
        Assert.NotEmpty(detail.GetString()!);
        return detail.GetString()!;
    }
}

/// <summary>What tests ask of JSON.</summary>
internal static class JsonElements
{
    public static float[] Floats(this JsonElement array, string name) =>
        [.. array.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];

    public static string[] Texts(this JsonElement array, string name, string key) =>
        [.. array.GetProperty(name).EnumerateArray().Select(one => one.GetProperty(key).GetString()!)];

    public static int[] Integers(this JsonElement array, string name, string key) =>
        [.. array.GetProperty(name).EnumerateArray().Select(one => one.GetProperty(key).GetInt32())];

    public static bool IsNull(this JsonElement element, string name) =>
        element.GetProperty(name).ValueKind == JsonValueKind.Null;
}
