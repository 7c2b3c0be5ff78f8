using System.Globalization;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake.Files;

/// <summary>Makes records of the rows of a table.</summary>
internal interface IRowRecords
{
    /// <summary>Takes the next row.</summary>
    /// <param name="row">A row that is neither blank nor a total.</param>
    /// <returns>What is complete with it; may be nothing yet.</returns>
    IEnumerable<FileItem> Take(TableRow row);

    /// <summary>The table has ended.</summary>
    /// <returns>What was not complete before.</returns>
    IEnumerable<FileItem> Finish();
}

/// <summary>
/// Bookings, survey responses and calls: one row is one record. Rows that follow each other and differ only in the
/// answer or the complaint are gathered.
/// </summary>
internal sealed class SingleRows(TableHeader header, RowStations stations) : IRowRecords
{
    private readonly bool _answersInRows =
        header.Kind == RecordKind.SurveyResponse && header.Has(Field.Question) && header.Has(Field.Answer);

    private FileItem? _waiting;

    public IEnumerable<FileItem> Take(TableRow row)
    {
        var item = Read(row);
        if (Joined(_waiting, item) is { } joined)
        {
            _waiting = joined;
            return [];
        }

        var complete = _waiting;
        _waiting = item;
        return complete is null ? [] : [complete];
    }

    public IEnumerable<FileItem> Finish() => _waiting is null ? [] : [_waiting];

    /// <summary>
    /// Two rows of one record as one: further answers of a survey response, further complaints of a booking.
    /// </summary>
    private FileItem.Record? Joined(FileItem? before, FileItem now) => (before, now) switch
    {
        (FileItem.Record { Value: SurveyResponse a } first, FileItem.Record { Value: SurveyResponse b })
            when _answersInRows && (a.Id, a.Station) == (b.Id, b.Station) => first with
            {
                Value = a with
                {
                    Answers = [.. a.Answers, .. b.Answers],
                    Score = a.Score ?? b.Score,
                    Comment = a.Comment ?? b.Comment,
                },
            },
        (FileItem.Record { Value: Booking a } first, FileItem.Record { Value: Booking b })
            when a with { Complaint = null } == b with { Complaint = null } => first with
            {
                Value = a with { Complaint = JoinedTexts(a.Complaint, b.Complaint) },
            },
        _ => null,
    };

    private static string? JoinedTexts(string? first, string? second) =>
        first is null || second is null || first.Contains(second, StringComparison.Ordinal)
        || first.Length + second.Length > RecordLimits.Text - 2
            ? first ?? second
            : first + "; " + second;

    private FileItem Read(TableRow row)
    {
        var faults = new List<FileFault>();
        var cells = new RecordCells(header, row, faults);
        var (station, zone) = stations.Of(cells);
        var id = cells.Text(Field.Id, RecordLimits.Id);
        if (id is null && faults.Count == 0 && header.Has(Field.Id)) cells.Refuse(Field.Id, "CellRequired");
        SourceRecord record = header.Kind switch
        {
            RecordKind.Booking => Booking(cells, station, id, zone),
            RecordKind.SurveyResponse => SurveyResponse(cells, station, id, zone),
            RecordKind.Call => Call(cells, station, id, zone),
            RecordKind.WorkOrder => throw new InvalidOperationException("Work orders are gathered from their rows."),
        };
        return faults.Count == 0 ? new FileItem.Record(row.Line, record) : new FileItem.Rejection(row.Line, id, faults);
    }

    private Booking Booking(RecordCells cells, string station, string? id, TimeZoneInfo zone)
    {
        var planned = cells.Time(Field.PlannedAt, zone, Field.PlannedTime);
        return new Booking
        {
            Station = station,
            Id = id ?? "",
            CreatedAt = header.Has(Field.CreatedAt) ? cells.RequiredTime(Field.CreatedAt, zone)
                : planned ?? cells.RequiredTime(Field.PlannedAt, zone, Field.PlannedTime),
            PlannedAt = planned,
            Vehicle = cells.Vehicle(required: true),
            Client = cells.Client(),
            Complaint = cells.Texts(Field.Complaint),
            PossibleRepeat = cells.Flag(Field.PossibleRepeat),
            Operator = cells.Person(Field.Operator),
            EarlierWorkOrderId = cells.Name(Field.EarlierWorkOrderId),
        };
    }

