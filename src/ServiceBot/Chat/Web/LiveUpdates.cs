using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Web;

/// <summary>How often a stream looks and beats.</summary>
/// <param name="Look">The longest time until another process's message is seen.</param>
/// <param name="Beat">The longest silence: proxies cut quiet connections, and the page can tell a dead one.</param>
internal sealed record LivePace(TimeSpan Look, TimeSpan Beat)
{
    public static LivePace Default { get; } = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));
}

/// <summary>Tells an open page what changed, as server-sent events.</summary>
internal sealed class LiveUpdates(
    IDbContextFactory<ServiceBotDb> contexts, Bells bells, WebRooms rooms, WebSessions sessions, LivePace pace,
    IHostApplicationLifetime life, TimeProvider time)
{
    private const int Batch = 100;

    /// <summary>A flood of messages asks for the session no more often than this.</summary>
    private static readonly TimeSpan AskAtMost = TimeSpan.FromSeconds(1);

    /// <summary>
    /// <c>hello</c> (the revision it starts from), <c>message</c> (new or changed), <c>beat</c>, <c>reload</c> (the page
    /// has seen more than there is: the database is another), <c>end</c> (signed out). Ends with the service.
    /// </summary>
    /// <param name="since">The last revision the page has; null: from now on.</param>
    public async IAsyncEnumerable<SseItem<string>> StreamAsync(
        WebVisitor visitor, long? since, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, life.ApplicationStopping);
        var mine = rooms.Of(visitor.Person);
        var newest = await AskAsync((db, token) => Revisions.NewestAsync(db, token), stop.Token);
        if (stop.IsCancellationRequested) yield break;
        if (since > newest) yield return new SseItem<string>("{}", "reload");
        var seen = since is null || since > newest ? newest : since.Value;
        yield return new SseItem<string>("{}", "hello") { EventId = IdText(seen) };

        var (spoken, asked) = (time.GetTimestamp(), time.GetTimestamp());
        while (!stop.IsCancellationRequested)
        {
            var bell = bells.Web.Next;
            // Before anything is told: who has been shut out must not hear the next message.
            if (time.GetElapsedTime(asked) >= AskAtMost)
            {
                if (await StillInAsync(visitor, stop.Token) is not { } person)
                {
                    if (!stop.IsCancellationRequested) yield return new SseItem<string>("{}", "end");
                    yield break;
                }

                (visitor, mine, asked) = (person, rooms.Of(person.Person), time.GetTimestamp());
            }

            var changed = await AskAsync(
                (db, token) => WebMessages.ChangedAsync(db, visitor.Person, mine, seen, Batch, token), stop.Token);
            foreach (var message in changed ?? [])
            {
                seen = message.Revision;
                yield return new SseItem<string>(JsonSerializer.Serialize(message, WebJson.Wire.MessageView), "message")
                {
                    EventId = IdText(seen),
                };
                spoken = time.GetTimestamp();
            }

            if (changed is { Count: Batch }) continue;
            if (time.GetElapsedTime(spoken) >= pace.Beat)
            {
                yield return new SseItem<string>("{}", "beat");
                spoken = time.GetTimestamp();
            }

            await Task.WhenAny(bell, Task.Delay(pace.Look, time, stop.Token));
        }
    }

    private async Task<WebVisitor?> StillInAsync(WebVisitor visitor, CancellationToken cancel)
    {
        try
        {
            return await sessions.FindAsync(visitor.Token, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    // A page that leaves and a service that stops are the ordinary ends of a stream, not faults.
    private async Task<T?> AskAsync<T>(Func<ServiceBotDb, CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            return await ask(db, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return default;
        }
    }

    private static string IdText(long revision) => revision.ToString(CultureInfo.InvariantCulture);
}
