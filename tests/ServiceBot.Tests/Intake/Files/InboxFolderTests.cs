using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Hosting;
using ServiceBot.Intake.Files;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Intake.Files;

public sealed class InboxFolderTests
{
    private const string Good =
        "Номер заявки;Дата заявки;VIN;Гос. номер;Возможен повторный ремонт\n"
        + "1;02.11.2026 9:00:00;X9632120080000001;А001ВС178;Нет\n2;02.11.2026 9:30:00;X9632120080000002;А002ВС178;Да\n";

    [Fact]
    public async Task A_finished_file_is_read_on_the_second_look_and_moved()
    {
        await using var inbox = await Inbox.OpenAsync();
        inbox.Drop("bookings.csv", Good);

        var first = await inbox.Folder.LookAsync(CancellationToken.None);
        var second = await inbox.Folder.LookAsync(CancellationToken.None);

        Assert.Equal((0, 1), (first, second));
        Assert.Equal(["bookings.csv"], inbox.In("done"));
        Assert.Empty(inbox.In("rejected"));
        Assert.Empty(inbox.In(""));
        Assert.Equal(2, await inbox.RecordsAsync());
    }

    [Fact]
    public async Task A_file_that_still_grows_is_left_alone()
    {
        await using var inbox = await Inbox.OpenAsync();
        inbox.Drop("bookings.csv", Good[..80]);
        await inbox.Folder.LookAsync(CancellationToken.None);

        inbox.Drop("bookings.csv", Good);
        var growing = await inbox.Folder.LookAsync(CancellationToken.None);
        var finished = await inbox.Folder.LookAsync(CancellationToken.None);

        Assert.Equal((0, 1), (growing, finished));
        Assert.Equal(2, await inbox.RecordsAsync());
    }

    [Fact]
    public async Task A_file_that_someone_holds_open_is_left_alone_until_it_is_let_go()
    {
        await using var inbox = await Inbox.OpenAsync();
        var path = inbox.Drop("bookings.csv", Good);
        await using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await inbox.Folder.LookAsync(CancellationToken.None);
            Assert.Equal(0, await inbox.Folder.LookAsync(CancellationToken.None));
        }

