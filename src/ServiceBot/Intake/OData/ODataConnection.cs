using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ServiceBot.Hosting;
using ServiceBot.Intake.Watching;

namespace ServiceBot.Intake.OData;

/// <summary>Asks one published base over the standard OData interface of 1C (OData 3, platform 8.3.5 and later).</summary>
internal sealed class ODataConnection : IDisposable
{
    /// <summary>The most bytes of one answer.</summary>
    private const int MaxAnswer = 64 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly string _password;
    private readonly string _root;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    /// <param name="settings">Checked.</param>
    /// <param name="time">Times the answers.</param>
    public ODataConnection(ODataSettings settings, TimeProvider time)
    {
        _time = time;
        _password = settings.Password;
        _timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds);
        _root = settings.BaseUrl.TrimEnd('/') + "/odata/standard.odata/";
        // A redirect would carry the password elsewhere.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), AutomaticDecompression = DecompressionMethods.All,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswer,
        };
        if (settings.User.Length > 0)
        {
            // 1C reads the name as UTF-8; the browser's Latin-1 would break Cyrillic names.
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.User}:{settings.Password}")));
        }

        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>The objects of a list.</summary>
    /// <param name="entity">The name in the interface.</param>
    /// <param name="query">Options without the dollar: <c>filter</c>, <c>orderby</c>, <c>top</c>, <c>skip</c>.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>Null where the base has no such entity.</returns>
    /// <exception cref="SourceFault">The base did not answer, or with a fault.</exception>
    public async Task<IReadOnlyList<JsonElement>?> ListAsync(
        string entity, IEnumerable<KeyValuePair<string, string>> query, CancellationToken cancel)
    {
        var options = string.Join('&', query.Select(x => $"${x.Key}={Uri.EscapeDataString(x.Value)}").Append("$format=json"));
        var answer = await AskAsync($"{Uri.EscapeDataString(entity)}?{options}", cancel);
        if (answer is null) return null;
        if (Parse(answer) is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("value", out var list) && list.ValueKind == JsonValueKind.Array)
            return [.. list.EnumerateArray().Where(x => x.ValueKind == JsonValueKind.Object)];
        throw new SourceFault(SourceTrouble.NotUnderstood, $"{entity}: no list of objects in the answer");
    }

    /// <summary>How many objects there are, or null where the base has no such entity.</summary>
    /// <exception cref="SourceFault">The base did not answer, or with a fault.</exception>
    public async Task<long?> CountAsync(string entity, CancellationToken cancel)
    {
        var answer = await AskAsync($"{Uri.EscapeDataString(entity)}/$count", cancel);
        if (answer is null) return null;
        return long.TryParse(Encoding.UTF8.GetString(answer).Trim('\uFEFF', ' ', '\r', '\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new SourceFault(SourceTrouble.NotUnderstood, $"{entity}: the count is no number");
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<byte[]?> AskAsync(string address, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(_timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            using var answer = await _http.GetAsync(new Uri(_root + address), both.Token);
            var body = await answer.Content.ReadAsByteArrayAsync(both.Token);
            if (answer.IsSuccessStatusCode) return body;
            var words = Words(body, answer.StatusCode);
            return answer.StatusCode switch
            {
                HttpStatusCode.NotFound when IsSaid(body) => null,
                HttpStatusCode.NotFound => throw new SourceFault(SourceTrouble.NotUnderstood, words),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new SourceFault(SourceTrouble.NotLetIn, words),
                HttpStatusCode.BadRequest or HttpStatusCode.NotImplemented => throw new SourceFault(SourceTrouble.NotUnderstood, words),
                _ => throw new SourceFault(SourceTrouble.Failing, words),
            };
        }
        catch (OperationCanceledException fault) when (!cancel.IsCancellationRequested)
        {
            throw new SourceFault(SourceTrouble.Unreachable, $"no answer within {_timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s", fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException && !cancel.IsCancellationRequested)
        {
            throw new SourceFault(SourceTrouble.Unreachable, Masked(fault.Message), fault);
        }
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.AsMemory(body is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0));
            return document.RootElement.Clone();
        }
        catch (JsonException fault)
        {
            throw new SourceFault(SourceTrouble.NotUnderstood, "the answer is no JSON", fault);
        }
    }

    /// <summary>Whether it is 1C that answers, and not the web server before it.</summary>
    private static bool IsSaid(byte[] body) => Said(body) is not null;

    private static string? Said(byte[] body)
    {
        try
        {
            return Parse(body) is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("odata.error", out var error)
                && error.TryGetProperty("message", out var message) && message.TryGetProperty("value", out var value)
                ? value.ToString()
                : null;
        }
        catch (Exception fault) when (fault is SourceFault or InvalidOperationException)
        {
            // A page of the web server: its status says what there is to say.
            return null;
        }
    }

    private string Words(byte[] body, HttpStatusCode status)
    {
        var said = Said(body)?.ReplaceLineEndings(" ").Trim();
        var code = ((int)status).ToString(CultureInfo.InvariantCulture);
        return said is { Length: > 0 } ? Masked($"{code}: {Beginning.Of(said, 300)}") : $"HTTP {code}";
    }

    private string Masked(string text) => _password.Length < 3 ? text : text.Replace(_password, "***", StringComparison.Ordinal);
}
