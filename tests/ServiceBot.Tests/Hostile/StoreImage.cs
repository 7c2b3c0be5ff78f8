using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Hostile;

/// <summary>All that the database holds, table by table, to be compared with what it held before.</summary>
internal static class StoreImage
{
    /// <summary>Rows and a hash of each table but those named.</summary>
    public static Task<IReadOnlyDictionary<string, string>> OfAsync(RunningHost service, params IReadOnlyList<string> except) =>
        service.ReadAsync(async db =>
        {
            var connection = db.Database.GetDbConnection();
            await connection.OpenAsync();
            var image = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var table in await ColumnAsync(connection, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"))
            {
                if (except.Contains(table)) continue;
                var rows = await ColumnAsync(connection, $"select * from \"{table}\" order by rowid");
                image[table] = $"{rows.Count} rows, {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))))}";
            }

            Assert.True(image.Count > 10, string.Join(' ', image.Keys));
            return (IReadOnlyDictionary<string, string>)image;
        });

    private static async Task<List<string>> ColumnAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i =>
                reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
