using System.Net;

namespace ServiceBot.Chat.Web;

/// <summary>
/// In the demonstration anybody at this computer may be any person. It opens to this computer only: a request from
/// elsewhere, to another address of ours, or under a foreign name that leads here does not get in.
/// </summary>
internal sealed class DemoDoor(bool demo)
{
    public bool IsOpenTo(HttpContext context)
    {
        var connection = context.Connection;
        return demo
            && connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
            && connection.LocalIpAddress is { } to && IPAddress.IsLoopback(to)
            && IsLoopbackName(context.Request.Host.Host);
    }

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
