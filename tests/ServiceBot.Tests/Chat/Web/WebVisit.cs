using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceBot.Tests.Chat.Web;

/// <summary>One browser's dealings with the chat.</summary>
internal sealed class WebVisit : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
    private string _session = "-";

    public WebVisit(WebChatHost host)
    {
        Client = new HttpClient(_handler) { BaseAddress = new Uri(host.Url) };
    }

    public HttpClient Client { get; }

    public CookieContainer Cookies => _handler.CookieContainer;

    public async Task RefreshSessionAsync() => _session = (string)(await GetAsync("/chat/api/me"))["session"]!;

    /// <summary>Asks and expects an answer.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        return answer.StatusCode;
    }

    /// <summary>Sends as the page does: with the header of its session and the page's origin.</summary>
    public async Task<HttpResponseMessage> PostAsync(
        string path, HttpContent? content, string? origin = null, string? session = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("X-ServiceBot-Session", session ?? _session);
        request.Headers.Add("Origin", origin ?? Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return await Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostJsonAsync(string path, object body, string? origin = null, string? session = null) =>
        PostAsync(path, JsonContent.Create(body), origin, session);

    public Task<HttpResponseMessage> PressAsync(SentCard card, int button, Guid? queryId = null, string? token = null) =>
        PostJsonAsync("/chat/api/press", new
        {
            room = card.ChatId,
            messageId = long.Parse(card.MessageId, System.Globalization.CultureInfo.InvariantCulture),
            token = token ?? card.Tokens[button],
            queryId = queryId ?? Guid.NewGuid(),
        });

    public Task<HttpResponseMessage> WriteAsync(
        string room, string text, string? replyTo = null, byte[]? photo = null, Guid? key = null)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(text), "text" },
            { new StringContent((key ?? Guid.NewGuid()).ToString()), "clientKey" },
        };
        if (replyTo is not null) form.Add(new StringContent(replyTo), "replyTo");
        // The name and type are a lie on purpose: only the bytes count.
        if (photo is not null) form.Add(new ByteArrayContent(photo), "photo", "note.txt");
        return PostAsync($"/chat/api/rooms/{Uri.EscapeDataString(room)}/messages", form);
    }

    public static async Task<JsonNode> BodyAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync()) ?? throw new JsonException("An empty answer.");

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }
}

/// <summary>An open stream of live updates.</summary>
internal sealed class LiveStream : IDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _reader;

    private LiveStream(HttpResponseMessage answer, StreamReader reader)
    {
        _answer = answer;
        _reader = reader;
    }

    public static async Task<LiveStream> OpenAsync(WebVisit visit, string? lastEventId = null, long? since = null)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/chat/api/events" + (since is null ? "" : $"?since={since}"));
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var answer = await visit.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new LiveStream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event of that kind; null when the stream has ended.</summary>
    public async Task<LiveEvent?> NextAsync(string? kind = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await ReadAsync(patience.Token) is { } one)
        {
            if (kind is null || one.Kind == kind) return one;
        }

        return null;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _answer.Dispose();
    }

    private async Task<LiveEvent?> ReadAsync(CancellationToken cancel)
    {
        string kind = "", id = "", body = "";
        while (await _reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.Length == 0) return new LiveEvent(kind, id, JsonNode.Parse(body)!);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var value = line[(colon + 1)..].TrimStart();
            if (line.StartsWith("event", StringComparison.Ordinal)) kind = value;
            if (line.StartsWith("id", StringComparison.Ordinal)) id = value;
            if (line.StartsWith("data", StringComparison.Ordinal)) body += value;
        }

        return null;
    }
}

internal sealed record LiveEvent(string Kind, string Id, JsonNode Body);
