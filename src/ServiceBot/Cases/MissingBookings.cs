using ServiceBot.Chat;
using ServiceBot.Domain.Sources;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Cases;

/// <summary>
/// Tells a station at once that work orders were opened without a booking, where its settings ask for that; otherwise the
/// morning's check and the digest tell it.
/// </summary>
internal sealed class MissingBookings(StationDirectory stations, Outbox outbox, CaseWording words, TimeProvider time)
{
    private const int MostListed = 8;
    private const int IdLength = 60;

    // An order that is older came with a history: nothing can be done about it at once.
    private static readonly TimeSpan News = TimeSpan.FromDays(1);

    private static string Quoted(string id) => ShortText.Quote(id, IdLength);

    /// <summary>Tells of the orders among new records.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="fresh">Records that were not on file before.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task TellAsync(ServiceBotDb db, IEnumerable<SourceRecord> fresh, CancellationToken cancel)
    {
        var since = time.GetUtcNow() - News;
        foreach (var group in fresh.OfType<WorkOrder>()
            .Where(x => x.BookingId is null && !x.Cancelled && x.OpenedAt >= since).GroupBy(x => x.Station))
        {
            var station = stations.Get(group.Key);
            if (!station.RequireBooking || !station.MissingBookingAtOnce) continue;
            var orders = group.OrderBy(x => x.OpenedAt).ThenBy(x => x.Id, StringComparer.Ordinal).ToList();
            var listed = orders.Take(MostListed).Select(x => x.Vehicle?.Plate is { } plate ? $"{Quoted(x.Id)} ({Quoted(plate.Display)})" : Quoted(x.Id)).ToList();
            if (orders.Count > MostListed) listed.Add(words.Format("AndMore", orders.Count - MostListed));
            var content = MessageContent.Plain(
                words.Plural("NoBookingTitle", orders.Count, station.Name), string.Join(", ", listed), words["NoBookingText"]);
            foreach (var chat in station.Chats)
            {
                await outbox.PostAsync(
                    db, $"no-booking:{station.Code}/{orders[0].Id}", await ChatMoves.CurrentAsync(db, chat, cancel), content, cancel,
                    isPassing: true);
            }
        }
    }
}
