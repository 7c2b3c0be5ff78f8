namespace ServiceBot.Hosting;

/// <summary>The section <c>ServiceBot</c> of the settings, as written; checked by <c>SettingsCheck</c> at start.</summary>
internal sealed class Settings
{
    public const string Section = "ServiceBot";

    public string Language { get; set; } = "ru";
    public string DataFolder { get; set; } = "data";
    public DatabaseSettings Database { get; set; } = new();
    public List<StationSettings> Stations { get; set; } = [];
    public TelegramSettings Telegram { get; set; } = new();
    public ApiSettings Api { get; set; } = new();
    public WebSettings Web { get; set; } = new();
    public InboxSettings Inbox { get; set; } = new();
    public List<ODataSettings> OData { get; set; } = [];
    public List<SqlSettings> Sql { get; set; } = [];
    public List<HookSettings> Hooks { get; set; } = [];
    public DetectionSettings Detection { get; set; } = new();
    public SurveySettings Survey { get; set; } = new();
    public DigestSettings Digest { get; set; } = new();
    public MorningSettings Morning { get; set; } = new();
    public BonusSettings Bonus { get; set; } = new();
    public RetentionSettings Retention { get; set; } = new();
}

internal sealed class DatabaseSettings
{
    public string Provider { get; set; } = "Sqlite";

    /// <summary>Empty: <c>servicebot.db</c> in the data folder.</summary>
    public string? ConnectionString { get; set; }
}

internal sealed class StationSettings
{
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";
    public string TimeZone { get; set; } = "Europe/Moscow";

    /// <summary>Days to hours, <c>"Mon-Fri": "09:00-19:00"</c>; null or empty: round the clock.</summary>
    public Dictionary<string, string>? WorkingHours { get; set; }

    /// <summary>Days without work, <c>2026-11-04</c>.</summary>
    public List<string> Holidays { get; set; } = [];

    public bool RequireBooking { get; set; }

    /// <summary>Whether a work order without a booking is told in the chat at once, rather than in the morning.</summary>
    public bool MissingBookingAtOnce { get; set; }
    public bool ShowNames { get; set; }
    public List<ChatSettings> Chats { get; set; } = [];
    public List<MemberSettings> Members { get; set; } = [];
    public CommissionSettings Commission { get; set; } = new();
}

internal sealed class ChatSettings
{
    public string Channel { get; set; } = "web";
    public string Id { get; set; } = "";
    public int? Topic { get; set; }
}

internal sealed class MemberSettings
{
    public string Id { get; set; } = "";
    public string Name { get; set; } = "";
    public List<string> Roles { get; set; } = [];
    public long? Telegram { get; set; }
    public string? Web { get; set; }
}

internal sealed class CommissionSettings
{
    public int Quorum { get; set; } = 3;

    /// <summary>Working time of the station until the vote closes.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromHours(16);

    public TimeSpan MinimumOpen { get; set; } = TimeSpan.Zero;
    public bool RecuseConflicted { get; set; }
    public bool AllowChange { get; set; } = true;
}

internal sealed class TelegramSettings
{
    public string? Token { get; set; }
    public string ApiUrl { get; set; } = "https://api.telegram.org";
    public string? Proxy { get; set; }
    public string Mode { get; set; } = "Polling";
    public string? WebhookUrl { get; set; }
    public string? WebhookSecret { get; set; }
}

internal sealed class ApiSettings
{
    public List<ApiKeySettings> Keys { get; set; } = [];

    /// <summary>Calls that one key may make in a minute, a minute's worth at once; 0: as many as it likes.</summary>
    public int CallsPerMinute { get; set; } = 12_000;

    /// <summary>Wrong keys that may come from one address in a minute; 0: as many as like to.</summary>
    public int WrongKeysPerMinute { get; set; } = 30;
}

internal sealed class ApiKeySettings
{
    public string Name { get; set; } = "";

    /// <summary>The key itself, or its hash as <see cref="ApiKeyHash"/> writes it.</summary>
    public string Key { get; set; } = "";

    /// <summary>The stations the key may write and read; empty: all.</summary>
    public List<string> Stations { get; set; } = [];
}

/// <summary>The built-in chat.</summary>
internal sealed class WebSettings
{
    /// <summary>Calls that one session may make in a minute, a minute's worth at once; 0: as many as it likes.</summary>
    public int CallsPerMinute { get; set; } = 1_200;

