using System.Net.Sockets;
using System.Text;

namespace ServiceBot.Hosting;

/// <summary>Where the supervisor that started us wants to be told how we are.</summary>
/// <param name="Path">As systemd gives it in <c>NOTIFY_SOCKET</c>; null where nobody asks.</param>
internal sealed record SupervisorSocket(string? Path)
{
    public static SupervisorSocket OfProcess() => new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));
}

/// <summary>
/// Tells systemd (<c>Type=notify</c>) that the service takes requests, and that it ends: what is started after it then waits
/// for the right moment. The protocol is one datagram a word.
/// </summary>
internal sealed partial class SupervisorNotice(SupervisorSocket socket, ILogger<SupervisorNotice> log) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => TellAsync("READY=1", cancellationToken);

    public Task StoppingAsync(CancellationToken cancellationToken) => TellAsync("STOPPING=1", cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task TellAsync(string word, CancellationToken cancel)
    {
        if (socket.Path is not { Length: > 0 } path) return;
        try
        {
            using var line = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // "@" stands for the names that are in no folder.
            var place = new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);
            await line.SendToAsync(Encoding.ASCII.GetBytes(word), SocketFlags.None, place, cancel);
        }
        catch (SocketException fault)
        {
            Log.NotHeard(log, word, fault.SocketErrorCode);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1941, LogLevel.Warning, "The supervisor could not be told {Word}: {Reason}")]
        public static partial void NotHeard(ILogger log, string word, SocketError reason);
    }
}
