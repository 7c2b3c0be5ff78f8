using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using ServiceBot.Hosting;

namespace ServiceBot.Intake.Api;

/// <summary>The body of a call, read with a limit.</summary>
internal sealed class RequestBody(Problems problems, ApiWording words)
{
    /// <summary>The most bytes a body may have: 10 MiB.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Reads the body as JSON.</summary>
    /// <returns>The document, for the caller to dispose; or the answer that says why there is none.</returns>
    public async Task<(JsonDocument? Document, IResult? Refusal)> ReadJsonAsync(HttpRequest request, CancellationToken cancel)
    {
        if (UnsupportedType(request) is { } type) return (null, type);
        if (request.ContentLength > MaxBytes) return (null, TooLarge());
        // The server's own limit must not be lower than ours, nor let more be taken in than we read.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBytes;
        byte[]? body;
        try
        {
            body = await ReadAsync(request.BodyReader, cancel);
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            body = null;
        }

        return body is null ? (null, TooLarge()) : Parse(body);
    }

    private IResult? UnsupportedType(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return problems.Result(StatusCodes.Status415UnsupportedMediaType, words["BodyEncoded"]);
        var isJson = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
        var isUtf8 = !isJson || !type!.Charset.HasValue
            || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        return isJson && isUtf8
            ? null
            : problems.Result(StatusCodes.Status415UnsupportedMediaType, words["BodyNotJson"]);
    }

    private IResult TooLarge() => problems.Result(
        StatusCodes.Status413PayloadTooLarge, words.Format("BodyTooLarge", MaxBytes / (1024 * 1024)));

    private static async Task<byte[]?> ReadAsync(PipeReader reader, CancellationToken cancel)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            if (read.Buffer.Length > MaxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private (JsonDocument?, IResult?) Parse(byte[] body)
    {
        var json = body.AsMemory();
        if (json.Span is [0xEF, 0xBB, 0xBF, ..]) json = json[3..];
        if (json.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return (null, problems.Result(StatusCodes.Status400BadRequest, words["BodyEmpty"]));
        if (!Utf8.IsValid(json.Span))
            return (null, problems.Result(StatusCodes.Status400BadRequest, words["BodyNotUtf8"]));
        try
        {
            return (JsonDocument.Parse(json), null);
        }
        catch (JsonException fault)
        {
            var line = (fault.LineNumber ?? 0) + 1;
            var place = (fault.BytePositionInLine ?? 0) + 1;
            var problem = problems.Of(
                StatusCodes.Status400BadRequest,
                words.Format(
                    "BodyMalformed",
                    line.ToString(CultureInfo.InvariantCulture),
                    place.ToString(CultureInfo.InvariantCulture)));
            problem.Extensions["line"] = line;
            problem.Extensions["byte"] = place;
            return (null, Problems.Result(problem));
        }
    }
}
