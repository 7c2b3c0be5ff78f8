using System.Net;
using System.Net.Sockets;
using System.Text;
using ServiceBot.Chat;
using ServiceBot.Tests.TelegramClient;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>Telegram behind a proxy, and what its failures mean.</summary>
public class ProxyTests
{
    private const string Message = """{"message_id":42,"date":1800000000,"chat":{"id":-5,"type":"group"}}""";

    [Fact]
    public async Task Calls_go_through_an_http_proxy_with_its_credentials()
    {
        await using var proxy = new LoopbackServer(
            LoopbackServer.Answer("407 Proxy Authentication Required", "").Replace("\r\n\r\n", "\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n"),
            LoopbackServer.Ok(Message));
        using var wired = new Wired("http://bot-api.invalid:8081", proxy.Url.Replace("http://", "http://clerk:p%40ss@"));

        Assert.Equal(new SendOutcome.Sent("42"), await wired.SendAsync());

        var head = proxy.Requests[^1].Head;
        Assert.StartsWith($"POST http://bot-api.invalid:8081/bot{Wired.Token}/sendMessage HTTP/1.1", head);
        Assert.Contains("Proxy-Authorization: Basic " + Convert.ToBase64String("clerk:p@ss"u8), head);
    }

    [Fact]
    public async Task An_https_address_is_tunnelled_so_that_the_proxy_never_sees_the_token()
    {
        await using var proxy = new LoopbackServer(LoopbackServer.Answer("502 Bad Gateway", ""));
        using var wired = new Wired("https://bot-api.invalid", proxy.Url);

        Assert.IsType<SendOutcome.Transient>(await wired.SendAsync());
        var (head, body) = proxy.Requests[0];
        Assert.StartsWith("CONNECT bot-api.invalid:443 HTTP/1.1", head);
        Assert.DoesNotContain(Wired.Token, head + body);
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_means_that_nothing_was_sent()
    {
        using var wired = new Wired("http://bot-api.invalid", $"http://127.0.0.1:{SendOutcomeTests.ClosedPort()}");
        Assert.IsType<SendOutcome.Transient>(await wired.SendAsync());
    }

    [Fact]
    public async Task Calls_go_through_a_socks5_proxy_that_asks_for_a_password()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(Message));
        using var proxy = new Socks5(new Uri(server.Url).Port, accept: true);
        using var wired = new Wired("http://bot-api.invalid:8081", $"socks5://clerk:secret@127.0.0.1:{proxy.Port}");

        Assert.Equal(new SendOutcome.Sent("42"), await wired.SendAsync());
        Assert.Equal("clerk/secret bot-api.invalid:8081", await proxy.Asked);
        Assert.StartsWith($"POST /bot{Wired.Token}/sendMessage", server.Requests[0].Head);
    }

    [Fact]
    public async Task A_socks5_proxy_that_refuses_means_that_nothing_was_sent()
    {
        using var proxy = new Socks5(target: 1, accept: false);
        using var wired = new Wired("http://bot-api.invalid:8081", $"socks5://clerk:secret@127.0.0.1:{proxy.Port}");

        Assert.IsType<SendOutcome.Transient>(await wired.SendAsync());
    }

    [Theory]
    [InlineData("proxy.local:3128")]
    [InlineData("ftp://proxy.local")]
    public void A_proxy_that_cannot_be_read_is_refused_without_telling_it(string proxy)
    {
        var fault = Assert.Throws<ArgumentException>(() => new Wired("https://api.telegram.org", proxy));
        Assert.Contains("ServiceBot:Telegram:Proxy", fault.Message);
        Assert.DoesNotContain("proxy.local", fault.Message);
    }

    /// <summary>One SOCKS 5 connection with user name and password (RFC 1928, RFC 1929), led to a local port.</summary>
    private sealed class Socks5 : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource<string> _asked = new();

        public Socks5(int target, bool accept)
        {
            _listener.Start();
            _ = ServeAsync(target, accept);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
        public Task<string> Asked => _asked.Task;

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync(int target, bool accept)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                var methods = (await ReadAsync(stream, 2))[1];
                await ReadAsync(stream, methods);
                await stream.WriteAsync(new byte[] { 5, 2 });
                await ReadAsync(stream, 1);
                var user = await ReadTextAsync(stream);
                var password = await ReadTextAsync(stream);
                await stream.WriteAsync(new byte[] { 1, 0 });
                await ReadAsync(stream, 4);
                var host = await ReadTextAsync(stream);
                var port = await ReadAsync(stream, 2);
                await stream.WriteAsync(new byte[] { 5, (byte)(accept ? 0 : 2), 0, 1, 0, 0, 0, 0, 0, 0 });
                _asked.SetResult($"{user}/{password} {host}:{(port[0] << 8) | port[1]}");
                if (!accept) return;
                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, target);
                await Task.WhenAny(stream.CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(stream));
            }
            catch (Exception fault)
            {
                _asked.TrySetException(fault);
            }
        }

        private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
        {
            var bytes = new byte[count];
            await stream.ReadExactlyAsync(bytes);
            return bytes;
        }

        private static async Task<string> ReadTextAsync(NetworkStream stream) =>
            Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
    }
}
