using System.Text.Json;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Intake;

/// <summary>What came of reading one record: the record, or every field of it that cannot be taken.</summary>
/// <param name="Record">The record; null when there are errors.</param>
/// <param name="Id">The record's key as far as it could be read, to name the record in an answer.</param>
/// <param name="Errors">The errors; empty when there is a record.</param>
public sealed record RecordJsonResult(SourceRecord? Record, string? Id, IReadOnlyList<FieldError> Errors);

/// <summary>Reads the JSON records of the API and of <c>.json</c> files. Unknown fields are ignored.</summary>
public static class RecordJson
{
    private static readonly (string Field, RecordKind Kind)[] TellingFields =
    [
        ("openedAt", RecordKind.WorkOrder), ("lines", RecordKind.WorkOrder), ("closedAt", RecordKind.WorkOrder),
        ("answeredAt", RecordKind.SurveyResponse), ("answers", RecordKind.SurveyResponse),
        ("startedAt", RecordKind.Call), ("direction", RecordKind.Call),
        ("createdAt", RecordKind.Booking), ("plannedAt", RecordKind.Booking), ("earlierWorkOrderId", RecordKind.Booking),
    ];

    /// <summary>Reads one record.</summary>
    /// <param name="element">The JSON value.</param>
    /// <param name="kind">Which kind of record it is.</param>
    /// <param name="stations">The stations records may be for.</param>
    /// <param name="defaultStation">The station of a record that names none; null allows that only where there is
    /// one.</param>
    /// <returns>The record, or the errors of all its fields; nothing is thrown for what the sender wrote.</returns>
    public static RecordJsonResult Read(
        JsonElement element, RecordKind kind, StationClocks stations, string? defaultStation = null)
    {
        ArgumentNullException.ThrowIfNull(stations);
        if (element.ValueKind != JsonValueKind.Object)
        {
            return new RecordJsonResult(null, null, [new FieldError("$", new IntakeFault("RecordNotAnObject"))]);
        }

        var errors = new List<FieldError>();
        var fields = new JsonFields(element, "", errors);
        var id = fields.Id("id");
        if (id is null && errors.Count == 0) fields.Refuse("id", "Required");
        var (station, zone) = ReadStation(fields, stations, defaultStation ?? stations.Only);
        var head = new Head(station, id ?? "", zone);
        SourceRecord record = kind switch
        {
            RecordKind.Booking => ReadBooking(fields, head),
            RecordKind.WorkOrder => ReadWorkOrder(fields, head),
            RecordKind.SurveyResponse => ReadSurveyResponse(fields, head),
            RecordKind.Call => ReadCall(fields, head),
        };
        return new RecordJsonResult(errors.Count == 0 ? record : null, id, errors);
    }

    /// <summary>Tells by its fields which kind of record a JSON object is; null when they do not say.</summary>
    /// <param name="element">The JSON value.</param>
    public static RecordKind? TellKind(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        var fields = new JsonFields(element, "", []);
        foreach (var (field, kind) in TellingFields)
        {
            if (fields.Has(field)) return kind;
        }

        return null;
    }

    private static (string Code, TimeZoneInfo Zone) ReadStation(
        JsonFields fields, StationClocks stations, string? otherwise)
    {
        var named = fields.Has("station");
        var code = named ? fields.Text("station", RecordLimits.Name) : otherwise;
        if (code is not null && stations.TryFind(code, out var canonical, out var zone)) return (canonical, zone);
        var allowed = string.Join(", ", stations.Codes);
        if (!named) fields.Refuse("station", "StationRequired", allowed);
        else if (code is not null) fields.Refuse("station", "StationUnknown", code, allowed);
        return ("", TimeZoneInfo.Utc);
    }

    private static Booking ReadBooking(JsonFields fields, Head head) => new()
    {
        Station = head.Station,
        Id = head.Id,
        CreatedAt = fields.RequiredTime("createdAt", head.Zone),
        PlannedAt = fields.Time("plannedAt", head.Zone),
        Vehicle = ReadVehicle(fields, required: true),
        Client = ReadClient(fields),
        Complaint = fields.Text("complaint", RecordLimits.Text),
        PossibleRepeat = fields.Flag("possibleRepeat"),
        Operator = fields.Person("operator"),
        EarlierWorkOrderId = fields.Id("earlierWorkOrderId"),
    };

