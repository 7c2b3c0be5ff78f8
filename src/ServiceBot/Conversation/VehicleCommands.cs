using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Conversation;

/// <summary><c>/find А123ВС178</c>: the vehicle's last visits and its cases, for whoever stands before the customer.</summary>
internal sealed class FindCommand(ConversationWording words) : IChatCommand
{
    private const int MostVisits = 6;
    private const int MostCases = 5;
    private const int WorkLength = 110;
    private const int WordLength = 60;

    public string Name => "find";

    public async Task<MessageContent> AnswerAsync(CommandCall call, Membership? member, CancellationToken cancel)
    {
        var station = member!.Station;
        if (call.Argument.Length == 0) return MessageContent.Plain(words["FindUsageTitle"], words["FindUsageText"]);
        var vehicle = VehicleWords.Read(call.Argument).Vehicle;
        if (vehicle is null) return MessageContent.Plain(words.Format("FindUnreadable", Asked(call)), words["FindUsageText"]);
        var (plate, vin) = (vehicle.Plate?.Value, vehicle.Vin?.Value);
        // A plate that is typed without its region finds the vehicle all the same.
        var stem = plate is { Length: 6 } ? plate : null;
        var rows = await call.Db.Records.AsNoTracking()
            .Where(x => x.Station == station.Code && x.Kind == RecordKind.WorkOrder
                && ((plate != null && x.Plate == plate) || (stem != null && x.Plate!.StartsWith(stem))
                    || (vin != null && (x.Vin == vin || x.SecondVin == vin))))
            .OrderByDescending(x => x.At).Take(MostVisits).ToListAsync(cancel);
        var cases = await call.Db.Cases.AsNoTracking()
            .Where(x => x.Station == station.Code && x.MergedInto == null
                && ((plate != null && x.Plate == plate) || (stem != null && x.Plate!.StartsWith(stem)) || (vin != null && x.Vin == vin)))
            .OrderByDescending(x => x.Number).Take(MostCases).ToListAsync(cancel);
        if (rows.Count == 0 && cases.Count == 0)
            return MessageContent.Plain(words.Format("FindNothing", Asked(call), station.Name), words["FindNothingText"]);

        var orders = rows.Select(x => (WorkOrder)BodyJson.Read(x)).ToList();
        List<string> lines = [.. orders.Select(x => Visit(station, x))];
        lines.AddRange(cases.Select(x => words.Format("FindCase", x.Number, words["State" + x.State], station.Calendar.Local(x.OpenedAt))));
        var title = orders.Count > 0 && orders[0].Vehicle is { } known ? ConversationText.Vehicle(words, known) : Asked(call);
        return MessageContent.Plain(words.Format("FindTitle", title, station.Name), [.. lines]);
    }

    private static string Asked(CommandCall call) => ShortText.Said(call.Argument, WordLength);

    private string Visit(Station station, WorkOrder order)
    {
        var said = string.Join("; ", order.Lines.Select(x => x.Text.Trim()).Where(x => x.Length > 0).Take(3));
        if (said.Length == 0) said = order.Complaint ?? words["FindNoWorks"];
        return words.Format(
            order.ClosedAt is null ? "FindVisitOpen" : "FindVisit", station.Calendar.Local(order.OpenedAt), ShortText.Quote(order.Id, WordLength),
            ShortText.Said(said, WorkLength));
    }
}

/// <summary><c>/report А123ВС178 стук вернулся</c>: opens a case by hand.</summary>
internal sealed class ReportCommand(StaffReports reports, ConversationWording words, TimeProvider time) : IChatCommand
{
    public string Name => "report";

    public async Task<MessageContent> AnswerAsync(CommandCall call, Membership? member, CancellationToken cancel)
    {
        var station = member!.Station;
        var (vehicle, text) = VehicleWords.Read(call.Argument);
        if (vehicle is null) return MessageContent.Plain(words["ReportUsageTitle"], words["ReportUsageText"]);
        var report = new StaffReport(
            station.Code, $"{call.Message.Chat.Channel}:{call.Message.EventKey}", time.GetUtcNow(), vehicle, null,
            text.Length == 0 ? null : text);
        var number = await reports.TakeAsync(call.Db, report, cancel);
        return number is { } n
            ? MessageContent.Plain(words.Format("ReportTaken", n, ConversationText.Vehicle(words, vehicle)), words["ReportTakenText"])
            : MessageContent.Plain(words["ReportKept"], words["ReportKeptText"]);
    }
}

/// <summary>Reads a vehicle, and what is said of it, from the words behind a command.</summary>
internal static class VehicleWords
{
    /// <summary>The plate or VIN at the beginning, written with or without spaces, and the rest.</summary>
    /// <returns>A null vehicle when the words begin with neither.</returns>
    public static (VehicleRef? Vehicle, string Text) Read(string text)
    {
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) return (null, "");
        if (parts[0].Length >= 11 && Vin.Read(parts[0]) is { } vin)
            return (new VehicleRef(vin, null, null, null), string.Join(' ', parts.Skip(1)));
        // "А 123 ВС 178 стук": the longest beginning that has the form of a plate.
        for (var n = Math.Min(4, parts.Length); n > 0; n--)
        {
            if (PlateNumber.Read(string.Concat(parts.Take(n))) is { } plate && (n == 1 || plate.IsStandard))
                return (new VehicleRef(null, null, plate, null), string.Join(' ', parts.Skip(n)));
        }

        return (null, "");
    }
}
