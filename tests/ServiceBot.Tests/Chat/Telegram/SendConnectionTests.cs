using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServiceBot.Chat;
using ServiceBot.Tests.TelegramClient;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>What a connection that fails, or an answer that breaks off, says of the message that was to be sent.</summary>
public sealed class SendConnectionTests
{
    private const string Message = """{"message_id":42,"date":1800000000,"chat":{"id":-5,"type":"group"}}""";

    [Fact]
    public async Task Nobody_at_the_port_means_that_nothing_was_sent()
    {
        using var wired = new Wired($"http://127.0.0.1:{SendOutcomeTests.ClosedPort()}");
        Assert.IsType<SendOutcome.Transient>(await wired.SendAsync());
        Assert.IsType<SendOutcome.Transient>(await wired.EditAsync());
    }

    [Fact]
    public async Task An_unknown_host_means_that_nothing_was_sent()
    {
        using var wired = new Wired("http://no-such-host.invalid");
        Assert.IsType<SendOutcome.Transient>(await wired.SendAsync());
    }

    [Fact]
    public async Task A_handshake_that_fails_means_that_nothing_was_sent()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var hangUp = Task.Run(async () => (await listener.AcceptTcpClientAsync()).Dispose());
        using var wired = new Wired($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.IsType<SendOutcome.Transient>(await wired.SendAsync());
        await hangUp;
    }

    [Fact]
    public async Task A_connection_that_is_not_taken_in_time_means_that_nothing_was_sent()
    {
        // A TLS server that accepts and says nothing: the time limit ends the wait for the connection.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var wired = new Wired($"https://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");
        wired.Channel.SendTimeout = TimeSpan.FromMilliseconds(300);
        Assert.IsType<SendOutcome.Transient>(await wired.SendAsync());
    }

    [Fact]
    public async Task A_hang_up_after_the_request_may_have_been_a_delivery()
    {
        await using var server = new LoopbackServer(LoopbackServer.HangUp);
        using var wired = new Wired(server.Url);

        Assert.IsType<SendOutcome.Unknown>(await wired.SendAsync());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Silence_after_the_request_may_have_been_a_delivery()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(Message), LoopbackServer.Silence);
        using var wired = new Wired(server.Url);
        Assert.IsType<SendOutcome.Sent>(await wired.SendAsync());
        wired.Channel.SendTimeout = TimeSpan.FromSeconds(2);

        Assert.IsType<SendOutcome.Unknown>(await wired.SendAsync());
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_stop_while_waiting_for_the_answer_leaves_it_unknown()
    {
        await using var server = new LoopbackServer(LoopbackServer.Silence);
        using var wired = new Wired(server.Url);
        using var stop = new CancellationTokenSource();

        var sending = wired.SendAsync(stop.Token);
        while (Count() == 0) await Task.Delay(10);
        await stop.CancelAsync();

        Assert.IsType<SendOutcome.Unknown>(await sending);

        int Count()
        {
            lock (server.Requests) return server.Requests.Count;
        }
    }

    [Fact]
    public async Task A_stop_before_anything_was_sent_is_no_delivery()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(Message));
        using var wired = new Wired(server.Url);

        Assert.IsType<SendOutcome.Transient>(await wired.SendAsync(new CancellationToken(canceled: true)));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{\"ok\":true,", "Unknown")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 500\r\nConnection: close\r\n\r\n<html>", "Unknown")]
    [InlineData("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nContent-Length: 500\r\n\r\n{", "RateLimited")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"ok\":true}", "Unknown")]
    [InlineData("this is no HTTP at all\r\n\r\n", "Unknown")]
    public async Task An_answer_that_breaks_off_is_judged_by_what_came(string answer, string category)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            var buffer = new byte[64 * 1024];
            Assert.NotEqual(0, await stream.ReadAsync(buffer));
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        });
        using var wired = new Wired($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.Equal(category, (await wired.SendAsync()).GetType().Name);
        await serving;
    }
}
