using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ServiceBot.FakeTelegram.Http;

/// <summary>Reads parameters from the query, from JSON, from a form or from parts.</summary>
internal static class ParameterReader
{
    private static readonly FormOptions Forms = new()
    {
        MultipartBodyLengthLimit = 60 * 1024 * 1024, ValueLengthLimit = 4 * 1024 * 1024, MemoryBufferThreshold = int.MaxValue,
    };

    public static async Task<Parameters> Read(HttpRequest request)
    {
        var parameters = new Parameters();
        if (request.QueryString.HasValue)
            foreach (var (name, value) in request.Query)
                parameters.Values[name] = value.ToString();

        var type = request.ContentType;
        if (type is null)
            return parameters;
        if (type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            await ReadJson(request.BodyReader, parameters);
        else if (request.HasFormContentType)
            await ReadForm(request, parameters);
        return parameters;
    }

    private static async Task ReadJson(PipeReader reader, Parameters parameters)
    {
        ReadResult read;
        while (!(read = await reader.ReadAsync()).IsCompleted)
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        try
        {
            if (read.Buffer.IsEmpty)
                return;
            using var json = JsonDocument.Parse(read.Buffer);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw Refusal.BadRequest("the request body must be a JSON Object");
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.String)
                    parameters.Values[property.Name] = property.Value.GetString()!;
                else if (property.Value.ValueKind != JsonValueKind.Null)
                    parameters.Values[property.Name] = property.Value.GetRawText();
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw Refusal.BadRequest("can't parse the request body as JSON");
        }
        finally
        {
            reader.AdvanceTo(read.Buffer.End);
        }
    }

    private static async Task ReadForm(HttpRequest request, Parameters parameters)
    {
        var form = await new FormFeature(request, Forms).ReadFormAsync();
        foreach (var (name, value) in form)
            parameters.Values[name] = value.ToString();
        foreach (var file in form.Files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content);
            parameters.Add(file.Name, new(file.FileName, content.ToArray()));
        }
    }
}
