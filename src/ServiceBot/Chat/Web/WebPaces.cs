using System.Collections.Concurrent;
using System.Net;
using ServiceBot.Hosting;

namespace ServiceBot.Chat.Web;

/// <summary>How often sessions may call, and how many links that are none may be tried.</summary>
internal sealed class WebPaces(WebSettings settings, ApiSettings api, WrongKeys wrong, TimeProvider time)
{
    /// <summary>After so many sessions those that have rested are forgotten.</summary>
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, CallPace> _sessions = new();

    /// <summary>Takes one call of a session.</summary>
    /// <returns>Null: it may go on. Otherwise how long to wait.</returns>
    public TimeSpan? Take(string sessionId)
    {
        var now = CallPace.Now(time);
        if (_sessions.Count >= MostKept)
        {
            foreach (var (id, pace) in _sessions)
            {
                if (pace.IsWhole(now)) _sessions.TryRemove(id, out _);
            }
        }

        return _sessions.GetOrAdd(sessionId, _ => new CallPace()).Take(now, settings.CallsPerMinute);
    }

    /// <summary>A link that is none was tried from there. One that is lets in whoever else tries: behind a proxy all have one address.</summary>
    /// <returns>Null: it is told that there is none. Otherwise how long nothing is told.</returns>
    public TimeSpan? Tried(IPAddress? address) => wrong.Take(WrongKeys.NetworkOf(address), CallPace.Now(time), api.WrongKeysPerMinute);
}
