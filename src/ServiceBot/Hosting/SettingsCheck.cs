using System.Data.Common;
using System.Globalization;
using ServiceBot.Chat.Telegram;
using ServiceBot.Detection;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;
using ServiceBot.Intake.Files;

namespace ServiceBot.Hosting;

/// <summary>The settings as read, and everything that is wrong with them.</summary>
/// <param name="Settings">Bound, names in their own spelling; to be used only where there are no faults.</param>
/// <param name="Faults">Every wrong setting; empty when the service may start.</param>
internal sealed record CheckedSettings(Settings Settings, IReadOnlyList<SettingsFault> Faults);

/// <summary>Reads the settings and finds all that is wrong at once.</summary>
internal sealed partial class SettingsCheck
{
    private readonly List<SettingsFault> _faults = [];
    private readonly IConfigurationSection _section;
    private readonly Settings _settings;

    private SettingsCheck(IConfiguration configuration)
    {
        _section = new SettingsShape(_faults).Clean(configuration);
        _settings = _section.Get<Settings>() ?? new Settings();
        // The binder leaves an empty list out; here it says that nothing is excluded, and nothing ties.
        var detection = _settings.Detection;
        if (detection.ExcludedKinds is null && IsEmptyList(nameof(DetectionSettings.ExcludedKinds))) detection.ExcludedKinds = [];
        if (detection.OneVisit is null && IsEmptyList(nameof(DetectionSettings.OneVisit))) detection.OneVisit = [];

        bool IsEmptyList(string name) => _section[$"{nameof(Settings.Detection)}:{name}"] is "";
    }

    /// <summary>Reads and checks the section <c>ServiceBot</c> and the address.</summary>
    /// <param name="configuration">All layers: files, environment.</param>
    public static CheckedSettings Read(IConfiguration configuration)
    {
        var check = new SettingsCheck(configuration);
        check.CheckRoot();
        check.CheckUrls(configuration["Urls"]);
        check.CheckStations();
        check.CheckTelegram();
        check.CheckApi();
        check.CheckIntake();
        check.CheckOData();
        check.CheckSql();
        check.CheckHooks();
        check.CheckReaders();
        if (check._faults.Count == 0) check.CheckFaultWords();
        return new CheckedSettings(check._settings, check._faults);
    }

    private void CheckRoot()
    {
        _settings.Language = OneOf("Language", _settings.Language, "ru", "en");
        if (string.IsNullOrWhiteSpace(_settings.DataFolder)) Refuse("DataFolder", _settings.DataFolder, "Required");
        else if (_settings.DataFolder.IndexOfAny(Path.GetInvalidPathChars()) >= 0) Refuse("DataFolder", _settings.DataFolder, "NotAPath");
        if ("PostgreSql".Equals(_settings.Database.Provider, StringComparison.OrdinalIgnoreCase))
            Refuse("Database:Provider", _settings.Database.Provider, "PostgreSqlLater");
        else
            _settings.Database.Provider = OneOf("Database:Provider", _settings.Database.Provider, "Sqlite");
        if (string.IsNullOrEmpty(_settings.Database.ConnectionString)) return;
        try
        {
            _ = new DbConnectionStringBuilder { ConnectionString = _settings.Database.ConnectionString };
        }
        catch (ArgumentException)
        {
            Refuse("Database:ConnectionString", _settings.Database.ConnectionString, "NotAConnectionString");
        }
    }

    private void CheckUrls(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Kestrel knows hosts that are no host names: http://*:5080, http://+:5080.
            var plain = url.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal);
            if (!Uri.TryCreate(plain, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/")
                _faults.Add(new SettingsFault("Urls", SettingsShape.Shown("Urls", url), "NotAnAddress"));
        }
    }

    private void CheckTelegram()
    {
        var telegram = _settings.Telegram;
        if (!string.IsNullOrEmpty(telegram.Token) && !TelegramSecrets.HasForm(telegram.Token.Trim()))
            Refuse("Telegram:Token", telegram.Token, "NotAToken");
        if (!IsUri(telegram.ApiUrl, "http", "https")) Refuse("Telegram:ApiUrl", telegram.ApiUrl, "NotAWebAddress");
        if (!string.IsNullOrEmpty(telegram.Proxy) && !IsUri(telegram.Proxy, "http", "https", "socks4", "socks4a", "socks5"))
            Refuse("Telegram:Proxy", telegram.Proxy, "NotAProxy");
        telegram.Mode = OneOf("Telegram:Mode", telegram.Mode, "Polling", "Webhook");
        if (telegram.Mode == "Webhook") CheckWebhook(telegram);
    }

