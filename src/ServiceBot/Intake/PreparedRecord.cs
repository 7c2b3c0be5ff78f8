using System.Security.Cryptography;
using System.Text.Json;
using ServiceBot.Domain.Sources;
using ServiceBot.Storage;

namespace ServiceBot.Intake;

/// <summary>
/// All that is written of a record and needs no look at the store: made on any core. The record itself is let go: many wait
/// at once, and its bytes are a third of it.
/// </summary>
/// <param name="Row">Its row, but for the body and the moment at which it is stored.</param>
/// <param name="Body">As <see cref="BodyJson.WriteUtf8"/> writes it.</param>
/// <param name="Outline">As <see cref="OutlineBytes.Write"/> writes it, or null.</param>
internal sealed record PreparedRecord(RecordRow Row, byte[] Body, byte[]? Outline)
{
    /// <summary>The record.</summary>
    public SourceRecord Record => BodyJson.Read(Row.Kind, Body, everFlagged: false)
        ?? throw new JsonException($"The record {Row.Kind} {Row.RecordId} is empty.");

    /// <summary>Prepares checked records.</summary>
    public static PreparedRecord[] Of(IReadOnlyList<SourceRecord> records)
    {
        var prepared = new PreparedRecord[records.Count];
        for (var i = 0; i < prepared.Length; i++)
        {
            var body = BodyJson.WriteUtf8(records[i]);
            prepared[i] = new PreparedRecord(
                RecordRows.Columns(records[i], SHA256.HashData(body), default), body, OutlineBytes.Write(records[i]));
        }

        return prepared;
    }
}