    /// <summary>Days without anything done after which a session ends; 0: none but the thirty days that it lasts at most.</summary>
    public int IdleDays { get; set; } = 14;
}

internal sealed class InboxSettings
{
    public bool Enabled { get; set; } = true;

    /// <summary>Empty: <c>inbox</c> in the data folder.</summary>
    public string? Folder { get; set; }

    public double PollSeconds { get; set; } = 5;
    public List<InboxMapping> Mappings { get; set; } = [];
}

/// <summary>What a column holds that no known name tells, or what every row holds though no column says so.</summary>
internal sealed class InboxMapping
{
    /// <summary>The header as the export writes it; not needed where <see cref="Value"/> is given.</summary>
    public string? Column { get; set; }

    public string Field { get; set; } = "";

    /// <summary>The record kind it applies to, or null for every kind.</summary>
    public string? Kind { get; set; }

    /// <summary>What the field holds where a row has nothing for it.</summary>
    public string? Value { get; set; }

    /// <summary>Words of the column and what they mean: <c>"PM01": "repair"</c>.</summary>
    public Dictionary<string, string> Values { get; set; } = [];

    /// <summary>How the column writes dates, as .NET spells it: <c>MM/dd/yyyy H:mm</c>; several are parted by <c>|</c>.</summary>
    public string? Format { get; set; }

    /// <summary>The files it is for, with <c>*</c> and <c>?</c>; null: all.</summary>
    public string? File { get; set; }
}

internal sealed class DetectionSettings
{
    public int WindowDays { get; set; } = 14;
    public int? WindowKm { get; set; }

    /// <summary>Rule name to <c>Off</c>, <c>Shadow</c> or <c>Live</c>; a rule not named is <c>Live</c>.</summary>
    public Dictionary<string, string> Rules { get; set; } = [];

    /// <summary>Order kinds that are no repair; null: maintenance, body, internal, tyres, other.</summary>
    public List<string>? ExcludedKinds { get; set; }

    /// <summary>Whether the words of an order without a kind can say that it is no repair.</summary>
    public bool KindsByWords { get; set; } = true;

    /// <summary>What ties orders into one visit: <c>Booking</c>, <c>ConsolidatedOrder</c>, <c>Supplementary</c>; null: all three.</summary>
    public List<string>? OneVisit { get; set; }

    /// <summary>Minutes after a closing within which an order with the odometer unmoved is supplementary.</summary>
    public int SupplementaryMinutes { get; set; } = 60;

    /// <summary>Whether a visit that goes on with work for which a part was awaited is no return.</summary>
    public bool Continuations { get; set; } = true;

    public string OpenCaseFor { get; set; } = "SameFault";

    /// <summary>
    /// Days: a case whose newest signal is older is opened without a card. 31, so that an export of a whole month still
    /// alerts; of what is older the customer is long gone. 0: every case is alerted of, however old.
    /// </summary>
    public int AlertWithinDays { get; set; } = 31;

    /// <summary>
    /// More new cases than this in a minute are announced by one message first. 60, for so many a group can take within
    /// two and a half minutes (20 messages a minute). 0: never.
    /// </summary>
    public int AnnounceOver { get; set; } = 60;
}

internal sealed class SurveySettings
{
    public List<string> NegativeAnswers { get; set; } = [];

    /// <summary>A mark of at most this counts as "poor repair"; null: marks alone say nothing.</summary>
    public decimal? ScoreAtMost { get; set; }
}

internal sealed class DigestSettings
{
    public string Day { get; set; } = "Monday";
    public string Time { get; set; } = "09:00";
}

/// <summary>When yesterday's returns and the check of the records are told, at each station by its own clock.</summary>
internal sealed class MorningSettings
{
    public string Time { get; set; } = "08:30";
}

/// <summary>How many percent of pay are kept for so many repeat repairs; not set: 10 for none, and 5 for one of a foreman's.</summary>
internal sealed class BonusSettings
{
    public Dictionary<string, decimal>? Mechanic { get; set; }
    public Dictionary<string, decimal>? Foreman { get; set; }
}

internal sealed class RetentionSettings
{
    /// <summary>Months after which names and telephones of customers are removed; null: never.</summary>
    public int? PersonalDataMonths { get; set; }
}
