using System.Net;
using System.Net.Sockets;

namespace ServiceBot.FakeTelegram.Http;

/// <summary>A port of the loopback address on which a process started a moment later can listen.</summary>
public static class FreePort
{
    // Below the ports that systems hand to outgoing connections (Linux from 32,768, others from 49,152). Asked for "any port",
    // the system answers with one of those: it can be gone again before the process listens, and who asks there whether it
    // listens already can be connected to himself.
    private const int Lowest = 15_000;
    private const int Highest = 32_000;

    /// <summary>Finds one on which nobody listens now.</summary>
    /// <exception cref="IOException">Thousand ports tried by chance were all taken.</exception>
    public static int Find()
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another's: the next one.
            }
        }

        throw new IOException("No free port was found on the loopback address.");
    }
}
