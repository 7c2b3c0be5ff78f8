using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests.Abstractions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace ServiceBot.Chat.Telegram;

/// <summary>A batch of updates as the chat sees it.</summary>
/// <param name="Events">What happened, in Telegram's order.</param>
/// <param name="Next">The update to ask for next, or null when nothing came.</param>
internal sealed record UpdateBatch(IReadOnlyList<ChatEvent> Events, int? Next)
{
    public static UpdateBatch Empty { get; } = new([], null);
}

/// <summary>
/// Asks Telegram for updates. An update of a kind nobody here knows, or one that cannot be read, is stepped over and
/// never holds up the others.
/// </summary>
internal sealed partial class UpdateSource(
    ITelegramBotClient client, TelegramSecrets secrets, TimeProvider time, ILogger<UpdateSource> log)
{
    private const int MostAtOnce = 100;

    /// <summary>How much longer than Telegram's waiting a call may take.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    /// <summary>The kinds of updates that concern us, asked for by name.</summary>
    internal static readonly UpdateType[] Wanted = [UpdateType.Message, UpdateType.CallbackQuery, UpdateType.MyChatMember];

    private string? _ownName;
    private DateTimeOffset _latest = DateTimeOffset.MinValue;

    /// <summary>
    /// A press of this order was taken before this process began. A clock that was set back since must not make the presses
    /// that come now older than it.
    /// </summary>
    public void ComesAfter(long order)
    {
        if (UpdateReading.TimeOf(order) is var at && at > _latest) _latest = at;
    }

    /// <summary>Fetches what is there, or waits for it.</summary>
    /// <param name="next">The first update wanted; all before it are confirmed by asking.</param>
    /// <param name="wait">How long Telegram may wait for something to come; whole seconds, zero not at all.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="RequestException">Telegram was not reached or refused.</exception>
    public async Task<UpdateBatch> FetchAsync(int next, TimeSpan wait, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(wait + Margin);
        try
        {
            var updates = await client.GetUpdates(next, MostAtOnce, (int)wait.TotalSeconds, Wanted, limit.Token);
            // Asked for once, and only where someone named a bot behind a command.
            if (_ownName is null && updates.Any(x => UpdateReading.NamesABot(x.Message?.Text)))
                _ownName = (await client.GetMe(limit.Token)).Username;
            return Read(updates);
        }
        catch (RequestException fault) when (IsUnreadable(fault))
        {
            Log.BatchUnreadable(log, secrets.Describe(fault));
            var raw = await client.SendRequest(new RawUpdates(next), limit.Token);
            return ReadOneByOne(raw);
        }
        catch (OperationCanceledException fault) when (!cancel.IsCancellationRequested)
        {
            throw new RequestException("Telegram did not answer in time.", fault);
        }
    }

    /// <summary>Reads one update that was brought by the webhook.</summary>
    /// <param name="update">As Telegram wrote it.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="RequestException">It has no number, or the bot's own name was needed and Telegram not reached.</exception>
    public async Task<UpdateBatch> ReadBroughtAsync(JsonElement update, CancellationToken cancel)
    {
        if (_ownName is null && UpdateReading.Member(update, "message") is { } message
            && UpdateReading.NamesABot(UpdateReading.Text(message, "text")))
            _ownName = (await client.GetMe(cancel)).Username;
        return ReadOneByOne([update]);
    }

    // Never goes back, however the clock is set: of two presses of a member the later one must stand.
    private DateTimeOffset OrderTime()
    {
        var now = time.GetUtcNow();
        if (now > _latest) _latest = now;
        return _latest;
    }

    private static bool IsUnreadable(RequestException fault) =>
        fault is not ApiRequestException && fault.HttpStatusCode == HttpStatusCode.OK;

    private UpdateBatch Read(Update[] updates)
    {
        if (updates.Length == 0) return UpdateBatch.Empty;
        var now = OrderTime();
        var events = new List<ChatEvent>(updates.Length);
        var last = int.MinValue;
        foreach (var update in updates)
        {
            Add(events, update, now);
            last = Math.Max(last, update.Id);
        }

        return new UpdateBatch(events, After(last));
    }

    private UpdateBatch ReadOneByOne(JsonElement[] updates)
    {
        var now = OrderTime();
        var events = new List<ChatEvent>(updates.Length);
        var last = int.MinValue;
        foreach (var raw in updates)
        {
            if (UpdateReading.Number(raw, "update_id") is not { } number || number is < int.MinValue or > int.MaxValue)
            {
                Log.UpdateWithoutId(log);
                continue;
            }

            var id = (int)number;
            last = Math.Max(last, id);
            try
            {
                Add(events, raw.Deserialize<Update>(JsonBotAPI.Options)!, now);
            }
            catch (Exception fault) when (fault is JsonException or NotSupportedException or InvalidOperationException)
            {
                var press = UpdateReading.ReadBarePress(UpdateReading.OrderOf(id, now), raw);
                if (press is not null) events.Add(press);
                Log.UpdateUnreadable(log, id, press is not null, secrets.Describe(fault));
            }
        }

        return updates.Length == 0 ? UpdateBatch.Empty
            : last == int.MinValue ? throw new RequestException("Telegram sent updates without numbers.")
            : new UpdateBatch(events, After(last));
    }

    private void Add(List<ChatEvent> events, Update update, DateTimeOffset now)
    {
        if (UpdateReading.Read(update, now, _ownName) is { } one) events.Add(one);
        else if (update.MyChatMember is { NewChatMember.Status: ChatMemberStatus.Left or ChatMemberStatus.Kicked } left)
            Log.BotRemoved(log, left.Chat.Id);
        else Log.UpdateIgnored(log, update.Id, update.Type);
    }

    private static int After(int last) => last == int.MaxValue ? last : last + 1;

    /// <summary>The same question, answered in plain JSON, so that one unreadable update does not hide the others.</summary>
    private sealed class RawUpdates(int next) : IRequest<JsonElement[]>
    {
        public HttpMethod HttpMethod => HttpMethod.Post;
        public string MethodName => "getUpdates";
        public bool IsWebhookResponse { get; set; }

        public HttpContent ToHttpContent() => JsonContent.Create(
            new Question(next, MostAtOnce, 0, ["message", "callback_query", "my_chat_member"]));

        private sealed record Question(
            [property: JsonPropertyName("offset")] int Offset,
            [property: JsonPropertyName("limit")] int Limit,
            [property: JsonPropertyName("timeout")] int Timeout,
            [property: JsonPropertyName("allowed_updates")] string[] AllowedUpdates);
    }

    private static partial class Log
    {
        [LoggerMessage(1511, LogLevel.Warning, "A batch of updates cannot be read; reading them one by one: {Reason}")]
        public static partial void BatchUnreadable(ILogger log, string reason);

        [LoggerMessage(1512, LogLevel.Error,
            "Update {Update} cannot be read and is stepped over (its press was saved: {PressSaved}): {Reason}")]
        public static partial void UpdateUnreadable(ILogger log, int update, bool pressSaved, string reason);

        [LoggerMessage(1513, LogLevel.Error, "An update without a number is stepped over")]
        public static partial void UpdateWithoutId(ILogger log);

        [LoggerMessage(1514, LogLevel.Debug, "Update {Update} of kind {Kind} concerns nobody here")]
        public static partial void UpdateIgnored(ILogger log, int update, UpdateType kind);

        [LoggerMessage(1515, LogLevel.Warning, "The bot was removed from the chat {Chat}")]
        public static partial void BotRemoved(ILogger log, long chat);
    }
}
