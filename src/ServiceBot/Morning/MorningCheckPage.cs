using ServiceBot.Chat;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Stations;

namespace ServiceBot.Morning;

/// <summary>The words of a day's check: short lists, and how much more there is.</summary>
internal sealed class MorningCheckPage(MorningWording words)
{
    private const int MostListed = 8;
    private const int IdLength = 40;

    public MessageContent Write(Station station, DateOnly day, MorningCheck found)
    {
        List<string> lines = [words["CheckText"]];
        if (found.UnflaggedReturns.Count > 0)
        {
            lines.Add(words.Plural("CheckUnflagged", found.UnflaggedReturns.Count));
            lines.AddRange(found.UnflaggedReturns.Take(MostListed).Select(x => words.Format(
                "CheckUnflaggedLine", Quoted(x.Vehicle.Plate?.Display ?? x.WorkOrderId), Quoted(x.WorkOrderId), Quoted(x.EarlierWorkOrderId),
                words["AtBooking" + x.Booking], x.Case is { } n ? words.Format("CheckCase", n) : "")));
            More(lines, found.UnflaggedReturns.Count);
        }

        Add(lines, "CheckFlags", found.FlagsWithoutCase.Select(
            x => words.Format(x.Kind == RecordKind.Booking ? "MarkBooking" : "MarkWorkOrder", x.Id)));
        Add(lines, "CheckClaims", found.ClaimsWithoutCase);
        Add(lines, "CheckNoBooking", found.OrdersWithoutBooking);
        if (found.Identities.Count > 0)
        {
            lines.Add(words["CheckIdentities"]);
            lines.AddRange(found.Identities.Take(MostListed).Select(x => words.Format(
                x.Plate is null ? "CheckIdentity" : "CheckIdentityPlate", x.One.Value, x.Other.Value, Quoted(x.Plate?.Display))));
            More(lines, found.Identities.Count);
        }

        return MessageContent.Plain(words.Format("CheckTitle", day, station.Name), [.. lines]);
    }

    private void Add(List<string> lines, string key, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count == 0) return;
        lines.Add(words.Format(key, all.Count, string.Join(", ", all.Take(MostListed).Select(Quoted))));
        More(lines, all.Count);
    }

    private static string Quoted(string? id) => ShortText.Quote(id ?? "", IdLength);

    private void More(List<string> lines, int count)
    {
        if (count > MostListed) lines.Add(words.Format("CheckMore", count - MostListed));
    }
}
