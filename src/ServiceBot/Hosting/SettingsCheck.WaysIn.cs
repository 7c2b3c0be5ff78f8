using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;
using ServiceBot.Intake.Hooks;
using ServiceBot.Intake.OData;
using ServiceBot.Intake.Sql;
using ServiceBot.Storage;

namespace ServiceBot.Hosting;

internal sealed partial class SettingsCheck
{
    private const int LeastSecret = 16;

    /// <summary>Paths that mean something else already.</summary>
    private static readonly string[] TakenPaths = ["/api", "/health", "/hooks", "/metrics", "/openapi", "/stand"];

    private void CheckWebhook(TelegramSettings telegram)
    {
        // Telegram's own rules; a Bot API server of one's own takes any address.
        var isPublic = Uri.TryCreate(telegram.ApiUrl, UriKind.Absolute, out var api) && api.Host == "api.telegram.org";
        if (string.IsNullOrWhiteSpace(telegram.WebhookUrl)) Refuse("Telegram:WebhookUrl", null, "Required");
        else if (!Uri.TryCreate(telegram.WebhookUrl.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0
            || (isPublic && (url.Scheme != "https" || url.Port is not (443 or 80 or 88 or 8443))))
            Refuse("Telegram:WebhookUrl", telegram.WebhookUrl, "NotAWebhook");
        else if (url.AbsolutePath.Length < 2 || TakenPaths.Any(x => url.AbsolutePath.StartsWith(x, StringComparison.OrdinalIgnoreCase))
            || url.AbsolutePath.IndexOfAny(['{', '}', '*', '%']) >= 0)
            Refuse("Telegram:WebhookUrl", telegram.WebhookUrl, "WebhookPath", string.Join(", ", TakenPaths));
        var secret = telegram.WebhookSecret ?? "";
        if (secret.Length is < LeastSecret or > 256 || !secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            Refuse("Telegram:WebhookSecret", secret.Length == 0 ? null : secret, "NotAWebhookSecret", LeastSecret, 256);
    }

    private void CheckOData()
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (source, path) in Items("OData", _settings.OData))
        {
            CheckName(source.Name, path, names);
            source.Station = StationOf(source.Station, path);
            if (!IsUri(source.BaseUrl, "http", "https") || new Uri(source.BaseUrl).UserInfo.Length > 0 || new Uri(source.BaseUrl).Query.Length > 0)
                Refuse($"{path}:BaseUrl", source.BaseUrl, "NotABase");
            if (source.User.Contains(':', StringComparison.Ordinal)) Refuse($"{path}:User", source.User, "ColonInUser");
            source.Preset = OneOf($"{path}:Preset", source.Preset, [.. ODataPresets.Names]);
            source.Ids = OneOf($"{path}:Ids", source.Ids, Enum.GetNames<DocumentIds>());
            if (source.PollSeconds is < 0.1 or > 86_400) Refuse($"{path}:PollSeconds", Invariant(source.PollSeconds), "OutOfRange", "0.1", "86400");
            if (source.TimeoutSeconds is < 1 or > 600) Refuse($"{path}:TimeoutSeconds", Invariant(source.TimeoutSeconds), "OutOfRange", "1", "600");
            if (source.RereadDays is < 1 or > 3_650) Refuse($"{path}:RereadDays", Invariant(source.RereadDays), "OutOfRange", "1", "3650");
            if (source.PageSize is < 2 or > 5_000) Refuse($"{path}:PageSize", Invariant(source.PageSize), "OutOfRange", "2", "5000");
            if (!string.IsNullOrEmpty(source.Since)
                && !DateOnly.TryParseExact(source.Since, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                Refuse($"{path}:Since", source.Since, "NotADay");
            source.Entities = CheckEntities(source.Entities, path);
            foreach (var (name, kind) in source.Kinds.ToList())
            {
                if (WorkOrderKindNames.Read(kind) is { } known) source.Kinds[name] = WorkOrderKindNames.NameOf(known);
                else Refuse($"{path}:Kinds:{name}", kind, "NotOneOf", WorkOrderKindNames.Allowed);
            }
        }
    }

    private Dictionary<string, ODataEntitySettings> CheckEntities(Dictionary<string, ODataEntitySettings> entities, string path)
    {
        var known = new Dictionary<string, ODataEntitySettings>();
        foreach (var (role, entity) in entities)
        {
            var at = $"{path}:Entities:{role}";
            if (NameOf<ODataRole>(role) is not { } name)
            {
                Refuse(at, null, "NotOneOf", string.Join(", ", Enum.GetNames<ODataRole>()));
                continue;
            }

            if (entity.Name is { Length: > 0 } written && !EntityForm().IsMatch(written)) Refuse($"{at}:Name", written, "NotAnEntity");
            var allowed = ODataPresets.FieldsOf(Enum.Parse<ODataRole>(name));
            var fields = new Dictionary<string, string>();
            foreach (var (field, column) in entity.Fields)
            {
                if (allowed.FirstOrDefault(x => x.Equals(field, StringComparison.OrdinalIgnoreCase)) is not { } canonical)
                    Refuse($"{at}:Fields:{field}", null, "NotOneOf", string.Join(", ", allowed));
                else if (column.Length > 0 && !column.Split('|').All(x => ColumnForm().IsMatch(x.Trim())))
                    Refuse($"{at}:Fields:{field}", column, "NotAColumn");
                else
                    fields[canonical] = column;
            }

            known[name] = new ODataEntitySettings { Name = entity.Name, Fields = fields };
        }

        return known;
    }

    private void CheckSql()
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (source, path) in Items("Sql", _settings.Sql))
        {
            CheckName(source.Name, path, names);
            source.Station = StationOf(source.Station, path);
            source.Provider = OneOf($"{path}:Provider", source.Provider, Enum.GetNames<StationDatabaseKind>());
            if (source.ConnectionString.Length == 0) Refuse($"{path}:ConnectionString", null, "Required");
            else if (Enum.TryParse<StationDatabaseKind>(source.Provider, out var kind) && !StationDatabase.CanRead(kind, source.ConnectionString))
                Refuse($"{path}:ConnectionString", source.ConnectionString, "NotAConnectionStringOf", source.Provider);
            if (source.Queries.Count == 0) Refuse($"{path}:Queries", null, "Required");
            var views = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (query, at) in Items($"{path}:Queries", source.Queries)) CheckQuery(query, at, views);
        }
    }

    private void CheckQuery(SqlQuerySettings query, string path, Dictionary<string, string> views)
    {
        query.Kind = OneOf($"{path}:Kind", query.Kind, Enum.GetNames<RecordKind>());
        if (!SqlStatement.IsName(query.View, parts: 3)) Refuse($"{path}:View", query.View, "NotAView");
        else if (!views.TryAdd($"{query.Kind} {query.View}", path)) Refuse($"{path}:View", query.View, "Twice", Full(views[$"{query.Kind} {query.View}"]));
        if (!SqlStatement.IsName(query.HighWater, parts: 1)) Refuse($"{path}:HighWater", query.HighWater, "NotASqlColumn");
        if (query.PollSeconds is < 0.1 or > 86_400) Refuse($"{path}:PollSeconds", Invariant(query.PollSeconds), "OutOfRange", "0.1", "86400");
        if (query.RereadMinutes is < 0 or > 525_600) Refuse($"{path}:RereadMinutes", Invariant(query.RereadMinutes), "OutOfRange", "0", "525600");
        if (query.RowLimit is < 1 or > 100_000) Refuse($"{path}:RowLimit", Invariant(query.RowLimit), "OutOfRange", "1", "100000");
        if (query.TimeoutSeconds is < 1 or > 3_600) Refuse($"{path}:TimeoutSeconds", Invariant(query.TimeoutSeconds), "OutOfRange", "1", "3600");
        if (!Enum.TryParse<RecordKind>(query.Kind, out var kind)) return;
        var fields = new Dictionary<string, string>();
        foreach (var (column, field) in query.Columns.ToList())
        {
            if (!SqlStatement.IsName(column, parts: 1)) Refuse($"{path}:Columns:{column}", field, "NotASqlColumn");
            if (RecordFields.Named(kind, field) is not { } known) Refuse($"{path}:Columns:{column}", field, "NotOneOf", string.Join(", ", RecordFields.Of(kind)));
            else if (!fields.TryAdd(known, column)) Refuse($"{path}:Columns:{column}", field, "Twice", Full($"{path}:Columns:{fields[known]}"));
            else query.Columns[column] = known;
        }

        foreach (var needed in (string[])["id", RecordFields.TimeOf(kind)])
        {
            if (!fields.ContainsKey(needed) && !_faults.Exists(x => x.Path.StartsWith(Full($"{path}:Columns"), StringComparison.Ordinal)))
                Refuse($"{path}:Columns", null, "FieldNeeded", needed);
        }
    }

    private void CheckHooks()
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (hook, path) in Items("Hooks", _settings.Hooks))
        {
            CheckName(hook.Name, path, names);
            hook.Station = StationOf(hook.Station, path);
            if (hook.Secret.Length < LeastSecret || !hook.Secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~'))
                Refuse($"{path}:Secret", hook.Secret.Length == 0 ? null : hook.Secret, "NotASecret", LeastSecret);
            CheckPace($"{path}:CallsPerMinute", hook.CallsPerMinute);
            hook.Kind = OneOf($"{path}:Kind", hook.Kind, Enum.GetNames<RecordKind>());
            if (!Enum.TryParse<RecordKind>(hook.Kind, out var kind)) continue;
            CheckHookFields(hook, kind, path);
            foreach (var (answer, at) in Items($"{path}:Answers", hook.Answers))
            {
                if (kind != RecordKind.SurveyResponse) Refuse(at, null, "AnswersOfASurvey");
                if (!JsonPath.TryParse(answer.Path, out _)) Refuse($"{at}:Path", answer.Path, "NotAJsonPath");
            }
        }
    }

    private void CheckHookFields(HookSettings hook, RecordKind kind, string path)
    {
        var allowed = RecordFields.Of(kind).Where(x => RecordFields.RowsOf(x) is null).ToList();
        var fields = new Dictionary<string, string>();
        foreach (var (field, place) in hook.Fields)
        {
            if (RecordFields.Named(kind, field) is not { } known || !allowed.Contains(known))
                Refuse($"{path}:Fields:{field}", place, "NotOneOf", string.Join(", ", allowed));
            else if (!JsonPath.TryParse(place, out _)) Refuse($"{path}:Fields:{field}", place, "NotAJsonPath");
            else fields[known] = place;
        }

        if (hook.Fields.Count == 0 && hook.Answers.Count == 0) Refuse($"{path}:Fields", null, "Required");
        hook.Fields = fields;
    }

    private void CheckName(string name, string path, Dictionary<string, string> names)
    {
        if (!CodeForm().IsMatch(name)) Refuse($"{path}:Name", name, "NotACode");
        else if (!names.TryAdd(name, path)) Refuse($"{path}:Name", name, "Twice", Full(names[name]));
    }

    /// <summary>The station's own spelling; where there is one station it need not be named.</summary>
    private string StationOf(string code, string path)
    {
        if (code.Length == 0 && _settings.Stations.Count == 1) return _settings.Stations[0].Code;
        if (StationNamed(code) is { } station) return station.Code;
        Refuse($"{path}:Station", code.Length == 0 ? null : code, "NoSuchStation", StationCodes);
        return code;
    }

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]{0,199}$")]
    private static partial Regex EntityForm();

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]{0,199}(\.[\p{L}_][\p{L}\p{Nd}_]{0,199})?$")]
    private static partial Regex ColumnForm();
}
