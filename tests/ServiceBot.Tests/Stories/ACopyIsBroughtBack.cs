using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using ServiceBot.Hosting.Commands;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Stories;

/// <summary>A copy is written while the service takes records as fast as it can; the service is killed, and the copy brought back.</summary>
[Collection(Alone.Name)]
public sealed class ACopyIsBroughtBack
{
    [Fact]
    public async Task Written_under_load_it_holds_all_that_was_confirmed_before_and_the_killed_service_goes_on_from_it()
    {
        using var folder = new TemporaryFolder();
        await using var service = new ServiceProcess(folder.Path, Settings);
        await service.StartAsync();
        var confirmed = new ConcurrentQueue<string>();
        using var load = new CancellationTokenSource();
        var posting = Enumerable.Range(0, 3).Select(n => PostAsync(service, n, confirmed, load.Token)).ToList();
        await Eventually.Zero(() => Task.FromResult(confirmed.Count < 150 ? 1 : 0));

        var before = confirmed.ToList();
        var copy = Path.Combine(folder.Path, "copy.db");
        var backup = await CommandAsync(folder.Path, "backup", copy);
        var during = confirmed.Count;
        await Eventually.Zero(() => Task.FromResult(confirmed.Count < during + 50 ? 1 : 0));

        // Nobody may take the database away from a service that runs.
        var refused = await CommandAsync(folder.Path, "restore", copy);
        await service.KillAsync();
        await load.CancelAsync();
        await Task.WhenAll(posting);
        var restored = await CommandAsync(folder.Path, "restore", copy);

        Assert.Equal((0, 1, 0), (backup.Code, refused.Code, restored.Code));
        Assert.Contains("База занята", refused.Error);
        Assert.Contains("Прежняя база сохранена рядом", restored.Out);
        Assert.Contains("Настройки, fault-words.txt и папка inbox в копию не входят", restored.Out);
        var held = Records(service.Database);
        Assert.Empty(before.Except(held));
        // The copy is of one moment while records came in, and the former database has lost none of them.
        Assert.True(before.Count < confirmed.Count);
        var aside = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(service.Database)!, "servicebot.db.before-*"));
        Assert.Empty(confirmed.Except(Records(aside)));
        Assert.Equal(("ok", held.Count), (Ask(service.Database, "PRAGMA integrity_check"), Records(copy).Count));

        // It goes on from there: what it held is known, and what came since is taken again.
        await service.StartAsync();
        Assert.Contains("\"unchanged\":1", await PostOneAsync(service, before[0]));
        var lost = confirmed.Except(held).FirstOrDefault();
        if (lost is not null) Assert.Contains("\"accepted\":1", await PostOneAsync(service, lost));
    }

    [Fact]
    public async Task A_damaged_a_foreign_and_a_newer_file_are_refused_and_nothing_is_changed()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "servicebot.json"), Settings);
        Directory.CreateDirectory(Path.Combine(folder.Path, "data"));
        await CommandAsync(folder.Path, "migrate");
        var database = Path.Combine(folder.Path, "data", "servicebot.db");
        var copy = Path.Combine(folder.Path, "copy.db");
        await CommandAsync(folder.Path, "backup", copy);

        string Made(string name, Action<string> spoil)
        {
            var path = Path.Combine(folder.Path, name);
            File.Copy(copy, path);
            spoil(path);
            SqliteConnection.ClearAllPools();
            return path;
        }

        var text = Path.Combine(folder.Path, "text.db");
        await File.WriteAllTextAsync(text, new string('x', 10_000));
        var cut = Made("cut.db", path =>
        {
            using var file = File.OpenWrite(path);
            file.SetLength(file.Length / 2);
        });
        var foreign = Path.Combine(folder.Path, "foreign.db");
        Do(foreign, "CREATE TABLE Cars (Id INTEGER)");
        var newer = Made("newer.db", path => Do(path, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99.0')"));
        var content = Records(database);

        foreach (var (file, words) in new[]
        {
            (text, "повреждён"), (cut, "повреждён"), (foreign, "не база ServiceBot"), (newer, "29990101000000_Later"),
            (Path.Combine(folder.Path, "none.db"), "Нет такого файла"),
        })
        {
            var (code, _, error) = await CommandAsync(folder.Path, "restore", file);
            Assert.True(code == 1 && error.Contains(words, StringComparison.Ordinal), $"{file}: {code} {error}");
        }

        Assert.Equal(content, Records(database));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "data"), "*.part"));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "data"), "*.before-*"));

        // A database that is damaged beyond opening is set aside all the same.
        SqliteConnection.ClearAllPools();
        await File.WriteAllTextAsync(database, "not a database at all, and longer than its head");
        var (done, output, _) = await CommandAsync(folder.Path, "restore", copy);
        Assert.Equal(0, done);
        Assert.Contains("before-", output);
        Assert.Equal("ok", Ask(database, "PRAGMA integrity_check"));
    }

    private const string Settings =
        """
        { "ServiceBot": {
            "Stations": [ { "Code": "sever", "Name": "СТО Северный", "TimeZone": "Europe/Moscow",
                            "Chats": [ { "Channel": "web", "Id": "sever" } ] } ],
            "Api": { "CallsPerMinute": 1000000, "Keys": [ { "Name": "tests", "Key": "key-of-the-tests-0123456789abcdef" } ] } } }
        """;

    private static async Task<(int Code, string Out, string Error)> CommandAsync(string folder, params string[] args)
    {
        // The data folder is given as to the service: beside its settings.
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var config = Path.Combine(folder, "command.json");
        await File.WriteAllTextAsync(config, Settings.Replace(
            "\"Stations\"", $"\"DataFolder\": {System.Text.Json.JsonSerializer.Serialize(Path.Combine(folder, "data"))}, \"Stations\"", StringComparison.Ordinal));
        var code = await CommandLine.RunAsync([.. args, "--config", config], new Terminal(output, error, IsLive: false), CancellationToken.None);
        SqliteConnection.ClearAllPools();
        return (code, output.ToString(), error.ToString());
    }

    private static async Task PostAsync(ServiceProcess service, int worker, ConcurrentQueue<string> confirmed, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"З-{worker}-{i}");
            try
            {
                if ((await PostOneAsync(service, id)).Contains("\"accepted\":1", StringComparison.Ordinal)) confirmed.Enqueue(id);
            }
            catch (HttpRequestException)
            {
                // It was killed: what was not confirmed may be there or not.
                return;
            }
        }
    }

    private static async Task<string> PostOneAsync(ServiceProcess service, string id)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(id.GetHashCode(StringComparison.Ordinal)) % 1000:000}");
        var body = $$"""{ "id": "{{id}}", "station": "sever", "createdAt": "2026-11-20T10:30:00", "vehicle": { "plate": "А{{number}}ВС178" }, "possibleRepeat": true }""";
        using var answer = await service.Http.PostAsync("api/v1/bookings", new StringContent(body, Encoding.UTF8, "application/json"));
        return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync() : $"{answer.StatusCode}";
    }

    private static HashSet<string> Records(string database)
    {
        using var db = Open(database);
        using var command = db.CreateCommand();
        command.CommandText = "SELECT \"RecordId\" FROM \"Records\"";
        using var rows = command.ExecuteReader();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Read()) ids.Add(rows.GetString(0));
        return ids;
    }

    private static string? Ask(string database, string sql)
    {
        using var db = Open(database);
        using var command = db.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Do(string database, string sql)
    {
        using var db = Open(database);
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string database)
    {
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        db.Open();
        return db;
    }
}
