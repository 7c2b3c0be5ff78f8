using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Telegram;

/// <summary>
/// Tells the chats that wait for presses that the bot was away. Telegram keeps a press for 150 seconds only, so what
/// was pressed in a longer absence does not exist, and only the person who pressed can find out.
/// </summary>
internal sealed partial class AbsenceNotice(
    Writer writer, Outbox outbox, IEnumerable<IOpenSubjects> openSubjects, StationDirectory stations,
    TelegramWording words, ILogger<AbsenceNotice> log)
{
    private readonly IReadOnlyList<IOpenSubjects> _openSubjects = [.. openSubjects];

    /// <summary>Tells each chat with open cards once, and notes that Telegram is heard again.</summary>
    /// <param name="from">When Telegram was last heard.</param>
    /// <param name="to">When it is heard again: now.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task TellAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var told = await writer.InTransactionAsync(
            async (db, token) =>
            {
                var chats = await OpenChatsAsync(db, token);
                var zones = await ZonesAsync(db, token);
                foreach (var chat in chats)
                {
                    var content = MessageContent.Plain(words["AwayTitle"], When(zones, chat, from, to), words["AwayAsk"]);
                    await outbox.PostAsync(db, Subject(from), chat, content, token, isPassing: true);
                }

                await ListeningPlace.NoteAsync(db, next: null, to, token);
                return chats.Count;
            },
            cancel);
        Log.Away(log, from, to, told);
    }

    /// <summary>
    /// After hours: tells each chat that missed something, or shows an open card, once what happened; leaves out what is of
    /// no use any more; lets the rest follow without a sound; has the open cards drawn again; and notes that Telegram is heard.
    /// </summary>
    /// <inheritdoc cref="TellAsync"/>
    public async Task SumUpAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var (told, leftOut) = await writer.InTransactionAsync(
            async (db, token) =>
            {
                var late = await db.Outbox
                    .Where(x => x.Channel == TelegramChannel.ChannelName && x.MessageId == null
                        && (x.State == OutboxState.Due || x.State == OutboxState.Unknown)).ToListAsync(token);
                var useless = await UselessAsync(db, late, token);
                foreach (var row in late)
                {
                    if (useless.Contains(row)) (row.State, row.LastError) = (OutboxState.Superseded, null);
                    else row.IsSilent = true;
                }

                await RefreshAsync(db, token);
                var chats = await OpenChatsAsync(db, token);
                chats.UnionWith(late.Select(x => new ChatAddress(x.Channel, x.ChatId, x.Topic)));
                var zones = await ZonesAsync(db, token);
                foreach (var chat in chats)
                {
                    List<string> lines = [When(zones, chat, from, to)];
                    foreach (var one in _openSubjects) lines.AddRange(await one.MissedAsync(db, chat, from, to, token));
                    if (useless.Count(x => x.IsPassing && x.ChatKey == chat.Key) is var count and > 0) lines.Add(words.Plural("BackLeftOut", count));
                    lines.AddRange([words["BackCards"], words["AwayAsk"]]);
                    await outbox.PostAsync(
                        db, Subject(from), chat, MessageContent.Plain(words["BackTitle"], [.. lines]), token, isPassing: true, dueAt: from);
                }

                await ListeningPlace.NoteAsync(db, next: null, to, token);
                return (chats.Count, useless.Count);
            },
            cancel);
        Log.Back(log, from, to, told, leftOut);
    }

    private static string Subject(DateTimeOffset from) =>
        string.Create(CultureInfo.InvariantCulture, $"absence:{TelegramChannel.ChannelName}:{from.UtcTicks}");

    // What has passed, and cards that never came of what waits for nobody any more.
    private async Task<HashSet<OutboxRow>> UselessAsync(ServiceBotDb db, List<OutboxRow> late, CancellationToken cancel)
    {
        var useless = late.Where(x => x.IsPassing).ToHashSet();
        foreach (var one in _openSubjects)
        {
            var cards = late.Where(x => x.Frozen is null && x.Subject.StartsWith(one.SubjectKind + ":", StringComparison.Ordinal)).ToList();
            var waiting = await one.WaitingAsync(db, [.. cards.Select(x => x.Subject).Distinct()], cancel);
            useless.UnionWith(cards.Where(x => !waiting.Contains(x.Subject)));
        }

        return useless;
    }

    private async Task RefreshAsync(ServiceBotDb db, CancellationToken cancel)
    {
        foreach (var one in _openSubjects)
        {
            var prefix = one.SubjectKind + ":";
            var shown = await db.Outbox.Where(x => x.Channel == TelegramChannel.ChannelName && x.MessageId != null && x.Subject.StartsWith(prefix))
                .Select(x => x.Subject).Distinct().ToListAsync(cancel);
            await outbox.RefreshCardsAsync(db, await one.WaitingAsync(db, shown, cancel), cancel);
        }
    }

    private async Task<HashSet<ChatAddress>> OpenChatsAsync(ServiceBotDb db, CancellationToken cancel)
    {
        var chats = new HashSet<ChatAddress>();
        foreach (var one in _openSubjects) chats.UnionWith(await one.ChatsWithOpenCardsAsync(db, TelegramChannel.ChannelName, cancel));
        return chats;
    }

    // The stations' zones by the ids that their chats have now.
    private async Task<Dictionary<string, TimeZoneInfo>> ZonesAsync(ServiceBotDb db, CancellationToken cancel)
    {
        var zones = new Dictionary<string, TimeZoneInfo>(StringComparer.Ordinal);
        foreach (var station in stations.All)
        {
            foreach (var chat in station.Chats.Where(x => x.Channel == TelegramChannel.ChannelName))
                zones[(await ChatMoves.CurrentAsync(db, chat, cancel)).ChatId] = station.Calendar.Zone;
        }

        return zones;
    }

    private string When(Dictionary<string, TimeZoneInfo> zones, ChatAddress chat, DateTimeOffset from, DateTimeOffset to)
    {
        var zone = zones.GetValueOrDefault(chat.ChatId) ?? TimeZoneInfo.Utc;
        return words.Format("AwayWhen", Moment(from, zone), Moment(to, zone));
    }

    private string Moment(DateTimeOffset at, TimeZoneInfo zone)
    {
        var text = TimeZoneInfo.ConvertTime(at, zone).ToString(words["Moment"], words.Culture);
        return zone.Equals(TimeZoneInfo.Utc) ? text + " UTC" : text;
    }

    private static partial class Log
    {
        [LoggerMessage(1521, LogLevel.Warning,
            "Telegram was not heard from {From:u} to {To:u}; presses of that time may be lost. Chats told: {Chats}")]
        public static partial void Away(ILogger log, DateTimeOffset from, DateTimeOffset to, int chats);

        [LoggerMessage(1522, LogLevel.Warning,
            "Telegram was not heard from {From:u} to {To:u}, which is summed up. Chats told: {Chats}; messages left out: {LeftOut}")]
        public static partial void Back(ILogger log, DateTimeOffset from, DateTimeOffset to, int chats, int leftOut);
    }
}