        Assert.Equal(0, await inbox.Folder.LookAsync(CancellationToken.None));
        inbox.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await inbox.Folder.LookAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("bookings.csv.part")]
    [InlineData("bookings.TMP")]
    [InlineData(".bookings.csv")]
    [InlineData("~$bookings.xlsx")]
    public async Task Unfinished_and_hidden_names_are_left_alone(string name)
    {
        await using var inbox = await Inbox.OpenAsync();
        inbox.Drop(name, Good);

        Assert.Equal(0, await inbox.LookTwiceAsync());
        Assert.Equal([name], inbox.In(""));
    }

    [Fact]
    public async Task A_link_is_not_followed()
    {
        await using var inbox = await Inbox.OpenAsync();
        var outside = Path.Combine(inbox.Temporary.Path, "secret.csv");
        await File.WriteAllTextAsync(outside, Good);
        File.CreateSymbolicLink(Path.Combine(inbox.Place.Folder, "link.csv"), outside);
        Directory.CreateSymbolicLink(Path.Combine(inbox.Place.Folder, "folder.csv"), inbox.Temporary.Path);

        Assert.Equal(0, await inbox.LookTwiceAsync());
        Assert.Equal(0, await inbox.RecordsAsync());
        Assert.True(File.Exists(outside));
    }

    [Fact]
    public async Task Good_rows_of_a_bad_file_are_kept_and_the_bad_ones_named()
    {
        await using var inbox = await Inbox.OpenAsync();
        inbox.Drop("bookings.csv", Good + "3;когда-нибудь;X9632120080000003;А003ВС178;Нет\n");

        await inbox.LookTwiceAsync();

        Assert.Equal(["bookings.csv"], inbox.In("done"));
        Assert.Equal(["bookings.csv.errors.csv"], inbox.In("rejected"));
        var sheet = await File.ReadAllTextAsync(Path.Combine(inbox.Place.Rejected, "bookings.csv.errors.csv"));
        Assert.Contains("4;Дата заявки;когда-нибудь;", sheet, StringComparison.Ordinal);
        Assert.Equal(2, await inbox.RecordsAsync());
    }

    [Theory]
    [InlineData("nothing.csv", "")]
    [InlineData("picture.csv", "\0\u0001\u0002\0PNG\0\0")]
    [InlineData("letter.docx", "Здравствуйте!")]
    [InlineData("broken.json", "[ { \"id\": ")]
    [InlineData("unknown.csv", "a;b;c\n1;2;3\n")]
    [InlineData("every-row-bad.csv", "Номер заявки;Дата заявки;VIN\n1;когда-нибудь;X9632120080000001\n")]
    public async Task A_file_of_which_nothing_can_be_read_is_rejected_beside_at_least_one_error_line(string name, string content)
    {
        await using var inbox = await Inbox.OpenAsync();
        inbox.Drop(name, content);

        Assert.Equal(1, await inbox.LookTwiceAsync());

        Assert.Equal(new[] { name, name + ".errors.csv" }.Order(StringComparer.Ordinal), inbox.In("rejected"));
        Assert.Empty(inbox.In("done"));
        var lines = await File.ReadAllLinesAsync(Path.Combine(inbox.Place.Rejected, name + ".errors.csv"));
        Assert.True(lines.Length >= 2 && lines[1].Length > 3, string.Join('\n', lines));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_both_are_kept()
    {
        await using var inbox = await Inbox.OpenAsync();
        inbox.Drop("bookings.csv", Good);
        await inbox.LookTwiceAsync();
        var before = await inbox.FootprintAsync();

        inbox.Drop("bookings.csv", Good);
        await inbox.LookTwiceAsync();

        Assert.Equal(["bookings (2).csv", "bookings.csv"], inbox.In("done"));
        Assert.Equal(before, await inbox.FootprintAsync());
    }

    [Fact]
    public async Task A_break_before_the_move_leaves_the_file_and_the_second_reading_ends_the_same()
    {
        await using var inbox = await Inbox.OpenAsync();
        var content = Good + "3;когда-нибудь;X9632120080000003;А003ВС178;Нет\n";
        // As a process leaves it that died after it had stored everything and written the errors.
        inbox.Drop("bookings.csv", content);
        await inbox.LookTwiceAsync();
        File.Move(Path.Combine(inbox.Place.Done, "bookings.csv"), Path.Combine(inbox.Place.Folder, "bookings.csv"));
        await File.WriteAllTextAsync(Path.Combine(inbox.Place.Rejected, "bookings.csv.errors.csv.part"), "half");
        var before = await inbox.FootprintAsync();

        await inbox.LookTwiceAsync();

        Assert.Equal(["bookings.csv"], inbox.In("done"));
        Assert.Equal(["bookings.csv.errors.csv"], inbox.In("rejected"));
        Assert.Equal(before, await inbox.FootprintAsync());
    }

    [Fact]
    public async Task One_file_that_cannot_be_taken_does_not_hold_up_the_others()
    {
        await using var inbox = await Inbox.OpenAsync();
        var held = inbox.Drop("a.csv", Good);
        inbox.Drop("b.csv", Good);
        await using var holder = new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal(1, await inbox.LookTwiceAsync());
        Assert.Equal(["b.csv"], inbox.In("done"));
    }

    [Fact]
    public async Task Columns_are_read_by_the_names_of_the_settings()
    {
        await using var inbox = await Inbox.OpenAsync(s => s.Inbox.Mappings =
        [
            new InboxMapping { Column = "Карточка", Field = "id", Kind = "Booking" }, new InboxMapping { Column = "Борт", Field = "vehicle.plate" },
        ]);
        inbox.Drop("mapped.csv", "Карточка;Дата заявки;Борт;Возможен повторный ремонт\n7;02.11.2026 9:00;А001ВС178;Нет\n");

        await inbox.LookTwiceAsync();

        Assert.Equal(["mapped.csv"], inbox.In("done"));
        Assert.Equal(1, await inbox.RecordsAsync());
    }

    [Fact]
    public async Task The_running_service_takes_files_by_itself()
    {
        using var temporary = new TemporaryFolder();
        var settings = StationUnderTest.Settings(temporary.Path);
        await using var host = await RunningHost.StartAsync(settings);
        var place = new InboxPlace(settings);
        for (var i = 0; i < 100 && !Directory.Exists(place.Folder); i++) await Task.Delay(50);
        await File.WriteAllTextAsync(Path.Combine(place.Folder, "bookings.csv"), Good);

        var done = Path.Combine(place.Done, "bookings.csv");
        for (var i = 0; i < 200 && !File.Exists(done); i++) await Task.Delay(50);

        Assert.True(File.Exists(done));
        Assert.Equal(2, await host.ReadAsync(db => db.Records.CountAsync()));
    }

    /// <summary>The folder over a real store, looked into by hand.</summary>
    private sealed class Inbox : IAsyncDisposable
    {
        private readonly ServiceProvider _services;

        private Inbox(ServiceProvider services, Settings settings, TemporaryFolder temporary)
        {
            _services = services;
            Temporary = temporary;
            Place = new InboxPlace(settings);
            Place.Create();
        }

        public TemporaryFolder Temporary { get; }
        public InboxPlace Place { get; }
        public TurnedClock Clock { get; private init; } = new();
        public InboxFolder Folder => _services.GetRequiredService<InboxFolder>();

        public static async Task<Inbox> OpenAsync(Action<Settings>? change = null)
        {
            var temporary = new TemporaryFolder();
            var settings = StationUnderTest.Settings(temporary.Path);
            change?.Invoke(settings);
            var clock = new TurnedClock();
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddServiceBotCore(settings).AddInbox();
            services.AddSingleton<TimeProvider>(clock);
            var built = services.BuildServiceProvider();
            await built.GetRequiredService<Schema>().BringUpToDateAsync(CancellationToken.None);
            return new Inbox(built, settings, temporary) { Clock = clock };
        }

        public string Drop(string name, string content)
        {
            var path = Path.Combine(Place.Folder, name);
            File.WriteAllText(path, content);
            return path;
        }

        public async Task<int> LookTwiceAsync() =>
            await Folder.LookAsync(CancellationToken.None) + await Folder.LookAsync(CancellationToken.None);

        public string[] In(string folder) =>
            [.. Directory.EnumerateFiles(Path.Combine(Place.Folder, folder)).Select(x => Path.GetFileName(x)!).Order(StringComparer.Ordinal)];

        public Task<int> RecordsAsync() => ReadAsync(db => db.Records.CountAsync());

        /// <summary>Everything that a second reading must not change.</summary>
        public async Task<string> FootprintAsync() => string.Join(' ', await ReadAsync(async db => new[]
        {
            await db.Records.CountAsync(), await db.RecordEdits.CountAsync(), await db.Signals.CountAsync(),
            await db.Cases.CountAsync(), await db.CaseFacts.CountAsync(), await db.Outbox.SumAsync(x => x.WantedVersion),
        }));

        public async ValueTask DisposeAsync()
        {
            await _services.DisposeAsync();
            Temporary.Dispose();
        }

        private async Task<T> ReadAsync<T>(Func<ServiceBotDb, Task<T>> read)
        {
            await using var db = await _services.GetRequiredService<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync();
            return await read(db);
        }
    }

    /// <summary>A clock that is turned by hand.</summary>
    private sealed class TurnedClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

        public void Advance(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
