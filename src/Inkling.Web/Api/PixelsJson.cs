using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inkling.Web.Api;

/// <summary>
/// Reads grey levels as programs send them: bytes in base64; or numbers 0 to 255, flat or row by row in lists
/// of their own; or, where none is above 1 and some are fractions, parts of 1.
/// </summary>
internal sealed class PixelsJson : JsonConverter<byte[]>
{
    private const int White = byte.MaxValue;

    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.TryGetBytesFromBase64(out byte[]? bytes)
                ? bytes
                : throw new JsonException("pixels is no base64: send bytes in base64, or a list of numbers");
        }
        return reader.TokenType == JsonTokenType.StartArray
            ? ToLevels(ReadNumbers(ref reader))
            : throw new JsonException("pixels is neither base64 nor a list of numbers");
    }

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(value);

    private static List<float> ReadNumbers(ref Utf8JsonReader reader)
    {
        int outside = reader.CurrentDepth;
        List<float> numbers = [];
        while (reader.Read() && (reader.TokenType, reader.CurrentDepth) != (JsonTokenType.EndArray, outside))
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray)
                continue;
            if (reader.TokenType != JsonTokenType.Number)
                throw new JsonException($"number {numbers.Count + 1:N0} of pixels is no number");
            float number = reader.GetSingle();
            if (number is not (>= 0 and <= White))
                throw new JsonException($"number {numbers.Count + 1:N0} of pixels is {number}, not 0 to 255");
            numbers.Add(number);
        }
        return numbers;
    }

    private static byte[] ToLevels(List<float> numbers)
    {
        bool areParts =
            numbers.TrueForAll(number => number <= 1) && numbers.Exists(number => number % 1 != 0);
        float scale = areParts ? White : 1;
        return [.. numbers.Select(number => (byte)MathF.Round(scale * number))];
    }
}