    private static WorkOrder ReadWorkOrder(JsonFields fields, Head head)
    {
        var openedAt = fields.RequiredTime("openedAt", head.Zone);
        var closedAt = VisitTimes.ClosedAt(openedAt, fields.Time("closedAt", head.Zone));
        if (openedAt != default && closedAt < openedAt) fields.Refuse("closedAt", "ClosedBeforeOpened");
        return new WorkOrder
        {
            Station = head.Station,
            Id = head.Id,
            BookingId = fields.Id("bookingId"),
            ConsolidatedOrderId = fields.Id("consolidatedOrderId"),
            OpenedAt = openedAt,
            ClosedAt = closedAt,
            Vehicle = ReadVehicle(fields, required: true),
            Client = ReadClient(fields),
            OrderKind = ReadOrderKind(fields),
            OdometerKm = fields.Whole("odometerKm"),
            Complaint = fields.Text("complaint", RecordLimits.Text),
            Foreman = fields.Person("foreman"),
            Advisor = fields.Person("advisor"),
            PossibleRepeat = fields.Flag("possibleRepeat"),
            Cancelled = fields.Flag("cancelled") ?? false,
            Lines = [.. fields.Objects("lines").Select(line => new WorkOrderLine(
                line.Text("code", RecordLimits.Name),
                line.RequiredText("text", RecordLimits.Text),
                line.Text("area", RecordLimits.Name),
                line.Person("mechanic"),
                line.Number("normHours"),
                line.Number("rate")))],
            Parts = [.. fields.Objects("parts").Select(part => new PartLine(
                part.Text("number", RecordLimits.Name),
                part.RequiredText("name", RecordLimits.Text),
                part.Number("quantity", mayBeNegative: true)))],
            Total = fields.Number("total", mayBeNegative: true),
        };
    }

    private static SurveyResponse ReadSurveyResponse(JsonFields fields, Head head)
    {
        var workOrderId = fields.Id("workOrderId");
        return new SurveyResponse
        {
            Station = head.Station,
            Id = head.Id,
            AnsweredAt = fields.RequiredTime("answeredAt", head.Zone),
            WorkOrderId = workOrderId,
            Vehicle = ReadVehicle(fields, required: workOrderId is null),
            Client = ReadClient(fields),
            Score = fields.Number("score", mayBeNegative: true),
            Answers = [.. fields.Objects("answers")
                .Where(answer => answer.Has("answer"))
                .Select(answer => new SurveyAnswer(
                    answer.Text("question", RecordLimits.Text) ?? "", answer.RequiredText("answer", RecordLimits.Text)))],
            Comment = fields.Text("comment", RecordLimits.Text),
        };
    }

    private static CallLogEntry ReadCall(JsonFields fields, Head head)
    {
        var number = fields.RequiredText("phone", RecordLimits.Name);
        var phone = PhoneNumber.Read(number);
        if (phone is null && number.Length > 0) fields.Refuse("phone", "NotAPhone", number.Length);
        return new CallLogEntry
        {
            Station = head.Station,
            Id = head.Id,
            StartedAt = fields.RequiredTime("startedAt", head.Zone),
            Direction = ReadDirection(fields),
            Phone = phone!,
            Vehicle = ReadVehicle(fields, required: false),
            Client = ReadClient(fields),
            Operator = fields.Person("operator"),
            DurationSeconds = fields.Whole("durationSeconds"),
            RecordingUrl = fields.Text("recordingUrl", RecordLimits.Text),
            Transcript = fields.Text("transcript", RecordLimits.Transcript),
        };
    }

    private static CallDirection ReadDirection(JsonFields fields)
    {
        var text = fields.RequiredText("direction", RecordLimits.Name);
        if (CallDirectionNames.Read(text) is { } direction) return direction;
        if (text.Length > 0) fields.Refuse("direction", "UnknownName", text, CallDirectionNames.Allowed);
        return default;
    }

    private static WorkOrderKind ReadOrderKind(JsonFields fields)
    {
        if (fields.Text("kind", RecordLimits.Name) is not { } name) return WorkOrderKind.Repair;
        if (WorkOrderKindNames.Read(name) is { } kind) return kind;
        fields.Refuse("kind", "UnknownName", name, WorkOrderKindNames.Allowed);
        return WorkOrderKind.Repair;
    }

    internal static VehicleRef? ReadVehicle(JsonFields fields, bool required)
    {
        var had = fields.Has("vehicle");
        var vehicle = fields.Object("vehicle");
        if (vehicle is null)
        {
            if (required && !had) fields.Refuse("vehicle", "VehicleRequired");
            return null;
        }

        var read = new VehicleRef(
            Vin.Read(vehicle.Text("vin", RecordLimits.Name)),
            Vin.Read(vehicle.Text("vin2", RecordLimits.Name)),
            PlateNumber.Read(vehicle.Text("plate", RecordLimits.Name)),
            vehicle.Text("model", RecordLimits.Name));
        if (read.IsKnown) return read;
        if (required) fields.Refuse("vehicle", "VehicleRequired");
        return null;
    }

    private static Client? ReadClient(JsonFields fields)
    {
        if (fields.Object("client") is not { } client) return null;
        var (name, phone) = (client.Text("name", RecordLimits.Name), client.Text("phone", RecordLimits.Name));
        return name is null && phone is null ? null : new Client(name, PhoneNumber.Read(phone));
    }

    private sealed record Head(string Station, string Id, TimeZoneInfo Zone);
}
