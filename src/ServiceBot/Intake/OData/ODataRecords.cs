using System.Globalization;
using System.Text.Json.Nodes;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Intake.Files;
using JsonValue = System.Text.Json.Nodes.JsonValue;

namespace ServiceBot.Intake.OData;

/// <summary>Makes records of documents, with what their links lead to.</summary>
internal sealed class ODataRecords(
    ODataSettings settings, IReadOnlyDictionary<ODataRole, ODataEntity> entities, ODataCatalogs catalogs)
{
    private readonly DocumentIds _ids = Enum.Parse<DocumentIds>(settings.Ids);

    /// <summary>The kind of record that a document is.</summary>
    public static RecordKind KindOf(ODataRole role) => role == ODataRole.Booking ? RecordKind.Booking : RecordKind.WorkOrder;

    /// <summary>The key of a document's record.</summary>
    public string IdOf(ODataRole role, ODataObject document)
    {
        var number = _ids == DocumentIds.Key ? null : document.Text(entities[role].NamesOf("number"));
        if (number is null) return document.Key?.ToString("D") ?? "";
        return _ids == DocumentIds.NumberAndYear && document.Date is { } date
            ? string.Create(CultureInfo.InvariantCulture, $"{number}/{date.Year}")
            : number;
    }

    /// <summary>The records of documents of one entity, each in the form of the API.</summary>
    public async Task<IReadOnlyList<RecordDraft>> DraftsAsync(ODataRole role, IReadOnlyList<ODataObject> documents, CancellationToken cancel)
    {
        if (documents.Count == 0) return [];
        await FetchAsync(role, documents, cancel);
        return [.. documents.Select(x => role == ODataRole.Booking ? Booking(x) : WorkOrder(x))];
    }

    private async Task FetchAsync(ODataRole role, IReadOnlyList<ODataObject> documents, CancellationToken cancel)
    {
        var entity = entities[role];
        IEnumerable<Guid?> Links(string field) => documents.Select(x => x.Link(entity.NamesOf(field)));
        IEnumerable<Guid?> RowLinks(string rows, string field) =>
            documents.SelectMany(x => x.Rows(entity.NamesOf(rows))).Select(x => x.Link(entity.NamesOf(field)));

        if (role == ODataRole.WorkOrder)
        {
            await catalogs.FetchAsync(ODataRole.Consolidated, Links("consolidated"), cancel);
            await catalogs.FetchAsync(ODataRole.Booking, documents.Select(BookingKey), cancel);
            await catalogs.FetchAsync(ODataRole.Kind, Links("kind"), cancel);
            await catalogs.FetchAsync(ODataRole.State, Links("state"), cancel);
            await catalogs.FetchAsync(ODataRole.Job, RowLinks("lines", "line.job"), cancel);
            await catalogs.FetchAsync(ODataRole.Part, RowLinks("parts", "part.item"), cancel);
            await catalogs.FetchAsync(ODataRole.Staff, [.. Links("advisor"), .. Links("foreman"), .. RowLinks("lines", "line.mechanic")], cancel);
        }
        else
        {
            await catalogs.FetchAsync(ODataRole.Staff, Links("operator"), cancel);
        }

        await catalogs.FetchAsync(ODataRole.Client, Links("client"), cancel);
        var vehicles = documents.Select(x => VehicleKey(role, x)).ToList();
        await catalogs.FetchAsync(ODataRole.Vehicle, vehicles, cancel);
        var ofVehicles = vehicles.Select(x => catalogs.Find(ODataRole.Vehicle, x)?.Link(entities[ODataRole.Vehicle].NamesOf("model")));
        await catalogs.FetchAsync(ODataRole.Model, [.. Links("model"), .. ofVehicles], cancel);
    }

    private RecordDraft Booking(ODataObject document)
    {
        var entity = entities[ODataRole.Booking];
        var draft = Begin(RecordKind.Booking, ODataRole.Booking, document);
        draft.Set("createdAt", document.Text(entity.NamesOf("createdAt")));
        draft.Set("plannedAt", document.Text(entity.NamesOf("plannedAt")));
        draft.Set("complaint", document.Text(entity.NamesOf("complaint")));
        draft.Set("operator", Person(document, entity, "operator"));
        draft.Set("possibleRepeat", document.Find(entity.NamesOf("possibleRepeat")));
        return draft;
    }

    private RecordDraft WorkOrder(ODataObject document)
    {
        var entity = entities[ODataRole.WorkOrder];
        var draft = Begin(RecordKind.WorkOrder, ODataRole.WorkOrder, document);
        draft.Set("openedAt", document.Text(entity.NamesOf("openedAt")));
        draft.Set("closedAt", document.Text(entity.NamesOf("closedAt")));
        if (catalogs.Find(ODataRole.Booking, BookingKey(document)) is { } booking) draft.Set("bookingId", IdOf(ODataRole.Booking, booking));
        if (document.Link(entity.NamesOf("consolidated")) is { } consolidated)
        {
            draft.Set("consolidatedOrderId", catalogs.Find(ODataRole.Consolidated, consolidated) is { } known
                ? IdOf(ODataRole.Consolidated, known)
                : consolidated.ToString("D"));
        }

        draft.Set("kind", Kind(document, entity));
        if (document.Text(entity.NamesOf("odometerKm")) is { } km && CellNumber.TryReadWhole(km, out var odometer) && odometer > 0) draft.Set("odometerKm", odometer);
        draft.Set("complaint", document.Text(entity.NamesOf("complaint")));
        draft.Set("foreman", Person(document, entity, "foreman"));
        draft.Set("advisor", Person(document, entity, "advisor"));
        draft.Set("possibleRepeat", document.Find(entity.NamesOf("possibleRepeat")));
        draft.Set("total", document.Find(entity.NamesOf("total")));
        if (State(document, entity) is { } state && CellWords.SaysCancelled(state)) draft.Set("cancelled", true);
        foreach (var row in document.Rows(entity.NamesOf("lines"))) AddLine(draft, entity, row);
        foreach (var row in document.Rows(entity.NamesOf("parts"))) AddPart(draft, entity, row);
        return draft;
    }

    private void AddLine(RecordDraft draft, ODataEntity entity, ODataObject row)
    {
        var job = row.Link(entity.NamesOf("line.job"));
        var text = row.Text(entity.NamesOf("line.text")) ?? catalogs.Text(ODataRole.Job, job, "name");
        // A job of which there is no word says nothing.
        if (text is null) return;
        draft.AddRow("lines",
        [
            new("lines.text", text), new("lines.code", catalogs.Text(ODataRole.Job, job, "code")),
            new("lines.mechanic", Person(row, entity, "line.mechanic")), new("lines.normHours", row.Find(entity.NamesOf("line.normHours"))),
            new("lines.rate", row.Find(entity.NamesOf("line.rate"))),
        ]);
    }

    private void AddPart(RecordDraft draft, ODataEntity entity, ODataObject row)
    {
        var item = row.Link(entity.NamesOf("part.item"));
        var name = row.Text(entity.NamesOf("part.name")) ?? catalogs.Text(ODataRole.Part, item, "name");
        if (name is null) return;
        draft.AddRow("parts",
        [
            new("parts.name", name), new("parts.number", catalogs.Text(ODataRole.Part, item, "code")),
            new("parts.quantity", row.Find(entity.NamesOf("part.quantity"))),
        ]);
    }

    private RecordDraft Begin(RecordKind kind, ODataRole role, ODataObject document)
    {
        var (entity, vehicles) = (entities[role], entities[ODataRole.Vehicle]);
        var draft = new RecordDraft(kind);
        draft.Set("id", IdOf(role, document));
        var vehicle = catalogs.Find(ODataRole.Vehicle, VehicleKey(role, document));
        draft.Set("vehicle.vin", vehicle?.Text(vehicles.NamesOf("vin")) ?? document.Text(entity.NamesOf("vin")));
        draft.Set("vehicle.vin2", vehicle?.Text(vehicles.NamesOf("vin2")));
        draft.Set("vehicle.plate", vehicle?.Text(vehicles.NamesOf("plate")) ?? document.Text(entity.NamesOf("plate")));
        var model = vehicle?.Link(vehicles.NamesOf("model")) ?? document.Link(entity.NamesOf("model"));
        draft.Set("vehicle.model", catalogs.Text(ODataRole.Model, model, "name") ?? vehicle?.Text(vehicles.NamesOf("name")));
        var client = document.Link(entity.NamesOf("client"));
        // In some bases the customer is a plain text.
        draft.Set("client.name", document.Text(entity.NamesOf("clientName")) ?? catalogs.Text(ODataRole.Client, client, "name"));
        draft.Set("client.phone", document.Text(entity.NamesOf("clientPhone")) ?? catalogs.Text(ODataRole.Client, client, "phone"));
        return draft;
    }

    /// <summary>The car stands in the header, in a table part, or in the consolidated order.</summary>
    private Guid? VehicleKey(ODataRole role, ODataObject document)
    {
        var (entity, consolidated) = (entities[role], entities[ODataRole.Consolidated]);
        return document.Link(entity.NamesOf("vehicle"))
            ?? catalogs.Find(ODataRole.Consolidated, document.Link(entity.NamesOf("consolidated")))?.Link(consolidated.NamesOf("vehicle"));
    }

    private Guid? BookingKey(ODataObject document) =>
        document.Link(entities[ODataRole.WorkOrder].NamesOf("booking"), entities[ODataRole.Booking].Name);

    /// <summary>By the settings' own names, else by the words; null leaves it a repair, so that no return is overlooked.</summary>
    private string? Kind(ODataObject document, ODataEntity entity)
    {
        var name = catalogs.Text(ODataRole.Kind, document.Link(entity.NamesOf("kind")), "name") ?? Plain(document, entity, "kind");
        if (name is null) return null;
        foreach (var (written, kind) in settings.Kinds)
        {
            if (written.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return kind;
        }

        return OrderKindWords.Read(name) is { } read ? WorkOrderKindNames.NameOf(read) : null;
    }

    private string? State(ODataObject document, ODataEntity entity) =>
        catalogs.Text(ODataRole.State, document.Link(entity.NamesOf("state")), "name") ?? Plain(document, entity, "state");

    /// <summary>A value that is a word (an enumeration, a plain text) and no link.</summary>
    private static string? Plain(ODataObject document, ODataEntity entity, string field) =>
        document.Text(entity.NamesOf(field)) is { } text && !Guid.TryParse(text, out _) ? text : null;

    private JsonNode? Person(ODataObject from, ODataEntity entity, string field)
    {
        var key = from.Link(entity.NamesOf(field));
        if (catalogs.Text(ODataRole.Staff, key, "name") is { } name)
        {
            var person = new JsonObject { ["name"] = name };
            if (catalogs.Text(ODataRole.Staff, key, "code") is { } code) person["id"] = code;
            return person;
        }

        return Plain(from, entity, field) is { } plain ? JsonValue.Create(plain) : null;
    }
}
