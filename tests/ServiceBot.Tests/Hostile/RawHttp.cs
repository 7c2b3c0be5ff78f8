using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ServiceBot.Tests.Hostile;

/// <summary>A request to the byte, as no HTTP client would send it.</summary>
internal sealed record RawRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    /// <summary>The sender goes away after the last byte, whatever he has promised.</summary>
    public bool IsCutOff { get; init; }

    public byte[] Bytes()
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\n");
        foreach (var (name, value) in Headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }

    public override string ToString()
    {
        var bytes = Bytes();
        return Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 2_000)).Replace("\0", "␀", StringComparison.Ordinal);
    }
}

/// <summary>An answer to the byte; null headers and body where the connection was closed without one.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, string Body, string Text)
{
    private const int MostBytes = 4 * 1024 * 1024;

    public string? this[string header] => Headers.FirstOrDefault(x => x.Name.Equals(header, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Sends the request on a connection of its own; null where it was closed without an answer.</summary>
    public static async Task<RawAnswer?> OfAsync(Uri service, RawRequest request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(service.Host, service.Port, limit.Token);
        await using var stream = client.GetStream();
        var received = new MemoryStream();
        var reading = ReadAsync(stream, received, limit.Token);
        try
        {
            await stream.WriteAsync(request.Bytes(), limit.Token);
            if (request.IsCutOff) client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (IOException)
        {
            // It has said no before all was sent; what it said is read.
        }

        await reading;
        return received.Length == 0 ? null : Parse(received.ToArray());
    }

    private static async Task ReadAsync(NetworkStream stream, MemoryStream received, CancellationToken cancel)
    {
        var part = new byte[32 * 1024];
        try
        {
            int count;
            while ((count = await stream.ReadAsync(part, cancel)) > 0)
            {
                received.Write(part, 0, count);
                // Live updates never end; what is larger than any answer of ours is none.
                var so = Encoding.Latin1.GetString(received.GetBuffer(), 0, (int)Math.Min(received.Length, 2_000));
                if (so.Contains("text/event-stream", StringComparison.Ordinal) || received.Length > MostBytes) return;
            }
        }
        catch (IOException)
        {
            // Reset: what came before it counts.
        }
    }

    private static RawAnswer Parse(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, $"No answer of HTTP: {text}");
        var lines = text[..end].Split("\r\n");
        // "Continue" stands before the answer.
        if (lines[0].StartsWith("HTTP/1.1 100", StringComparison.Ordinal)) return Parse(bytes[(end + 4)..]);
        var headers = lines.Skip(1).Select(x => x.Split(": ", 2)).Select(x => (x[0], x.Length > 1 ? x[1] : "")).ToList();
        var body = text[(end + 4)..];
        if (headers.Contains(("Transfer-Encoding", "chunked"))) body = Unchunked(bytes.AsSpan(Encoding.UTF8.GetByteCount(text[..(end + 4)])));
        return new RawAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, body, text);
    }

    private static string Unchunked(ReadOnlySpan<byte> bytes)
    {
        var body = new List<byte>();
        while (bytes.IndexOf("\r\n"u8) is var line and > 0)
        {
            var length = int.Parse(bytes[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0 || bytes.Length < line + 2 + length) break;
            body.AddRange(bytes.Slice(line + 2, length));
            bytes = bytes[(line + 2 + length + 2)..];
        }

        return Encoding.UTF8.GetString([.. body]);
    }
}
