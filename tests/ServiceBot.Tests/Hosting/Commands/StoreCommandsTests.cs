using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using ServiceBot.Hosting.Commands;

namespace ServiceBot.Tests.Hosting.Commands;

public sealed class StoreCommandsTests
{
    private const string Orders =
        """
        [ { "id": "ЗН-1", "openedAt": "2026-11-02T09:00", "closedAt": "2026-11-03T18:00", "vehicle": { "vin": "X9632120080000001", "plate": "А001ВС178" },
            "complaint": "стук спереди", "lines": [ { "text": "Замена шаровой опоры" } ] },
          { "id": "ЗН-2", "openedAt": "2026-11-10T09:00", "vehicle": { "vin": "X9632120080000001" }, "complaint": "снова стук спереди", "lines": [] } ]
        """;

    private const string Mixed =
        "Номер заказ-наряда;Дата открытия;VIN;Гос. номер;Причина обращения\n"
        + "ЗН-7;02.11.2026 9:00:00;X9632120080000007;А007ВС178;стук\n"
        + "ЗН-8;32.11.2026 9:00:00;X9632120080000008;А008ВС178;гул\n";

    private static string LastLine(string text) => text.TrimEnd('\n').Split('\n')[^1];

    [Fact]
    public async Task An_import_ends_with_its_counts_and_the_same_again_is_unchanged()
    {
        using var shell = new Shell();
        var file = shell.File("orders.json", Orders);

        var first = await shell.RunAsync("import", file, "--kind", "work-order");
        var second = await shell.RunAsync("import", file, "--kind", "work-order");

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Equal("read 2, accepted 2, unchanged 0, rejected 0, returns 1, signals 1, cases 1", LastLine(first.Out));
        Assert.Equal("read 2, accepted 0, unchanged 2, rejected 0, returns 0, signals 0, cases 0", LastLine(second.Out));
        Assert.Contains("100 % orders.json", first.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_counts_as_the_real_one_and_writes_nothing()
    {
        using var shell = new Shell();
        var file = shell.File("orders.json", Orders);

        var dry = await shell.RunAsync("import", file, "--dry-run");
        Assert.False(File.Exists(Path.Combine(shell.DataFolder, "servicebot.db")));
        var real = await shell.RunAsync("import", file);
        var again = await shell.RunAsync("import", file, "--dry-run");

        Assert.Equal(LastLine(real.Out), LastLine(dry.Out));
        Assert.Equal("read 2, accepted 0, unchanged 2, rejected 0, returns 0, signals 0, cases 0", LastLine(again.Out));
    }

    [Fact]
    public async Task Bad_rows_are_named_in_a_sheet_beside_the_file_and_good_ones_are_kept()
    {
        using var shell = new Shell();
        var file = shell.File("mixed.csv", Mixed);

        var (code, output, error) = await shell.RunAsync("import", file);

        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith("read 2, accepted 1, unchanged 0, rejected 1,", LastLine(output), StringComparison.Ordinal);
        var sheet = await File.ReadAllTextAsync(file + ".errors.csv");
        Assert.Contains("3;", sheet, StringComparison.Ordinal);
        Assert.Contains("32.11.2026", sheet, StringComparison.Ordinal);
        Assert.Contains("строка 3", error, StringComparison.Ordinal);
        Assert.False(File.Exists(file + ".errors.csv.part"));
    }

    [Fact]
    public async Task A_dry_run_names_bad_rows_without_a_sheet()
    {
        using var shell = new Shell();
        var file = shell.File("mixed.csv", Mixed);

        var (_, _, error) = await shell.RunAsync("import", file, "--dry-run");

        Assert.Contains("строка 3", error, StringComparison.Ordinal);
        Assert.False(File.Exists(file + ".errors.csv"));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named_the_others_are_read_and_the_end_is_1()
    {
        using var shell = new Shell();
        var file = shell.File("orders.json", Orders);

        var (code, output, error) = await shell.RunAsync("import", shell.PathOf("no.csv"), file);

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("no.csv", error, StringComparison.Ordinal);
        Assert.StartsWith("read 2, accepted 2,", LastLine(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_which_nothing_can_be_read_ends_with_1()
    {
        using var shell = new Shell();
        var file = shell.File("picture.csv", "\0\u0001\u0002PNG\0\0\0\0");

        var (code, output, error) = await shell.RunAsync("import", file);

        Assert.Equal((ExitCode.Refused, "read 0, accepted 0, unchanged 0, rejected 0, returns 0, signals 0, cases 0"), (code, LastLine(output)));
        Assert.Contains("picture.csv", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_are_listed_for_people_in_columns_and_for_programs_as_the_API_gives_them()
    {
        using var shell = new Shell();
        await shell.RunAsync("import", shell.File("orders.json", Orders));

        var table = await shell.RunAsync("cases", "--station", "sever", "--state", "Open");
        var json = await shell.RunAsync("cases", "--json");
        var none = await shell.RunAsync("cases", "--state", "Closed", "--json");

        Assert.Equal((0, 0, 0), (table.Code, json.Code, none.Code));
        var lines = table.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal(lines[0].IndexOf("Автомобиль", StringComparison.Ordinal), lines[1].IndexOf("А001ВС178", StringComparison.Ordinal));
        Assert.Contains("открыт", lines[1], StringComparison.Ordinal);
        var one = Assert.Single(JsonDocument.Parse(json.Out).RootElement.EnumerateArray());
        Assert.Equal((1, "Open", "ЗН-1"), (one.GetProperty("number").GetInt32(), one.GetProperty("state").GetString(), one.GetProperty("earlierWorkOrderId").GetString()));
        Assert.Empty(JsonDocument.Parse(none.Out).RootElement.EnumerateArray());
    }

    [Fact]
    public async Task A_backup_is_whole_and_never_written_over()
    {
        using var shell = new Shell();
        await shell.RunAsync("import", shell.File("orders.json", Orders));
        var copy = shell.PathOf("copy.db");

        var first = await shell.RunAsync("backup", copy);
        var written = await File.ReadAllBytesAsync(copy);
        var second = await shell.RunAsync("backup", copy);

        Assert.Equal((0, 1), (first.Code, second.Code));
        Assert.Contains("copy.db", second.Error, StringComparison.Ordinal);
        Assert.Equal(written, await File.ReadAllBytesAsync(copy));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(copy)!, "*.part"));
        await using var db = new SqliteConnection($"Data Source={copy};Pooling=False");
        await db.OpenAsync();
        await using var count = db.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM Records";
        Assert.Equal(2L, await count.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_backup_into_no_folder_or_of_no_database_is_refused()
    {
        using var shell = new Shell();

        var nothing = await shell.RunAsync("backup", shell.PathOf("copy.db"));
        await shell.RunAsync("migrate");
        var nowhere = await shell.RunAsync("backup", shell.PathOf("nowhere/copy.db"));

        Assert.Equal((1, 1), (nothing.Code, nowhere.Code));
        Assert.NotEqual(nothing.Error, nowhere.Error);
        Assert.False(File.Exists(shell.PathOf("copy.db")));
    }

    [Fact]
    public async Task A_sound_station_passes_the_check_with_one_line_each()
    {
        using var shell = new Shell();

        var (code, output, error) = await shell.RunAsync("check");

        Assert.True(code == 0, output + error);
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.All(lines, x => Assert.StartsWith("✔ ", x, StringComparison.Ordinal));
        foreach (var word in (string[])["Базы ещё нет", "Папка данных", "часовой пояс Europe/Moscow", "голосуют 3, нужно 3", "web:sever", "Сводка: понедельник, 09:00", "API закрыт"])
            Assert.Contains(lines, x => x.Contains(word, StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(shell.DataFolder, "servicebot.db")));
    }

    [Fact]
    public async Task The_check_of_a_station_in_Telegram_makes_no_database_either()
    {
        using var shell = new Shell(change: s =>
        {
            s["Stations"]![0]!["Chats"]![0] = new JsonObject { ["Channel"] = "telegram", ["Id"] = "-1001" };
            s["Telegram"] = new JsonObject { ["Token"] = "123456789:AAbb_cc-dd", ["ApiUrl"] = "http://127.0.0.1:1" };
        });

        var (_, output, _) = await shell.RunAsync("check");

        // Who joined is written in the database; where there is none, all without a number in the settings are missing.
        Assert.Contains("Орлова А., Рогов С., Громов Е.", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(shell.DataFolder, "servicebot.db")));
    }

    [Fact]
    public async Task What_is_missing_is_marked_with_its_mend_and_the_check_ends_with_1()
    {
        using var shell = new Shell(change: s =>
        {
            s["Stations"]![0]!["Chats"] = new JsonArray();
            s["Stations"]![0]!["Members"] = new JsonArray();
        });
        await shell.RunAsync("migrate");
        await using (var db = new SqliteConnection($"Data Source={Path.Combine(shell.DataFolder, "servicebot.db")};Pooling=False"))
        {
            await db.OpenAsync();
            await using var forget = db.CreateCommand();
            forget.CommandText = "DELETE FROM __EFMigrationsHistory";
            await forget.ExecuteNonQueryAsync();
        }

        var (code, output, error) = await shell.RunAsync("check");

        Assert.Equal(ExitCode.Refused, code);
        var faults = output.Split('\n').Where(x => x.StartsWith("✘ ", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, faults.Count);
        Assert.All(faults, x => Assert.Contains(" — ", x, StringComparison.Ordinal));
        Assert.Contains(faults, x => x.Contains("servicebot migrate", StringComparison.Ordinal));
        Assert.Contains("3", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_is_told_by_the_check_and_refused_by_the_rest()
    {
        using var shell = new Shell(change: s => s["DataFolder"] = s["DataFolder"]!.GetValue<string>() + "/file/below");
        Directory.CreateDirectory(shell.DataFolder);
        await File.WriteAllTextAsync(Path.Combine(shell.DataFolder, "file"), "in the way");

        var check = await shell.RunAsync("check");
        var cases = await shell.RunAsync("cases");

        Assert.Equal((1, 1), (check.Code, cases.Code));
        Assert.Contains("✘", check.Out, StringComparison.Ordinal);
        Assert.NotEmpty(cases.Error);
    }
}
