using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ServiceBot.Storage;

/// <summary>
/// Writes many new rows of one kind without tracking them. Table, columns and conversions are those of the model, so a
/// column that is added there is written here.
/// </summary>
/// <typeparam name="TRow">A row of the model; its navigations are not looked at.</typeparam>
internal sealed class RowInsert<TRow> : IDisposable
    where TRow : class
{
    private readonly Statement _insert;
    private readonly Column[] _columns;

    /// <summary>Prepares the insert over the open connection of a context.</summary>
    /// <param name="db">The context.</param>
    public RowInsert(ServiceBotDb db)
    {
        var type = db.Model.FindEntityType(typeof(TRow))
            ?? throw new InvalidOperationException($"{typeof(TRow).Name} is no row of the model.");
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        _columns =
        [
            .. type.GetProperties().Where(x => !(x.IsPrimaryKey() && x.ValueGenerated == ValueGenerated.OnAdd))
                .Select(x => new Column(
                    x.GetColumnName(table)!, x.PropertyInfo!.GetValue, x.GetTypeMapping().Converter)),
        ];
        var names = string.Join(", ", _columns.Select(x => $"\"{x.Name}\""));
        var places = string.Join(", ", Enumerable.Repeat("?", _columns.Length));
        _insert = new Statement(
            db, $"INSERT INTO \"{table.Name}\" ({names}) VALUES ({places})");
    }

    /// <summary>Writes a row.</summary>
    /// <returns>The key it was given.</returns>
    public long Add(TRow row)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var (_, read, converter) = _columns[i];
            var value = read(row);
            if (value is not null && converter is not null) value = converter.ConvertToProvider(value);
            _insert.BindValue(i + 1, value);
        }

        _insert.Run();
        return _insert.InsertedId;
    }

    public void Dispose() => _insert.Dispose();

    private sealed record Column(string Name, Func<object?, object?> Read, ValueConverter? Converter);
}
