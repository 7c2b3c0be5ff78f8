using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Digests;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Intake;
using ServiceBot.Persons;
using ServiceBot.Stations;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Persons;

/// <summary>What is older than personal data is kept, by a clock that goes on by months.</summary>
public sealed class OldPersonsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly MovedClock _clock = new(Given.Monday.AddDays(10));
    private readonly KeptLog _log = new();
    private RunningHost _service = null!;

    public async Task InitializeAsync()
    {
        var settings = StationUnderTest.Settings(_folder.Path);
        settings.Retention.PersonalDataMonths = 12;
        _service = await RunningHost.StartAsync(settings, services =>
        {
            services.AddSingleton<TimeProvider>(_clock);
            _log.AddTo(services);
        });
        await PersonStory.TellAsync(_service);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Before_its_time_nothing_is_removed_and_then_persons_are_and_every_figure_stays()
    {
        var week = ReportingWeek.Of(Given.Monday.AddDays(9), _service.Get<StationDirectory>().All[0].Calendar);
        _clock.Go(TimeSpan.FromDays(7));
        await _service.Get<DigestPost>().PostDueDigests(_clock.GetUtcNow(), CancellationToken.None);
        await Eventually.Zero(() => _service.ReadAsync(db => db.Outbox.CountAsync(x => x.State != OutboxState.Sent)));
        var now = _clock.GetUtcNow();
        var before = await KeptAsync(week, now);
        Assert.True((await _service.Get<OldPersons>().RemoveAsync(CancellationToken.None))!.IsEmpty);
        Assert.Equal(before, await KeptAsync(week, now));

        _clock.Go(TimeSpan.FromDays(365));
        await _service.Get<RecordIntake>().AcceptAsync(
            [Given.Repair("ЗН-5", vehicle: 5, openedDay: 370, closedDay: 371) with { Client = new Client("Новый Н. Н.", PhoneNumber.Read("+79050000001")) }],
            CancellationToken.None);
        var receipt = (await _service.Get<OldPersons>().RemoveAsync(CancellationToken.None))!;

        Assert.Equal((4, 2, 2), (receipt.Records, receipt.Calls, receipt.Photos));
        Assert.Equal(before, await KeptAsync(week, now));
        Assert.Equal(1, await _service.ReadAsync(db => db.Records.CountAsync(x => x.Body.Contains("\"Client\""))));
        Assert.Equal(0, await _service.ReadAsync(db => db.Attachments.CountAsync(x => x.Content != null)));
        Assert.Equal(0, await _service.ReadAsync(db => db.WebPhotos.CountAsync()));
        // A name within a text is known only beside its telephone; the number is in no table any more.
        foreach (var trace in (string[])["9051234567", "905 123-45-67", "905) 123-45-67", "905-123-45-67", "905)123-45-67", "7654321"])
            Assert.DoesNotContain(trace, await EverythingAsync());
        Assert.Contains("+79050000001", await EverythingAsync());
        Assert.True((await _service.Get<OldPersons>().RemoveAsync(CancellationToken.None))!.IsEmpty);
        Assert.Contains(_log.Lines, x => x.Contains("Personal data older than 12 months was removed: 4 records, 2 calls"));
        Assert.DoesNotContain(_log.Lines, x => x.Contains("9051234567") || x.Contains("Задворн"));
    }

    [Fact]
    public async Task Cards_are_drawn_again_and_files_that_were_read_go_when_they_are_too_old()
    {
        var done = Directory.CreateDirectory(Path.Combine(_folder.Path, "inbox", "done")).FullName;
        foreach (var (name, age) in (IEnumerable<(string, int)>)[("old.csv", 0), ("new.csv", 300)])
        {
            await File.WriteAllTextAsync(Path.Combine(done, name), "id;phone\n1;89051234567\n");
            File.SetLastWriteTimeUtc(Path.Combine(done, name), Given.Monday.AddDays(age).UtcDateTime);
        }

        _clock.Go(TimeSpan.FromDays(370));
        var receipt = (await _service.Get<OldPersons>().RemoveAsync(CancellationToken.None))!;

        Assert.Equal(1, receipt.Files);
        Assert.Equal(["new.csv"], Directory.EnumerateFiles(done).Select(Path.GetFileName));
        await Eventually.Zero(() => _service.ReadAsync(db => db.Outbox.CountAsync(x => x.State != OutboxState.Sent)));
        var card = await _service.ReadAsync(db => db.WebMessages.Where(x => x.Author == null).OrderBy(x => x.Id).Select(x => x.Content).FirstAsync());
        var message = JsonDocument.Parse(card).RootElement;
        Assert.False(message.TryGetProperty("Pictures", out _));
        var lines = message.GetProperty("Lines").EnumerateArray().Select(x => x.GetString()).ToList();
        Assert.Contains(lines, x => x!.Contains("«снова стук справа, тел. ···»"));
        Assert.Contains(lines, x => x!.Contains("📷 1 фото"));
    }

    [Theory]
    [InlineData("Звонил Иванов Пётр, просит скидку; тел. 8 905 123-45-67", "Звонил ···, просит скидку; тел. ···")]
    [InlineData("иванов пётр снова здесь", "··· снова здесь")]
    [InlineData("Стук у Иванов Пётровича", "Стук у Иванов Пётровича")]
    public void The_name_of_its_customer_goes_from_the_words_of_an_old_record_too(string said, string left)
    {
        var order = Given.Repair("ЗН-1") with { Complaint = said, Client = new Client("Иванов Пётр", null) };

        var kept = (WorkOrder)new EverybodyRemoved().Record(order)!;

        Assert.Equal((left, null), (kept.Complaint, kept.Client));
    }

    [Fact]
    public async Task Where_no_setting_asks_for_it_nothing_is_ever_removed()
    {
        using var folder = new TemporaryFolder();
        await using var service = await RunningHost.StartAsync(StationUnderTest.Settings(folder.Path));
        Assert.Null(await service.Get<OldPersons>().RemoveAsync(CancellationToken.None));
    }

    [Fact]
    public async Task In_the_chat_a_telephone_is_masked_wherever_somebody_is_quoted()
    {
        var said = await _service.ReadAsync(db => db.WebMessages.Where(x => x.Author == null).Select(x => x.Content).ToListAsync());
        Assert.Contains(said, x => x.Contains("45-67"));
        Assert.DoesNotContain(said, x => x.Contains("9051234567") || x.Contains("123-45-67") || x.Contains("123 45 67"));
    }

    /// <summary>What must be the same before and after: the digest as it would be drawn and as it was sent, cases, votes, signals.</summary>
    private async Task<string> KeptAsync(ReportingWeek week, DateTimeOffset now) => await _service.ReadAsync(async db =>
    {
        var station = _service.Get<StationDirectory>().All[0];
        var content = await _service.Get<DigestReader>().ReadAsync(db, station, week, now, CancellationToken.None);
        var page = _service.Get<DigestPage>().Write(station, content, late: false);
        var frozen = await db.Documents.Where(x => x.Key.StartsWith("digest:")).OrderBy(x => x.Id).Select(x => x.Content).ToListAsync();
        return string.Join(
            '\n',
            [
                page.Title, .. page.Lines, .. frozen,
                string.Join(';', await db.Signals.Where(x => x.WorkOrderId != "ЗН-5").OrderBy(x => x.Key).Select(x => $"{x.Key} {x.Mode} {x.CaseId} {x.WithdrawnAt}").ToListAsync()),
                string.Join(';', await db.Cases.OrderBy(x => x.Id).Select(x => $"{x.Number} {x.Plate} {x.OpenedAt}").ToListAsync()),
                string.Join(';', await db.CaseFacts.Where(x => x.Kind == "VoteCast" || x.Kind == "RemarkMade").OrderBy(x => x.Id).Select(x => $"{x.CaseId} {x.Sequence} {x.Kind} {x.At}").ToListAsync()),
            ]);
    });

    private Task<string> EverythingAsync() => _service.ReadAsync(async db => string.Join(
        '\n',
        [
            .. await db.Records.Select(x => x.Body).ToListAsync(), .. await db.Signals.Select(x => x.Body).ToListAsync(),
            .. await db.StaffReports.Select(x => x.Body).ToListAsync(), .. await db.CaseFacts.Select(x => x.Body).ToListAsync(),
            .. await db.Outbox.Select(x => x.Frozen ?? "").ToListAsync(), .. await db.WebMessages.Select(x => x.Content).ToListAsync(),
            .. await db.Documents.Select(x => x.Content).ToListAsync(), .. await db.Presses.Select(x => x.Reply).ToListAsync(),
        ]));

    /// <summary>A clock that runs, and is moved on by days.</summary>
    private sealed class MovedClock(DateTimeOffset start) : TimeProvider
    {
        private readonly long _began = System.GetTimestamp();
        private TimeSpan _moved;

        public void Go(TimeSpan by) => _moved += by;

        public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_began) + _moved;
    }
}
