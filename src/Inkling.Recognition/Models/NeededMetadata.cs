using System.Text.Json;

namespace Inkling.Recognition.Models;

/// <summary>
/// Reads from a model's metadata only what reading digits needs: networks, normalisation and calibration. The
/// records of its training are longer. They are deserialised when asked for (<see cref="MetadataJson"/>):
/// docs/decisions/0045-shipped-metadata.md has the numbers.
/// </summary>
internal static class NeededMetadata
{
    /// <summary>Reads the needed part of metadata, or of a member's.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidDataException">A value has the wrong type; the message names it.</exception>
    public static ModelMetadata Read(ReadOnlySpan<byte> text)
    {
        Utf8JsonReader reader = new(text);
        try
        {
            reader.Read();
            ModelMetadata metadata = ReadObject(ref reader, "the whole");
            reader.Read(); // throws where more follows
            return metadata;
        }
        catch (InvalidOperationException failure)
        {
            throw new InvalidDataException($"its {ModelFile.MetadataName} is not valid UTF-8", failure);
        }
    }

    private static ModelMetadata ReadObject(ref Utf8JsonReader reader, string key)
    {
        Require(reader.TokenType == JsonTokenType.StartObject, key, "an object");
        ModelMetadata read = new() { Network = "" };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            read = name switch
            {
                "format" => read with { Format = (int)(Number(ref reader, name) ?? 0) },
                "network" => read with { Network = Text(ref reader, name) ?? "" },
                "pixelScale" => read with { PixelScale = Number(ref reader, name) ?? 0 },
                "shift" => read with { Shift = (int)(Number(ref reader, name) ?? 0) },
                "temperature" => read with { Temperature = Number(ref reader, name) },
                "unsureBelow" => read with { ConfidenceThreshold = Number(ref reader, name) },
                "noDigitAbove" => read with { RejectionThreshold = Number(ref reader, name) },
                "parametersSha256" => read with { ParametersSha256 = Text(ref reader, name) },
                "members" => read with { Members = ReadMembers(ref reader, name) },
                _ => read,
            };
            reader.Skip(); // past an unknown key's value; after a known one it does nothing
        }
        return read;
    }

    private static List<ModelMetadata> ReadMembers(ref Utf8JsonReader reader, string key)
    {
        Require(reader.TokenType == JsonTokenType.StartArray, key, "a list");
        List<ModelMetadata> members = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            members.Add(reader.TokenType == JsonTokenType.Null
                ? new() { Network = "" }
                : ReadObject(ref reader, $"{key}[{members.Count}]"));
        }
        return members;
    }

    private static float? Number(ref Utf8JsonReader reader, string key)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        Require(reader.TokenType == JsonTokenType.Number, key, "a number");
        return reader.GetSingle();
    }

    private static string? Text(ref Utf8JsonReader reader, string key)
    {
        Require(reader.TokenType is JsonTokenType.String or JsonTokenType.Null, key, "a text");
        return reader.GetString();
    }

    private static void Require(bool isSo, string key, string kind)
    {
        if (!isSo)
            throw new InvalidDataException($"its {ModelFile.MetadataName}: {key} is not {kind}");
    }
}
