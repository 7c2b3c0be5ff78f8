using System.Globalization;
using System.Text.RegularExpressions;
using ServiceBot.Storage;

namespace ServiceBot.Intake.Sql;

/// <summary>
/// The statements by which a view is read: names are checked and quoted, values are parameters. Each is a SELECT.
/// </summary>
/// <param name="Kind">The database, which has its own way of quoting and limiting.</param>
/// <param name="View">The view, with its schema where it has one.</param>
/// <param name="HighWater">The column that rises.</param>
/// <param name="Columns">The columns to read, without the high-water column.</param>
internal sealed partial record SqlStatement(StationDatabaseKind Kind, string View, string HighWater, IReadOnlyList<string> Columns)
{
    /// <summary>The name of the parameter that holds where to begin.</summary>
    public const string From = "@from";

    /// <summary>The name of the parameter that holds how many rows.</summary>
    public const string Limit = "@limit";

    /// <summary>Whether a text is a name of the settings: letters, digits, underscores, of at most so many parts.</summary>
    public static bool IsName(string text, int parts)
    {
        var names = text.Split('.');
        return names.Length <= parts && names.All(x => Name().IsMatch(x));
    }

    /// <summary>The first rows there are.</summary>
    public string First() => Page($"{Quoted(HighWater)} IS NOT NULL");

    /// <summary>The rows from a place on, that place included.</summary>
    public string At() => Page($"{Quoted(HighWater)} >= {From}");

    /// <summary>The rows after a place that has been read whole.</summary>
    public string After() => Page($"{Quoted(HighWater)} > {From}");

    /// <summary>All rows of one place.</summary>
    public string Tie() => $"SELECT {Selected} FROM {QuotedView} WHERE {Quoted(HighWater)} = {From}";

    /// <summary>How many rows there are.</summary>
    public string Count() => $"SELECT COUNT(*) FROM (SELECT {Selected} FROM {QuotedView}) AS counted";

    private string Selected => string.Join(", ", Columns.Prepend(HighWater).Select(Quoted));

    private string QuotedView => string.Join(".", View.Split('.').Select(Quoted));

    private string Page(string condition) => Kind switch
    {
        StationDatabaseKind.SqlServer =>
            $"SELECT TOP ({Limit}) {Selected} FROM {QuotedView} WHERE {condition} ORDER BY {Quoted(HighWater)}",
        StationDatabaseKind.Sqlite or StationDatabaseKind.PostgreSql =>
            $"SELECT {Selected} FROM {QuotedView} WHERE {condition} ORDER BY {Quoted(HighWater)} LIMIT {Limit}",
    };

    private string Quoted(string name)
    {
        if (!Name().IsMatch(name)) throw new ArgumentException($"A name of the settings was not checked: {name.Length.ToString(CultureInfo.InvariantCulture)} characters.", nameof(name));
        return Kind == StationDatabaseKind.SqlServer ? $"[{name}]" : $"\"{name}\"";
    }

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_$]{0,127}$")]
    private static partial Regex Name();
}
