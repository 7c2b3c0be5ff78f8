using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;
using ServiceBot.Intake.Watching;
using ServiceBot.Storage;

namespace ServiceBot.Intake.Sql;

/// <summary>
/// One view of a station's database, read by a column that rises. Rows at the border of a page are read again with the
/// next, so that none is lost between; a record that comes twice is the same record.
/// </summary>
internal sealed class SqlSource(
    SqlSettings settings, SqlQuerySettings query, WatcherPlaces places, RecordTaking records) : IWatchedSource
{
    private readonly StationDatabaseKind _provider = Enum.Parse<StationDatabaseKind>(settings.Provider);
    private readonly RecordKind _kind = Enum.Parse<RecordKind>(query.Kind);
    private readonly KeyValuePair<string, string>[] _columns = [.. query.Columns];
    private readonly SqlStatement _statement = new(
        Enum.Parse<StationDatabaseKind>(settings.Provider), query.View, query.HighWater, [.. query.Columns.Keys]);

    /// <param name="High">The highest value read, or null.</param>
    internal sealed record Place(HighWater? High);

    private sealed record Row(HighWater High, object?[] Values);

    /// <inheritdoc />
    public string Key { get; } = $"sql:{settings.Name}:{query.Kind}:{query.View}";

    /// <inheritdoc />
    public TimeSpan Poll { get; } = TimeSpan.FromSeconds(query.PollSeconds);

    /// <inheritdoc />
    public async Task<RoundCount> ReadAsync(CancellationToken cancel)
    {
        var high = (await places.FindAsync<Place>(Key, cancel))?.High;
        var from = high?.Before(TimeSpan.FromMinutes(query.RereadMinutes));
        var text = from is null ? _statement.First() : _statement.At();
        var count = RoundCount.None;
        // A connection for the round, none between: a database that is restarted meanwhile is no trouble.
        await using var connection = await AskedAsync(() => StationDatabase.OpenAsync(_provider, settings.ConnectionString, cancel), cancel);
        while (true)
        {
            var (rows, isLast) = await AskedAsync(() => PageAsync(connection, text, from, cancel), cancel);
            count += await records.TakeAsync(Key, "sql", settings.Station, Drafts(rows), [], cancel) with { Read = rows.Count };
            if (rows.Count > 0)
            {
                from = rows[^1].High;
                // Once what was read is stored. Read twice is no harm, so that the place may go back a little.
                if (from != high) await places.NoteAsync(Key, new Place(high = from), cancel);
            }

            if (isLast) return count;
            text = _statement.After();
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<(string What, long Count)> ProbeAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = await AskedAsync(() => StationDatabase.OpenAsync(_provider, settings.ConnectionString, cancel), cancel);
        var count = await AskedAsync(
            async () =>
            {
                await using var command = Command(connection, _statement.Count());
                await using var limit = Limit(connection);
                return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
            },
            cancel);
        yield return (query.View, count);
    }

    /// <summary>Rows up to the limit and, beyond it, all with the value of the last: a page never ends within equals.</summary>
    private async Task<(List<Row> Rows, bool IsLast)> PageAsync(DbConnection connection, string text, HighWater? from, CancellationToken cancel)
    {
        await using var command = Command(connection, text);
        from?.AddTo(command, SqlStatement.From, _provider);
        var limit = command.CreateParameter();
        (limit.ParameterName, limit.Value, limit.DbType) = (SqlStatement.Limit, query.RowLimit, DbType.Int32);
        command.Parameters.Add(limit);
        var rows = await RowsAsync(command, cancel);
        if (rows.Count < query.RowLimit) return (rows, IsLast: true);
        var last = rows[^1].High;
        await using var tie = Command(connection, _statement.Tie());
        last.AddTo(tie, SqlStatement.From, _provider);
        return ([.. rows.TakeWhile(x => x.High != last), .. await RowsAsync(tie, cancel)], IsLast: false);
    }

    private IAsyncDisposable? Limit(DbConnection connection) =>
        StationDatabase.Limit(connection, TimeSpan.FromSeconds(query.TimeoutSeconds));

    private async Task<List<Row>> RowsAsync(DbCommand command, CancellationToken cancel)
    {
        await using var limit = Limit(command.Connection!);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, cancel);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancel))
        {
            var values = new object?[reader.FieldCount];
            reader.GetValues(values!);
            rows.Add(new Row(HighWater.Of(values[0]!), values));
        }

        return rows;
    }

    private DbCommand Command(DbConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        command.CommandTimeout = query.TimeoutSeconds;
        return command;
    }

    /// <summary>One draft a record: rows of one id are the lines of one record, as in files.</summary>
    private List<RecordDraft> Drafts(IReadOnlyList<Row> rows)
    {
        var drafts = new Dictionary<string, RecordDraft>(StringComparer.Ordinal);
        var idAt = Array.FindIndex(_columns, x => x.Value == "id") + 1;
        foreach (var row in rows)
        {
            var id = Convert.ToString(row.Values[idAt], CultureInfo.InvariantCulture) ?? "";
            // A record without a key is told by its own line in the log.
            if (id.Trim().Length == 0) id = "\0" + drafts.Count.ToString(CultureInfo.InvariantCulture);
            if (!drafts.TryGetValue(id, out var draft)) drafts[id] = draft = new RecordDraft(_kind);
            var lists = new Dictionary<string, List<KeyValuePair<string, object?>>>();
            for (var i = 0; i < _columns.Length; i++)
            {
                var (field, value) = (_columns[i].Value, row.Values[i + 1]);
                if (RecordFields.RowsOf(field) is not { } list) draft.Set(field, value);
                else if (lists.TryGetValue(list, out var members)) members.Add(new(field, value));
                else lists[list] = [new(field, value)];
            }

            foreach (var (list, members) in lists) draft.AddRow(list, members);
        }

        return [.. drafts.Values];
    }

    private async Task<T> AskedAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        try
        {
            return await ask();
        }
        catch (NotSupportedException fault)
        {
            throw new SourceFault(SourceTrouble.NotUnderstood, $"{query.HighWater}: {fault.Message}", fault);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested && StationDatabase.FaultOf(fault) is { } kind)
        {
            throw new SourceFault(TroubleOf(kind), Masked(fault.Message), fault);
        }
    }

    private static SourceTrouble TroubleOf(StationDatabaseFault fault) => fault switch
    {
        StationDatabaseFault.Unreachable => SourceTrouble.Unreachable,
        StationDatabaseFault.NotLetIn => SourceTrouble.NotLetIn,
        StationDatabaseFault.NotThere => SourceTrouble.NotUnderstood,
        StationDatabaseFault.Failing => SourceTrouble.Failing,
    };

    /// <summary>No provider writes the password into its messages; should one, it is gone.</summary>
    private string Masked(string message)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = settings.ConnectionString };
        foreach (var name in (string[])["password", "pwd"])
        {
            if (parts.TryGetValue(name, out var secret) && secret.ToString() is { Length: > 0 } text)
                message = message.Replace(text, "***", StringComparison.Ordinal);
        }

        return message.ReplaceLineEndings(" ");
    }
}
