namespace ServiceBot.Hosting;

/// <summary>A published base of 1C that is asked over its standard OData interface.</summary>
internal sealed class ODataSettings
{
    public string Name { get; set; } = "";
    public string Station { get; set; } = "";

    /// <summary>The address at which the base is published, without <c>/odata/…</c>.</summary>
    public string BaseUrl { get; set; } = "";

    public string User { get; set; } = "";
    public string Password { get; set; } = "";

    /// <summary><c>AlfaAvto</c> or <c>Autoservice</c>: fills the entities that <see cref="Entities"/> leaves out.</summary>
    public string Preset { get; set; } = "AlfaAvto";

    public double PollSeconds { get; set; } = 60;

    /// <summary>How many days back from the newest document are read again each time.</summary>
    public int RereadDays { get; set; } = 30;

    public int PageSize { get; set; } = 200;

    /// <summary>The day from which the first reading begins, <c>2026-01-01</c>; null: <see cref="RereadDays"/> ago.</summary>
    public string? Since { get; set; }

    /// <summary>Seconds to wait for one answer.</summary>
    public double TimeoutSeconds { get; set; } = 60;

    /// <summary>What a record's key is: <c>NumberAndYear</c>, <c>Number</c> or <c>Key</c> (Ref_Key).</summary>
    public string Ids { get; set; } = "NumberAndYear";

    /// <summary>Entities by their role, over those of the preset.</summary>
    public Dictionary<string, ODataEntitySettings> Entities { get; set; } = [];

    /// <summary>Names of kinds of repair to the kinds of the API; others are told by their words.</summary>
    public Dictionary<string, string> Kinds { get; set; } = [];
}

/// <summary>One entity of the base: its name and the names of its fields.</summary>
internal sealed class ODataEntitySettings
{
    /// <summary>The name in the interface; empty: this base has none, it is not asked for.</summary>
    public string? Name { get; set; }

    /// <summary>Field to name; several separated by <c>|</c>, the first that is filled counts; empty: there is none.</summary>
    public Dictionary<string, string> Fields { get; set; } = [];
}

/// <summary>A database of the station whose views are read.</summary>
internal sealed class SqlSettings
{
    public string Name { get; set; } = "";

    /// <summary><c>Sqlite</c>, <c>PostgreSql</c> or <c>SqlServer</c>.</summary>
    public string Provider { get; set; } = "";

    public string ConnectionString { get; set; } = "";
    public string Station { get; set; } = "";
    public List<SqlQuerySettings> Queries { get; set; } = [];
}

/// <summary>One view.</summary>
internal sealed class SqlQuerySettings
{
    /// <summary>The kind of record: <c>Booking</c>, <c>WorkOrder</c>, <c>SurveyResponse</c>, <c>Call</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The view, with its schema where it has one: <c>dbo.servicebot_orders</c>.</summary>
    public string View { get; set; } = "";

    /// <summary>The column that rises with every change of a record.</summary>
    public string HighWater { get; set; } = "";

    /// <summary>Column to field of the record: <c>"plate": "vehicle.plate"</c>.</summary>
    public Dictionary<string, string> Columns { get; set; } = [];

    public double PollSeconds { get; set; } = 60;

    /// <summary>Where the high-water column is a time: how many minutes before the newest are read again.</summary>
    public double RereadMinutes { get; set; } = 10;

    /// <summary>Rows of one statement; a round goes on until a statement brings fewer.</summary>
    public int RowLimit { get; set; } = 1_000;

    /// <summary>Seconds to wait for one statement.</summary>
    public int TimeoutSeconds { get; set; } = 30;
}

/// <summary>An address to which a survey tool posts.</summary>
internal sealed class HookSettings
{
    /// <summary>The part of the address: <c>/hooks/{name}</c>.</summary>
    public string Name { get; set; } = "";

    public string Station { get; set; } = "";

    /// <summary>Shown in <c>X-Hook-Secret</c> or as the last part of the address.</summary>
    public string Secret { get; set; } = "";

    public string Kind { get; set; } = "SurveyResponse";

    /// <summary>Posts that are taken in a minute, a minute's worth at once; 0: as many as come.</summary>
    public int CallsPerMinute { get; set; } = 600;

    /// <summary>Field of the record to the JSON path at which the tool writes it.</summary>
    public Dictionary<string, string> Fields { get; set; } = [];

    /// <summary>Where the answers stand.</summary>
    public List<HookAnswerSettings> Answers { get; set; } = [];
}

/// <summary>One answer, or many.</summary>
internal sealed class HookAnswerSettings
{
    /// <summary>The question in words; empty: the path leads to an object or array of answers with their questions.</summary>
    public string? Question { get; set; }

    public string Path { get; set; } = "";
}
