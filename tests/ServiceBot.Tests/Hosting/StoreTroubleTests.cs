using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Hosting;

/// <summary>A store that cannot be written is told to who calls as what it is: something to come again for.</summary>
public sealed class StoreTroubleTests
{
    [Fact]
    public async Task A_call_while_somebody_else_holds_the_database_is_answered_503_and_taken_when_it_comes_again()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "own.db");
        var settings = StationUnderTest.Settings(folder.Path);
        settings.Database.ConnectionString = $"Data Source={file};Default Timeout=1";
        await using var service = await RunningHost.StartAsync(settings);
        using var http = new HttpClient { BaseAddress = service.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", StationUnderTest.ApiKey);
        var record = new { id = "З-1", station = StationUnderTest.Code, vehicle = new { plate = "А001ВС178" }, createdAt = "2026-11-20T10:00:00" };

        await using (var other = new SqliteConnection($"Data Source={file}"))
        {
            await other.OpenAsync();
            await using var transaction = other.BeginTransaction(deferred: false);
            using var refused = await http.PostAsJsonAsync("api/v1/bookings", record);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            using var words = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
            Assert.Equal("Сервис сейчас не может ответить. Попробуйте позже", words.RootElement.GetProperty("title").GetString());
        }

        using var taken = await http.PostAsJsonAsync("api/v1/bookings", record);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(1, await service.ReadAsync(db => db.Records.CountAsync()));
    }

    [Theory]
    [InlineData(5, StorageFault.Busy)]
    [InlineData(6, StorageFault.Busy)]
    [InlineData(10, StorageFault.Full)]
    [InlineData(13, StorageFault.Full)]
    [InlineData(14, StorageFault.Full)]
    [InlineData(19, StorageFault.None)]
    public void What_the_engine_says_is_read_wherever_it_stands(int code, object fault)
    {
        var own = new SqliteException("said so", code);

        Assert.Equal(fault, StorageFaults.Of(own));
        Assert.Equal(fault, StorageFaults.Of(new DbUpdateException("while saving", own)));
    }

    [Fact]
    public void A_disk_that_says_itself_that_it_is_full_is_believed()
    {
        Assert.Equal(StorageFault.Full, StorageFaults.Of(new IOException("No space left on device", 28)));
        Assert.Equal(StorageFault.None, StorageFaults.Of(new IOException("Broken pipe", 32)));
        Assert.Equal(StorageFault.None, StorageFaults.Of(null));
    }
}
