using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ServiceBot.FakeTelegram;
using ServiceBot.FakeTelegram.Http;

namespace ServiceBot.Faults;

/// <summary>
/// The way to Telegram: TLS on a port of its own, passed on to the fake server. It can refuse connections, show a certificate
/// that nobody trusts, or have its name forgotten.
/// </summary>
internal sealed class Front : IAsyncDisposable
{
    private readonly Uri _behind;
    private readonly int _port = FreePort.Find();
    private readonly X509Certificate2 _trusted = Certificate();
    private readonly X509Certificate2 _strange = Certificate();
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private volatile bool _isStrange;
    private volatile bool _isNameless;

    public Front(FakeTelegramServer behind)
    {
        _behind = new Uri(behind.Url);
        Listen();
    }

    /// <summary>The address for the settings.</summary>
    public string Url => $"https://127.0.0.1:{_port}";

    /// <summary>Trusts the one certificate, and resolves the name here, so that it can be forgotten.</summary>
    public void Adjust(SocketsHttpHandler handler)
    {
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _trusted.GetCertHashString();
        handler.ConnectCallback = async (context, cancel) =>
        {
            // What the system's resolver throws where it does not know a name.
            if (_isNameless) throw new SocketException((int)SocketError.HostNotFound);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
    }

    /// <summary>Breaks all connections; new ones are refused.</summary>
    public void Refuse()
    {
        _listener?.Dispose();
        _listener = null;
        BreakAll();
    }

    /// <summary>Breaks all connections; new ones meet another certificate.</summary>
    public void ShowStrangeCertificate()
    {
        _isStrange = true;
        BreakAll();
    }

    /// <summary>Breaks all connections; new ones find no address.</summary>
    public void ForgetName()
    {
        _isNameless = true;
        BreakAll();
    }

    /// <summary>All is as it should be.</summary>
    public void Mend()
    {
        (_isStrange, _isNameless) = (false, false);
        if (_listener is null) Listen();
    }

    public async ValueTask DisposeAsync()
    {
        Refuse();
        await _accepting;
        _trusted.Dispose();
        _strange.Dispose();
    }

    private void BreakAll()
    {
        foreach (var client in _open.Keys) client.Dispose();
    }

    private void Listen()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true) _ = PassOnAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It refuses from now on.
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        _open.TryAdd(client, 0);
        using var behind = new TcpClient { NoDelay = true };
        try
        {
            await using var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsServerAsync(_isStrange ? _strange : _trusted);
            await behind.ConnectAsync(_behind.Host, _behind.Port);
            await using var plain = behind.GetStream();
            await Task.WhenAny(secure.CopyToAsync(plain), plain.CopyToAsync(secure));
        }
        catch (Exception fault) when (fault is IOException or SocketException or AuthenticationException or ObjectDisposedException)
        {
            // Broken by us, or the other side did not trust us.
        }
        finally
        {
            _open.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var own = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), null);
    }
}
