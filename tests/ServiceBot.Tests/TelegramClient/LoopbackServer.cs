using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ServiceBot.Tests.TelegramClient;

/// <summary>
/// An HTTP server that knows nothing of Telegram: it records each request byte by byte and gives the answers it was told,
/// in their order; the last one is repeated.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly Queue<string?> _answers;
    private readonly Task _accepting;

    public LoopbackServer(params string?[] answers)
    {
        _answers = new(answers);
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Never answers.</summary>
    public const string? Silence = null;

    /// <summary>Closes the connection instead of an answer.</summary>
    public const string HangUp = "";

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The requests so far: head and body as they came, one char a byte.</summary>
    public List<(string Head, string Body)> Requests { get; } = [];

    public static string Ok(string result) => Answer("200 OK", $$"""{"ok":true,"result":{{result}}}""");

    public static string Answer(string status, string body, string type = "application/json") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _connections.Add(Serve(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The test is over: the wait was ended, or the socket closed under it.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var connection = client;
        var stream = client.GetStream();
        try
        {
            while (await ReadRequest(stream) is { } request)
            {
                string? answer;
                lock (Requests)
                {
                    Requests.Add(request);
                    answer = _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
                }

                if (answer == HangUp)
                    return;
                if (answer is null)
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer!), _stop.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // the test is over, or the client has given up
        }
    }

    private async Task<(string Head, string Body)?> ReadRequest(NetworkStream stream)
    {
        var head = await ReadUntil(stream, "\r\n\r\n");
        if (head is null)
            return null;
        if (head.Contains("Transfer-Encoding: chunked"))
            return (head, (await ReadUntil(stream, "0\r\n\r\n"))!);
        var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        var body = new byte[length is null ? 0 : int.Parse(length["Content-Length: ".Length..])];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return (head, Encoding.Latin1.GetString(body));
    }

    private async Task<string?> ReadUntil(NetworkStream stream, string end)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            text.Append((char)one[0]);
            if (one[0] == '\n' && text.Length >= end.Length && text.ToString(text.Length - end.Length, end.Length) == end)
                return text.ToString();
        }

        return null;
    }
}
