using System.Globalization;
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

    /// <summary>Tells each chat once, and notes that Telegram is heard again.</summary>
    /// <param name="from">When Telegram was last heard.</param>
    /// <param name="to">When it is heard again: now.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task TellAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var subject = string.Create(
            CultureInfo.InvariantCulture, $"absence:{TelegramChannel.ChannelName}:{from.UtcTicks}");
        var told = await writer.InTransactionAsync(
            async (db, token) =>
            {
                var chats = new HashSet<ChatAddress>();
                foreach (var one in _openSubjects)
                    chats.UnionWith(await one.ChatsWithOpenCardsAsync(db, TelegramChannel.ChannelName, token));
                var zones = await ZonesAsync(db, token);
                foreach (var chat in chats)
                    await outbox.PostAsync(db, subject, chat, Words(zones.GetValueOrDefault(chat.ChatId), from, to), token);
                await ListeningPlace.NoteAsync(db, next: null, to, token);
                return chats.Count;
            },
            cancel);
        Log.Away(log, from, to, told);
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

    private MessageContent Words(TimeZoneInfo? stationZone, DateTimeOffset from, DateTimeOffset to)
    {
        var zone = stationZone ?? TimeZoneInfo.Utc;
        return MessageContent.Plain(
            words["AwayTitle"],
            words.Format("AwayWhen", Moment(from, zone), Moment(to, zone)),
            words["AwayAsk"]);
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
    }
}
