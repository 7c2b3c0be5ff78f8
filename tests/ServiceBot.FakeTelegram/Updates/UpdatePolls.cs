using System.Text.Json;
using ServiceBot.FakeTelegram.Http;

namespace ServiceBot.FakeTelegram.Updates;

/// <summary>getUpdates: long polls, of which there is one at most.</summary>
internal sealed class UpdatePolls(TelegramWorld world, CancellationToken stop)
{
    private TaskCompletionSource<Refusal>? _current;

    /// <summary>The address updates are sent to; null for polling.</summary>
    public string? WebhookUrl { get; set; }

    public async Task<Answer> GetUpdates(Parameters parameters, CancellationToken gone)
    {
        var limit = parameters.Int("limit", 100) is var asked and >= 1 and <= 100 ? asked : 100;
        var wait = TimeSpan.FromSeconds(Math.Clamp(parameters.Int("timeout"), 0, 50));
        var until = world.Now + wait;
        var mine = new TaskCompletionSource<Refusal>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (world.Gate)
        {
            if (WebhookUrl is not null)
            {
                throw Refusal.Conflict(
                    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
            }

            End("terminated by other getUpdates request; make sure that only one bot instance is running");
            _current = mine;
            world.Updates.Allow(AllowedUpdates.Read(parameters));
            world.Updates.Confirm(parameters.Int("offset"));
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(gone, stop);
        while (true)
        {
            Task added;
            lock (world.Gate)
            {
                if (mine.Task.IsCompletedSuccessfully)
                    throw mine.Task.Result;
                var batch = world.Updates.Take(limit);
                var left = until - world.Now;
                if (batch.Count > 0 || left <= TimeSpan.Zero || over.IsCancellationRequested)
                {
                    _current = null;
                    return Answer.Ok(json => Write(json, batch));
                }

                added = world.Updates.Added.Task;
                wait = left;
            }

            // Either something was added, or the poll is over one way or another: the loop finds out which.
            using var delayEnds = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
            await Task.WhenAny(added, mine.Task, Task.Delay(wait, world.Options.Clock, delayEnds.Token));
            await delayEnds.CancelAsync();
        }
    }

    /// <summary>Ends the long poll that waits, with 409. Called inside the gate.</summary>
    public void End(string why)
    {
        _current?.TrySetResult(Refusal.Conflict(why));
        _current = null;
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<PendingUpdate> updates)
    {
        json.WriteStartArray();
        foreach (var update in updates)
            json.WriteRawValue(update.Json, skipInputValidation: true);
        json.WriteEndArray();
    }
}

/// <summary>The parameter <c>allowed_updates</c>.</summary>
internal static class AllowedUpdates
{
    /// <summary>The kinds asked for; null when the parameter is missing.</summary>
    public static IReadOnlyCollection<string>? Read(Parameters parameters)
    {
        using var json = parameters.Json("allowed_updates", "can't parse allowed updates JSON object");
        return json is null || json.RootElement.ValueKind != JsonValueKind.Array
            ? null
            : [.. json.RootElement.EnumerateArray().Select(kind => kind.GetString()!)];
    }
}
