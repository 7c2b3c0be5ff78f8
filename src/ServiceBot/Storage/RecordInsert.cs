using Microsoft.EntityFrameworkCore;

namespace ServiceBot.Storage;

/// <summary>
/// Writes many new records, their bodies as the UTF-8 they are. What <see cref="RowInsert{TRow}"/> does for any row is done
/// here without a look at the model for each value: it is done a million times.
/// </summary>
internal sealed class RecordInsert : IDisposable
{
    private static readonly string[] Columns =
    [
        nameof(RecordRow.Station), nameof(RecordRow.Kind), nameof(RecordRow.RecordId), nameof(RecordRow.Vin), nameof(RecordRow.SecondVin),
        nameof(RecordRow.Plate), nameof(RecordRow.RefersTo), nameof(RecordRow.At), nameof(RecordRow.ClosedAt), nameof(RecordRow.OrderKind),
        nameof(RecordRow.Cancelled), nameof(RecordRow.EverFlagged), nameof(RecordRow.Hash), nameof(RecordRow.Body),
        nameof(RecordRow.FirstSeenAt), nameof(RecordRow.UpdatedAt),
    ];

    private readonly Statement _insert;

    /// <summary>Prepares the insert over the open connection of a context.</summary>
    /// <exception cref="InvalidOperationException">The model has other columns than are written here.</exception>
    public RecordInsert(ServiceBotDb db)
    {
        var modelled = db.Model.FindEntityType(typeof(RecordRow))!.GetProperties().Select(x => x.GetColumnName()).ToHashSet(StringComparer.Ordinal);
        if (!modelled.SetEquals(Columns.Append(nameof(RecordRow.Id))))
            throw new InvalidOperationException("The rows of records have other columns than are written: " + string.Join(", ", modelled));
        _insert = new Statement(
            db, $"INSERT INTO \"Records\" ({string.Join(", ", Columns.Select(x => $"\"{x}\""))}) "
            + $"VALUES ({string.Join(", ", Enumerable.Repeat("?", Columns.Length))}) ON CONFLICT DO NOTHING");
    }

    /// <summary>Writes a row.</summary>
    /// <param name="row">The row; its body is not looked at.</param>
    /// <param name="body">Its body, UTF-8.</param>
    /// <returns>The key it was given; null where its record is on file already.</returns>
    public long? Add(RecordRow row, ReadOnlySpan<byte> body)
    {
        _insert.Bind(1, row.Station).Bind(2, (int)row.Kind).Bind(3, row.RecordId).Bind(4, row.Vin).Bind(5, row.SecondVin)
            .Bind(6, row.Plate).Bind(7, row.RefersTo).Bind(8, row.At.UtcTicks).Bind(9, row.ClosedAt?.UtcTicks)
            .Bind(10, row.OrderKind is { } kind ? (int)kind : null).Bind(11, row.Cancelled ? 1 : 0).Bind(12, row.EverFlagged ? 1 : 0)
            .BindBytes(13, row.Hash).BindUtf8(14, body).Bind(15, row.FirstSeenAt.UtcTicks).Bind(16, row.UpdatedAt.UtcTicks)
            .Run();
        return _insert.Changed ? _insert.InsertedId : null;
    }

    public void Dispose() => _insert.Dispose();
}