    private void CheckApi()
    {
        CheckPace("Api:CallsPerMinute", _settings.Api.CallsPerMinute);
        CheckPace("Api:WrongKeysPerMinute", _settings.Api.WrongKeysPerMinute);
        CheckPace("Web:CallsPerMinute", _settings.Web.CallsPerMinute);
        if (_settings.Web.IdleDays is < 0 or > 30) Refuse("Web:IdleDays", Invariant(_settings.Web.IdleDays), "OutOfRange", "0", "30");

        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, path) in Items("Api:Keys", _settings.Api.Keys))
        {
            if (key.Key.Length == 0) Refuse($"{path}:Key", null, "KeyEmpty", path.Replace(":", "__", StringComparison.Ordinal));
            else if (!key.Key.All(c => c is > ' ' and < '\u007f')) Refuse($"{path}:Key", key.Key, "KeyCharacters");
            else if (ApiKeyHash.IsMeant(key.Key) && !ApiKeyHash.HasForm(key.Key)) Refuse($"{path}:Key", key.Key, "KeyHash");
            // A key and its own hash are the same key.
            else if (Convert.ToHexString(ApiKeyHash.OfSetting(key.Key)) is var hash && !seen.TryAdd(hash, path))
                Refuse($"{path}:Key", key.Key, "Twice", Full(seen[hash]));
            foreach (var (code, i) in key.Stations.Select((code, i) => (code, i)).ToList())
            {
                if (StationNamed(code) is { } station) key.Stations[i] = station.Code;
                else Refuse($"{path}:Stations:{i}", code, "NoSuchStation", StationCodes);
            }
        }
    }

    private void CheckPace(string path, int perMinute)
    {
        if (perMinute is < 0 or > 10_000_000) Refuse(path, Invariant(perMinute), "OutOfRange", "0", "10000000");
    }

    private void CheckIntake()
    {
        var inbox = _settings.Inbox;
        if (inbox.PollSeconds is < 0.1 or > 86_400) Refuse("Inbox:PollSeconds", Invariant(inbox.PollSeconds), "OutOfRange", "0.1", "86400");
        if (inbox.Folder is { Length: > 0 } folder && folder.IndexOfAny(Path.GetInvalidPathChars()) >= 0)
            Refuse("Inbox:Folder", folder, "NotAPath");
        foreach (var (mapping, path) in Items("Inbox:Mappings", inbox.Mappings)) CheckMapping(mapping, path);

        var detection = _settings.Detection;
        if (detection.WindowDays is < 1 or > 3_650) Refuse("Detection:WindowDays", Invariant(detection.WindowDays), "OutOfRange", "1", "3650");
        if (detection.WindowKm is <= 0) Refuse("Detection:WindowKm", Invariant(detection.WindowKm), "NotPositive");
        detection.OpenCaseFor = OneOf("Detection:OpenCaseFor", detection.OpenCaseFor, nameof(FaultGrade.SameFault), nameof(FaultGrade.SameArea));
        if (detection.AlertWithinDays is < 0 or > 3_650)
            Refuse("Detection:AlertWithinDays", Invariant(detection.AlertWithinDays), "OutOfRange", "0", "3650");
        if (detection.AnnounceOver is < 0 or > 10_000)
            Refuse("Detection:AnnounceOver", Invariant(detection.AnnounceOver), "OutOfRange", "0", "10000");
        CheckRules(detection);
        if (detection.SupplementaryMinutes is < 0 or > 1_440)
            Refuse("Detection:SupplementaryMinutes", Invariant(detection.SupplementaryMinutes), "OutOfRange", "0", "1440");
        for (var i = 0; i < detection.OneVisit?.Count; i++)
        {
            detection.OneVisit[i] = OneOf(
                $"Detection:OneVisit:{i}", detection.OneVisit[i], nameof(VisitTie.Booking), nameof(VisitTie.ConsolidatedOrder), nameof(VisitTie.Supplementary));
        }

        for (var i = 0; i < detection.ExcludedKinds?.Count; i++)
        {
            if (WorkOrderKindNames.Read(detection.ExcludedKinds[i]) is { } kind) detection.ExcludedKinds[i] = WorkOrderKindNames.NameOf(kind);
            else Refuse($"Detection:ExcludedKinds:{i}", detection.ExcludedKinds[i], "NotOneOf", WorkOrderKindNames.Allowed);
        }

        if (_settings.Survey.ScoreAtMost is < 0) Refuse("Survey:ScoreAtMost", Invariant(_settings.Survey.ScoreAtMost), "Negative");
        for (var i = 0; i < _settings.Survey.NegativeAnswers.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(_settings.Survey.NegativeAnswers[i])) Refuse($"Survey:NegativeAnswers:{i}", "", "Required");
        }
    }

    // A wrong line of the station's own words stops the start as a wrong setting does.
    private void CheckFaultWords()
    {
        var path = FaultWords.PathOf(_settings);
        try
        {
            foreach (var fault in FaultDictionary.Of(FaultWords.Lines(_settings)).Faults)
                _faults.Add(new SettingsFault($"{path}:{Invariant(fault.Number)}", fault.Line, "FaultWords" + fault.Trouble, fault.Named ?? ""));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            _faults.Add(new SettingsFault(path, null, "FaultWordsUnreadable", unreadable.Message));
        }
    }

    private void CheckRules(DetectionSettings detection)
    {
        var rules = new Dictionary<string, string>();
        foreach (var (rule, mode) in detection.Rules)
        {
            var name = NameOf<RuleName>(rule);
            if (name is null)
                Refuse($"Detection:Rules:{rule}", mode, "NoSuchRule", string.Join(", ", Enum.GetNames<RuleName>()));
            else
                rules[name] = OneOf($"Detection:Rules:{rule}", mode, Enum.GetNames<RuleMode>());
        }

        detection.Rules = rules;
    }

    private void CheckReaders()
    {
        _settings.Digest.Day = OneOf("Digest:Day", _settings.Digest.Day, Enum.GetNames<DayOfWeek>());
        if (!TimeOnly.TryParseExact(_settings.Digest.Time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            Refuse("Digest:Time", _settings.Digest.Time, "NotATimeOfDay");
        if (!TimeOnly.TryParseExact(_settings.Morning.Time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            Refuse("Morning:Time", _settings.Morning.Time, "NotATimeOfDay");
        CheckScale("Bonus:Mechanic", _settings.Bonus.Mechanic);
        CheckScale("Bonus:Foreman", _settings.Bonus.Foreman);
        if (_settings.Retention.PersonalDataMonths is <= 0)
            Refuse("Retention:PersonalDataMonths", Invariant(_settings.Retention.PersonalDataMonths), "NotPositive");
    }

    private void CheckScale(string path, Dictionary<string, decimal>? scale)
    {
        foreach (var (repeats, percent) in scale ?? [])
        {
            if (!int.TryParse(repeats, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                Refuse($"{path}:{repeats}", Invariant(percent), "NotACount");
            else if (percent is < 0 or > 100)
                Refuse($"{path}:{repeats}", Invariant(percent), "OutOfRange", "0", "100");
        }
    }

    private void CheckMapping(InboxMapping mapping, string path)
    {
        if (string.IsNullOrWhiteSpace(mapping.Column) && string.IsNullOrWhiteSpace(mapping.Value)) Refuse($"{path}:Column", null, "Required");
        foreach (var format in mapping.Format?.Split('|', StringSplitOptions.TrimEntries) ?? [])
        {
            if (!IsDateFormat(format)) Refuse($"{path}:Format", mapping.Format, "NotADateFormat");
        }

        if (!string.IsNullOrEmpty(mapping.Kind)) mapping.Kind = OneOf($"{path}:Kind", mapping.Kind, Enum.GetNames<RecordKind>());
        RecordKind? kind = Enum.TryParse<RecordKind>(mapping.Kind, out var known) ? known : null;
        if (string.IsNullOrWhiteSpace(mapping.Field)) Refuse($"{path}:Field", null, "Required");
        else if (!ColumnNames.IsKnown(mapping.Field, kind))
            Refuse($"{path}:Field", mapping.Field, "NotOneOf", string.Join(", ", ColumnNames.ApiNamesOf(kind)));
    }

    /// <summary>The allowed name in its own spelling; a fault and the text as it was where it is none.</summary>
    private string OneOf(string path, string text, params string[] allowed)
    {
        var name = Array.Find(allowed, x => x.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (name is not null) return name;
        Refuse(path, text, "NotOneOf", string.Join(", ", allowed));
        return text;
    }

    /// <summary>A format that writes day, month and year, so that what it writes it also reads.</summary>
    private static bool IsDateFormat(string format)
    {
        var day = new DateTime(2026, 11, 23);
        try
        {
            return DateTime.TryParseExact(
                day.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
                && read.Date == day;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string? NameOf<T>(string text)
        where T : struct, Enum =>
        Array.Find(Enum.GetNames<T>(), x => x.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The items of a list with the paths at which they are written.</summary>
    private IEnumerable<(T Item, string Path)> Items<T>(string path, IReadOnlyList<T> list)
    {
        var keys = _section.GetSection(path).GetChildren().Select(x => x.Key).ToList();
        for (var i = 0; i < list.Count; i++) yield return (list[i], $"{path}:{(i < keys.Count ? keys[i] : Invariant(i))}");
    }

    private void Refuse(string path, string? value, string key, params object[] arguments) =>
        _faults.Add(new SettingsFault(Full(path), SettingsShape.Shown(Full(path), value), key, arguments));

    private static string Full(string path) => $"{Settings.Section}:{path}";

    private static string Invariant(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static bool IsUri(string text, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri.Host.Length > 0;
}