    private SurveyResponse SurveyResponse(RecordCells cells, string station, string? id, TimeZoneInfo zone)
    {
        var workOrderId = cells.Name(Field.WorkOrderId);
        var answeredAt = cells.RequiredTime(Field.AnsweredAt, zone);
        var vehicle = cells.Vehicle(required: workOrderId is null);
        return new SurveyResponse
        {
            Station = station,
            Id = id ?? DerivedId(workOrderId, vehicle, answeredAt),
            AnsweredAt = answeredAt,
            WorkOrderId = workOrderId,
            Vehicle = vehicle,
            Client = cells.Client(),
            Score = Score(cells),
            Answers = [.. Answers(cells)],
            Comment = Comment(cells),
        };
    }

    /// <summary>
    /// Survey lists often have no number of their own: what was asked about, and when, is as good a key.
    /// </summary>
    private static string DerivedId(string? workOrderId, VehicleRef? vehicle, DateTimeOffset answeredAt) => string.Create(
        CultureInfo.InvariantCulture,
        $"{workOrderId ?? vehicle?.Vin?.Value ?? vehicle?.Plate?.Value}/{answeredAt:yyyy-MM-ddTHH:mm}");

    /// <summary>"5", "5 из 5", "4/5"; a mark in words is an answer, not a number.</summary>
    private static decimal? Score(RecordCells cells)
    {
        if (cells.Name(Field.Score) is not { } text) return null;
        var first = text.Split([' ', '/', '\u00A0', '('], 2)[0];
        return CellNumber.TryRead(first, out var score) ? score : null;
    }

    private IEnumerable<SurveyAnswer> Answers(RecordCells cells)
    {
        foreach (var (column, text) in cells.Named(Field.NamedAnswer)) yield return new SurveyAnswer(column, text);
        foreach (var (column, text) in cells.Named(Field.Score))
        {
            if (Score(cells) is null && !CellWords.SaysNothing(text)) yield return new SurveyAnswer(column, text);
        }

        if (!header.Has(Field.Question)) yield break;
        if (cells.Text(Field.Answer) is not { } answer) yield break;
        yield return new SurveyAnswer(cells.Text(Field.Question) ?? "", answer);
    }

    private string? Comment(RecordCells cells)
    {
        var comment = cells.Texts(Field.Comment);
        var answer = header.Has(Field.Question) ? null : cells.Texts(Field.Answer);
        return (comment, answer) switch
        {
            ({ } c, { } a) when c != a => a + "\n" + c,
            _ => comment ?? answer,
        };
    }

    private static CallLogEntry Call(RecordCells cells, string station, string? id, TimeZoneInfo zone)
    {
        var phoneText = cells.Text(Field.CallPhone, RecordLimits.Name);
        var phone = PhoneNumber.Read(phoneText);
        if (phoneText is null) cells.Refuse(Field.CallPhone, "CellRequired");
        else if (phone is null) cells.Refuse(Field.CallPhone, "NotAPhone", phoneText.Length);
        var direction = cells.Text(Field.Direction, RecordLimits.Name);
        var read = direction is null ? null : CallDirectionNames.Read(direction);
        if (direction is null) cells.Refuse(Field.Direction, "CellRequired");
        else if (read is null) cells.Refuse(Field.Direction, "UnknownName", direction, CallDirectionNames.Allowed);
        return new CallLogEntry
        {
            Station = station,
            Id = id ?? "",
            StartedAt = cells.RequiredTime(Field.StartedAt, zone, Field.StartedTime),
            Direction = read ?? CallDirection.Incoming,
            Phone = phone!,
            Vehicle = cells.Vehicle(required: false),
            Client = cells.Client(),
            Operator = cells.Person(Field.Operator),
            DurationSeconds = Seconds(cells),
            RecordingUrl = cells.Text(Field.RecordingUrl),
            Transcript = cells.Text(Field.Transcript),
        };
    }

    /// <summary>Telephone exchanges write seconds or a clock: 95, 1:35, 0:01:35.</summary>
    private static int? Seconds(RecordCells cells)
    {
        var text = cells.Text(Field.Duration, RecordLimits.Name);
        if (text is null || !text.Contains(':', StringComparison.Ordinal)) return cells.Whole(Field.Duration);
        var seconds = 0;
        foreach (var part in text.Split(':'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 10_000)
            {
                cells.Refuse(Field.Duration, "CellNotANumber");
                return null;
            }

            seconds = (seconds * 60) + number;
        }

        return seconds;
    }
}
