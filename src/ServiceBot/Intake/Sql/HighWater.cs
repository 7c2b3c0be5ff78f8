using System.Data;
using System.Data.Common;
using System.Globalization;
using ServiceBot.Storage;

namespace ServiceBot.Intake.Sql;

/// <summary>A value of a high-water column, kept as text with its type so that a restart asks with the same value.</summary>
/// <param name="Type">A letter for the type.</param>
/// <param name="Text">The value, in no language.</param>
internal sealed record HighWater(char Type, string Text)
{
    private static readonly string[] TimesInText =
        ["yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>Takes a value as a provider gives it.</summary>
    /// <exception cref="NotSupportedException">The column is of a type that has no order.</exception>
    public static HighWater Of(object value) => value switch
    {
        byte or short or int or long => new('i', Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)),
        decimal number => new('n', number.ToString(CultureInfo.InvariantCulture)),
        double or float => new('f', Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)),
        DateTime moment => new('d', moment.ToString("O", CultureInfo.InvariantCulture)),
        DateTimeOffset moment => new('o', moment.ToString("O", CultureInfo.InvariantCulture)),
        DateOnly day => new('y', day.ToString("O", CultureInfo.InvariantCulture)),
        string text => new('s', text),
        byte[] bytes => new('b', Convert.ToHexString(bytes)),
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    /// <summary>The same, so much earlier, where it is a time; rows written by a long transaction come late.</summary>
    public HighWater Before(TimeSpan earlier) => Type switch
    {
        'd' => Of(DateTime.Parse(Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) - earlier),
        'o' => Of(DateTimeOffset.Parse(Text, CultureInfo.InvariantCulture) - earlier),
        's' when Array.Find(TimesInText, f => IsTime(f, out _)) is { } format && IsTime(format, out var moment) =>
            new('s', (moment - earlier).ToString(format, CultureInfo.InvariantCulture)),
        _ => this,
    };

    /// <summary>Gives the value to a statement.</summary>
    /// <param name="command">The statement.</param>
    /// <param name="name">The parameter's name there.</param>
    /// <param name="database">Which database it is for.</param>
    public void AddTo(DbCommand command, string name, StationDatabaseKind database)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        object value = Type switch
        {
            'i' => long.Parse(Text, CultureInfo.InvariantCulture),
            'n' => decimal.Parse(Text, CultureInfo.InvariantCulture),
            'f' => double.Parse(Text, CultureInfo.InvariantCulture),
            'd' => DateTime.Parse(Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            'o' => DateTimeOffset.Parse(Text, CultureInfo.InvariantCulture).ToUniversalTime(),
            'y' => DateOnly.ParseExact(Text, "O", CultureInfo.InvariantCulture),
            'b' => Convert.FromHexString(Text),
            _ => Text,
        };
        // SQL Server would round a DateTime to a three-hundredth of a second, up, past the rows at the border. PostgreSQL
        // tells by the value's own zone which of its two types is meant.
        if (Type == 'd' && database == StationDatabaseKind.SqlServer) parameter.DbType = DbType.DateTime2;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private bool IsTime(string format, out DateTime moment) =>
        DateTime.TryParseExact(Text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment)
        && moment.ToString(format, CultureInfo.InvariantCulture) == Text;
}
