using System.Net;

namespace ServiceBot.Chat.Telegram;

/// <summary>
/// The last step before the network: puts the real address and token into a call, and notes how far the call came, so
/// that a lost message and one that may have been delivered can be told apart.
/// </summary>
internal sealed class TelegramWire(TelegramSecrets secrets, Uri api, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly string _base = api.AbsoluteUri.TrimEnd('/');

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var shown = request.RequestUri
            ?? throw new InvalidOperationException("A call to Telegram without an address.");
        var trace = SendTrace.Current;
        // A call of known length goes out in one piece rather than in chunks.
        if (request.Content is { Headers.ContentLength: null } content)
            await content.LoadIntoBufferAsync(cancellationToken);
        if (trace is not null) Watch(request, trace);
        request.RequestUri = new Uri(
            _base + shown.PathAndQuery.Replace(secrets.Shown, secrets.Token, StringComparison.Ordinal));
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            trace?.Answered(response);
            return response;
        }
        finally
        {
            request.RequestUri = shown;
        }
    }

    private static void Watch(HttpRequestMessage request, SendTrace trace)
    {
        // Where there is no content nothing will tell when the headers leave: count them as gone.
        if (request.Content is null) trace.Written = true;
        else request.Content = new WatchedContent(request.Content, trace);
    }

    /// <summary>The transport asks for the content only when it has a connection: then the request is on its way.</summary>
    private sealed class WatchedContent : HttpContent
    {
        private readonly HttpContent _content;
        private readonly SendTrace _trace;

        public WatchedContent(HttpContent content, SendTrace trace)
        {
            _content = content;
            _trace = trace;
            foreach (var header in content.Headers) Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(
            Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            _trace.Written = true;
            return _content.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? 0;
            return _content.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _content.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>How far one call to Telegram came.</summary>
internal sealed class SendTrace
{
    private static readonly AsyncLocal<SendTrace?> Ambient = new();

    /// <summary>The trace of the call that this flow of control is making, or null where nobody watches.</summary>
    public static SendTrace? Current => Ambient.Value;

    /// <summary>Some of the request may have reached the other side.</summary>
    public bool Written { get; set; }

    /// <summary>The status, once an answer began to arrive.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>The answer's Retry-After, where it has one.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>Watches what the caller, an async method, calls next; ends when that method does.</summary>
    public static SendTrace Begin() => Ambient.Value = new SendTrace();

    internal void Answered(HttpResponseMessage response)
    {
        Status = response.StatusCode;
        RetryAfter = response.Headers.RetryAfter?.Delta;
    }
}
