using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;
using ServiceBot.Stations;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;
using ServiceBot.Tests.Hosting.Commands;

namespace ServiceBot.Tests.Persons;

/// <summary>A customer asks to be forgotten while the service runs.</summary>
public sealed class ForgetTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningHost _service = null!;
    private string _config = "";

    private string DataFolder => Path.Combine(_folder.Path, "data");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(DataFolder);
        var settings = StationUnderTest.Settings(DataFolder);
        _config = Path.Combine(_folder.Path, "settings.json");
        // The command sees the same store as the running service.
        await File.WriteAllTextAsync(_config, new JsonObject
        {
            ["ServiceBot"] = new JsonObject
            {
                ["DataFolder"] = DataFolder,
                ["Stations"] = System.Text.Json.JsonSerializer.SerializeToNode(settings.Stations),
            },
        }.ToJsonString());
        _service = await RunningHost.StartAsync(settings);
        await PersonStory.TellAsync(_service);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Nothing_of_the_person_is_left_in_any_byte_of_the_data_and_everything_else_is()
    {
        Assert.NotEmpty(PersonStory.TracesIn(DataFolder));
        var before = await KeptAsync();

        var (code, text, error) = await Shell.RunBareAsync("forget", "--phone", "8 (905) 123-45-67", "--config", _config);

        Assert.True(code == 0, text + error);
        Assert.Empty(PersonStory.TracesIn(DataFolder));
        Assert.NotEmpty(PersonStory.TracesIn(DataFolder, [PersonStory.OtherPhone, "Другой Д. Д."]));
        Assert.Equal(before, await KeptAsync());
        foreach (var trace in PersonStory.Traces) Assert.DoesNotContain(trace, text + error);
        Assert.Contains("записей источников: 3\n", text);
        Assert.Contains("звонков (удалены целиком): 1\n", text);
        Assert.Contains("реплик к случаям: 1\n", text);
        Assert.Contains("обращений сотрудников: 1\n", text);
        Assert.Contains("Случаи, карточки которых перерисуются: sever/1.\n", text);
        Assert.Contains("Файл базы переписан, её журнал пуст.\n", text);

        // The service goes on over the file that was written anew, and the guard of what happened stands again.
        await _service.Get<RecordIntake>().AcceptAsync([Given.Repair("ЗН-9", vehicle: 9)], CancellationToken.None);
        await Eventually.Zero(() => _service.ReadAsync(db => db.Outbox.CountAsync(x => x.State != OutboxState.Sent)));
        Assert.Empty(PersonStory.TracesIn(DataFolder));
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => _service.Get<Writer>().InTransactionAsync(
            (db, stop) => db.CaseFacts.ExecuteUpdateAsync(x => x.SetProperty(y => y.Body, "{}"), stop), CancellationToken.None));
        Assert.Contains("append-only", refused.ToString());
    }

    [Fact]
    public async Task Files_that_still_hold_the_number_are_named_and_a_second_time_there_is_nothing_left_to_do()
    {
        var done = Directory.CreateDirectory(Path.Combine(DataFolder, "inbox", "done")).FullName;
        await File.WriteAllTextAsync(Path.Combine(done, "orders.csv"), "id;phone\n1;8 905 123-45-67\n");
        await File.WriteAllTextAsync(Path.Combine(done, "other.csv"), $"id;phone\n1;{PersonStory.OtherPhone}\n");

        var first = await Shell.RunBareAsync("forget", "--phone", PersonStory.Phone, "--config", _config);
        var second = await Shell.RunBareAsync("forget", "--phone", PersonStory.Phone, "--config", _config);

        Assert.Contains(Path.Combine(done, "orders.csv"), first.Out);
        Assert.DoesNotContain("other.csv", first.Out);
        Assert.StartsWith("Ничего не найдено.\n", second.Out);
    }

    [Theory]
    [InlineData("нет")]
    [InlineData("54321")]
    [InlineData("9051234567, 9051234568")]
    public async Task What_is_not_one_number_is_refused_and_not_repeated(string phone)
    {
        var (code, text, error) = await Shell.RunBareAsync("forget", "--phone", phone, "--config", _config);

        Assert.Equal((1, ""), (code, text));
        Assert.DoesNotContain(phone, error);
        Assert.NotEmpty(PersonStory.TracesIn(DataFolder));
    }

    /// <summary>What must be the same before and after: everything that is counted or decided.</summary>
    private async Task<string> KeptAsync() => string.Join('\n', await _service.ReadAsync(async db => new List<string>
    {
        string.Join(';', await db.Signals.OrderBy(x => x.Key).Select(x => $"{x.Key} {x.Mode} {x.CaseId} {x.WithdrawnAt}").ToListAsync()),
        string.Join(';', await db.Cases.OrderBy(x => x.Id).Select(x => $"{x.Number} {x.State} {x.FactCount} {x.Plate}").ToListAsync()),
        string.Join(';', await db.CaseFacts.OrderBy(x => x.Id).Select(x => $"{x.CaseId} {x.Sequence} {x.Kind}").ToListAsync()),
        string.Join(';', await db.Records.Where(x => x.Kind != RecordKind.Call).OrderBy(x => x.RecordId).Select(x => $"{x.RecordId} {x.At} {x.Plate}").ToListAsync()),
        $"{await db.Attachments.CountAsync()} {await db.WebPhotos.CountAsync()} {await db.Presses.CountAsync()}",
    }));
}
