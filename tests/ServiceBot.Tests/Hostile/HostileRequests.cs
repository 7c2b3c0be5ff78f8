using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ServiceBot.Tests.Access;

namespace ServiceBot.Tests.Hostile;

/// <summary>Takes requests that the service would answer and spoils them.</summary>
internal static class HostileRequests
{
    private const int BodyLimit = 10 * 1024 * 1024;

    private static readonly string[] Methods =
        ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "FOO", "POSTPOSTPOSTPOSTPOSTPOSTPOST", "QUERY"];

    private static readonly string[] Steps =
    [
        "..", "%2e%2e", "%2E%2E%2f", "..%2f..%2fetc%2fpasswd", "%252e%252e%252f", "%c0%ae%c0%ae/", "%00", "a%00b", "%", "%zz", "%ff%fe", "//", "\\..\\",
        "%5c..%5c", ";x=1", "%0d%0aX-Injected:%201", "%E2%80%AE", "%F0%9F%92%A3", "%ED%A0%80", "' or '1'='1", "-1", "0", "2147483648",
        "99999999999999999999", "1e5", "NaN", ".", "%20", "+", "*", "~", "{station}", "null", "con", "%3Cscript%3E", "web:sever", "sever%2f1",
    ];

    private static readonly string[] QueryNames =
        ["station", "state", "from", "to", "page", "rule", "mode", "before", "after", "since", "x", "", "station[]", "__proto__", "_method"];

    private static readonly string[] QueryValues =
    [
        "", "-1", "0", "1", "2147483647", "2147483648", "9223372036854775807", "-9223372036854775809", "1e999", "NaN", "0x10", "10000000", "10000001",
        "%27%20OR%201%3D1%20--", "%27%3B%20drop%20table%20Cases%3B--", "sever%27", "sever%00", "%00", "%0d%0aSet-Cookie:%20evil=1", "%0aX-Injected:%201",
        "0001-01-01", "9999-12-31", "9999-12-31T23:59:59.9999999-14:00", "1980-01-01", "2100-12-31", "2100-12-31T23:59:59%2B14:00", "1979-12-31", "2026-02-30",
        "2026-11-20T10:00%2b99:00", "2026-11-20", "%E2%80%AE%D7%A9", "%F0%9F%92%A3", "%ED%A0%80", "%ff", "%%%", "sever&station=yug", "Open,Open,Open",
        "Open%2CClosed%2CNone", "ReturnedWithinWindow", "%3Cb%3E", "sever", "yug", "zapad", "SEVER", "true", "null", "{}", "[]", "*",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e999", "-1e999", "1e-999", "79228162514264337593543950336", "NaN", "Infinity", "012", "\"\"", "\" \"", "\"\\u0000\"",
        "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\udca3\"", "\"\\u202eabc\"", "\"'; drop table Records; --\"", "\"<script>alert(1)</script>\"",
        "\"=1+1\"", "\"a\\r\\nX-Injected: 1\"", "\"0001-01-01T00:00\"", "\"9999-12-31T23:59:59\"", "\"2100-12-31T23:59:59-14:00\"", "\"1980-01-01\"",
        "\"2026-11-20T10:00+99:00\"", "\"2026-13-45\"", "[]", "{}", "[[]]", "[null]", "{\"\":{}}", "[1,\"a\",{}]", "{\"\\ud800\":1}", "\"sever\"", "\"zapad\"",
        "\"../../etc/passwd\"", "9007199254740993", "1.7976931348623157e308", "\"web:sever\"", "\"00000000-0000-0000-0000-000000000000\"", "\"%s%n%x\"",
    ];

    private static readonly (string Name, string Value)[] Odd =
    [
        ("Content-Type", "text/plain"), ("Content-Type", "application/xml"), ("Content-Type", "application/json; charset=koi8-r"),
        ("Content-Type", "application/json; charset=\"\""), ("Content-Type", "application/json; charset=utf-16"), ("Content-Type", "application/json; charset=utf-7"),
        ("Content-Type", "multipart/form-data"), ("Content-Type", "multipart/form-data; boundary=" + new string('x', 300)), ("Content-Type", "application/x-www-form-urlencoded"),
        ("Content-Type", ";;;"), ("Content-Type", "application/json, application/json"), ("Content-Type", "application/problem+json"),
        ("Content-Encoding", "gzip"), ("Content-Encoding", "deflate"), ("Content-Encoding", "br, gzip"), ("Content-Encoding", "identity"),
        ("Range", "bytes=0-"), ("Range", "bytes=-1"), ("Range", "bytes=999999-1"), ("Range", "bytes=0-0,2-3,5-9"), ("Range", "lines=1-2"), ("If-Range", "\"x\""),
        ("If-None-Match", "*"), ("If-Match", "\"none\""), ("If-Modified-Since", "never"), ("X-HTTP-Method-Override", "DELETE"), ("X-Method-Override", "PUT"),
        ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "javascript"), ("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=127.0.0.1;host=evil.example"),
        ("X-Original-URL", "/metrics"), ("X-Rewrite-URL", "/api/v1/cases"), ("Origin", "null"), ("Origin", "http://evil.example"), ("Origin", "::"),
        ("Sec-Fetch-Site", "cross-site"), ("Cookie", "servicebot="), ("Cookie", "servicebot=a; servicebot=b; =; ;"), ("Cookie", "servicebot=%00%0d%0a"),
        ("Authorization", "Bearer"), ("Authorization", "Bearer a b"), ("Authorization", "Basic OjpA"), ("Authorization", "Bearer ключ"), ("X-Hook-Secret", "тайна"),
        ("X-Telegram-Bot-Api-Secret-Token", ""), ("Last-Event-ID", "-1"), ("Last-Event-ID", "99999999999999999999"), ("Accept", "application/xml"),
        ("Accept-Encoding", "gzip;q=0, *;q=1"), ("Accept-Encoding", ",,,;q=x"), ("Accept-Language", "xx-INVALID-\u2022"), ("Upgrade", "websocket"), ("Upgrade", "h2c"),
        ("Expect", "100-continue"), ("Expect", "200-ok"), ("TE", "trailers"), ("Host", "evil.example"), ("Host", ""), ("Host", "a b"), ("Host", "[::1"), ("Host", "127.0.0.1:99999"),
        ("Content-Length", "-1"), ("Content-Length", "99999999999999999999"), ("Content-Length", "1, 2"), ("Transfer-Encoding", "gzip, chunked"), ("Transfer-Encoding", "identity"),
        ("Bad Name", "x"), ("X-Control", "a\u0001b"), ("X-Long", new string('y', 9_000)), ("traceparent", "00-zz-zz-01"), ("X-ServiceBot-Session", "\u00ff"),
    ];

    /// <summary>One request that is spoiled in one to three ways.</summary>
    /// <param name="dice">Decides everything.</param>
    /// <param name="valid">A request that is as it should be.</param>
    /// <param name="caller">What the caller shows of himself.</param>
    public static async Task<RawRequest> SpoilAsync(Random dice, HttpRequestMessage valid, IEnumerable<(string Name, string Value)> caller, string host)
    {
        var body = valid.Content is null ? [] : await valid.Content.ReadAsByteArrayAsync();
        var headers = new List<(string Name, string Value)> { ("Host", host), ("Connection", "close") };
        headers.AddRange(caller);
        if (valid.Content?.Headers.ContentType is { } type) headers.Add(("Content-Type", type.ToString()));
        var request = new RawRequest(valid.Method.Method, valid.RequestUri!.OriginalString, headers, body);
        for (var i = dice.Pick(1, 1, 1, 2, 2, 3); i > 0; i--) request = Spoil(dice, request);
        return WithLength(dice, request);
    }

    private static RawRequest Spoil(Random dice, RawRequest request) => dice.Next(request.Body.Length > 0 ? 12 : 5) switch
    {
        0 => request with { Method = dice.Pick(Methods) },
        1 => request with { Target = Path(dice, request.Target) },
        2 => request with { Target = Query(dice, request.Target) },
        3 or 4 => request with { Headers = Headers(dice, request.Headers) },
        5 when dice.Chance(2) => request with { Body = Padded(request.Body, BodyLimit + 1) },
        5 => request with { Body = Packed(dice, request.Body), Headers = [.. request.Headers, ("Content-Encoding", dice.Pick("gzip", "deflate"))] },
        _ => request with { Body = Body(dice, request.Body) },
    };

    private static string Path(Random dice, string target)
    {
        var parts = target.Split('/');
        var at = dice.Next(1, parts.Length);
        var step = dice.Chance(4) ? new string('a', 9_000) : dice.Pick(Steps);
        return dice.Next(4) switch
        {
            0 => target + step,
            1 => target + "/" + step,
            2 => string.Join('/', parts[..at].Append(step).Concat(parts[at..])),
            _ => string.Join('/', parts[..at].Append(step).Concat(parts[(at + 1)..])),
        };
    }

    private static string Query(Random dice, string target)
    {
        var query = new StringBuilder(target).Append(target.Contains('?', StringComparison.Ordinal) ? '&' : '?');
        for (var i = dice.Chance(5) ? 1_500 : dice.Next(1, 5); i > 0 && query.Length < 60_000; i--)
            query.Append(dice.Pick(QueryNames)).Append('=').Append(dice.Pick(QueryValues)).Append('&');
        return query.ToString();
    }

    private static List<(string, string)> Headers(Random dice, IReadOnlyList<(string Name, string Value)> headers)
    {
        var all = headers.ToList();
        if (dice.Chance(6))
        {
            for (var i = dice.Pick(40, 150, 400); i > 0; i--) all.Add(($"X-Flood-{i}", new string('z', dice.Next(200))));
            return all;
        }

        var odd = dice.Pick(Odd);
        if (dice.Chance(80)) all.RemoveAll(x => x.Name.Equals(odd.Name, StringComparison.OrdinalIgnoreCase));
        if (!dice.Chance(5)) all.Add(odd);
        return all;
    }

    private static byte[] Body(Random dice, byte[] body) => dice.Next(14) switch
    {
        0 => body[..dice.Next(body.Length + 1)],
        1 => [.. body, .. body],
        2 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)),
        3 => [0xEF, 0xBB, 0xBF, .. body],
        4 => Flipped(dice, body),
        5 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(dice.Pick("[", "{\"a\":", "[{\"id\":"), dice.Pick(63, 64, 65, 1_000, 20_000)))),
        6 => Encoding.UTF8.GetBytes(dice.Pick(Values)),
        7 => Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat(dice.Pick("{}", "null", "[]", "0"), dice.Pick(2, 5_000, 5_001))) + "]"),
        _ => Field(dice, body),
    };

    // One field of the JSON gets another value, stands twice, or grows.
    private static byte[] Field(Random dice, byte[] body)
    {
        if (Parsed(body) is not ({ } json, { Count: > 0 } spots)) return Flipped(dice, body);
        var (owner, name) = dice.Pick(spots);
        var value = dice.Pick(Values);
        if (dice.Chance(8)) value = "\"" + new string('ж', dice.Pick(201, 1_001, 32_768, 100_000)) + "\"";
        owner[name] = "@@@";
        var text = json.ToJsonString();
        return Encoding.UTF8.GetBytes(dice.Chance(10)
            ? text.Replace($"\"{name}\":\"@@@\"", $"\"{name}\":{value},\"{name}\":{dice.Pick(Values)},\"{name.ToUpperInvariant()}\":{value}", StringComparison.Ordinal)
            : text.Replace("\"@@@\"", value, StringComparison.Ordinal));
    }

    // Null for what is spoiled already.
    private static (JsonObject Json, List<(JsonObject Owner, string Name)> Spots)? Parsed(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject json ? (json, [.. Spots(json)]) : null;
        }
        catch (Exception fault) when (fault is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IEnumerable<(JsonObject Owner, string Name)> Spots(JsonObject json)
    {
        foreach (var (name, value) in json.ToList())
        {
            yield return (json, name);
            if (value is not JsonObject inner) continue;
            foreach (var spot in Spots(inner)) yield return spot;
        }
    }

    private static byte[] Flipped(Random dice, byte[] body)
    {
        if (body.Length == 0) return body;
        byte[] flipped = [.. body];
        for (var i = dice.Next(1, 6); i > 0; i--) flipped[dice.Next(flipped.Length)] = (byte)dice.Next(256);
        return flipped;
    }

    private static byte[] Padded(byte[] body, int length) => [.. body, .. Enumerable.Repeat((byte)' ', Math.Max(0, length - body.Length))];

    private static byte[] Packed(Random dice, byte[] body)
    {
        using var packed = new MemoryStream();
        using (Stream stream = dice.Chance(50) ? new GZipStream(packed, CompressionLevel.Fastest) : new DeflateStream(packed, CompressionLevel.Fastest))
            stream.Write(dice.Chance(10) ? new byte[1024 * 1024] : body);
        return packed.ToArray();
    }

    private static RawRequest WithLength(Random dice, RawRequest request)
    {
        if (request.Headers.Any(x => x.Name is "Content-Length" or "Transfer-Encoding")) return request with { IsCutOff = true };
        if (request.Body.Length == 0) return request.Method is "POST" or "PUT" ? Sized(request, 0) : request;
        return dice.Next(20) switch
        {
            0 => Chunked(request, "\r\n0\r\n\r\n", cutOff: false),
            1 => Chunked(request, "\r\n", cutOff: true),
            2 => Chunked(request, "\r\nffffffffffff\r\n", cutOff: true),
            3 => Chunked(request, "\r\nzz\r\n", cutOff: true),
            4 => Sized(request, request.Body.Length + dice.Next(1, 5_000)) with { IsCutOff = true },
            5 => Sized(Chunked(request, "\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n", cutOff: true), 4),
            6 => Sized(request, dice.Next(request.Body.Length)) with { IsCutOff = true },
            _ => Sized(request, request.Body.Length),
        };
    }

    private static RawRequest Sized(RawRequest request, int length) =>
        request with { Headers = [.. request.Headers, ("Content-Length", length.ToString(CultureInfo.InvariantCulture))] };

    private static RawRequest Chunked(RawRequest request, string end, bool cutOff) => request with
    {
        Headers = [.. request.Headers, ("Transfer-Encoding", "chunked")],
        Body = [.. Encoding.ASCII.GetBytes(request.Body.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. request.Body, .. Encoding.ASCII.GetBytes(end)],
        IsCutOff = cutOff,
    };
}
