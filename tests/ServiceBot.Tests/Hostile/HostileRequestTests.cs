using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Sources;
using ServiceBot.Storage;
using ServiceBot.Tests.Access;
using Xunit.Abstractions;

namespace ServiceBot.Tests.Hostile;

/// <summary>
/// Spoiled requests to every address, by every kind of caller: each is answered, none with 500, with words about the inside, or
/// with a header of the sender's making; what is stored is what was accepted.
/// </summary>
public sealed partial class HostileRequestTests(GuardedStations service, ITestOutputHelper output) : IClassFixture<GuardedStations>
{
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private int _accepted, _written, _unanswered;

    [Fact]
    public async Task No_request_however_spoiled_breaks_the_service_or_makes_it_tell_of_its_inside()
    {
        var count = Hostile.Count(500);
        var (records, posts) = await StoredAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (n, _) => await TryAsync(n));

        var (recordsAfter, postsAfter) = await StoredAsync();
        output.WriteLine($"{count} requests: {string.Join(", ", _statuses.OrderBy(x => x.Key).Select(x => $"{x.Key} × {x.Value}"))}, closed without an answer × {_unanswered}");
        output.WriteLine($"{_accepted} records accepted, {_written} messages written");
        Assert.True(_faults.IsEmpty, $"{_faults.Count} faults\n" + string.Join("\n\n", _faults.Take(10)));
        // Who went away before the answer may have had his record taken.
        Assert.InRange(recordsAfter - records, _accepted, _accepted + _unanswered);
        Assert.InRange(postsAfter - posts, _written, _written + _unanswered);
        await AssertAllStoredIsValidAsync();
        using var client = new HttpClient { BaseAddress = service.Service.Address };
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
        // It was not merely refused at the door: some of everything got through.
        Assert.True(_statuses.Keys.Intersect([200, 400, 401, 404, 405, 415, 422]).Count() == 7, string.Join(' ', _statuses.Keys));
        Assert.InRange(_statuses.GetValueOrDefault(200), count / 20, count);
    }

    private async Task TryAsync(int number)
    {
        var dice = Hostile.Dice(number);
        var address = dice.Pick(AccessTable.Rows).Address;
        var caller = address switch
        {
            _ when dice.Chance(25) => dice.Pick(Enum.GetValues<Caller>()),
            _ when address.Contains("/hooks/", StringComparison.Ordinal) || address.Contains("/from-telegram/", StringComparison.Ordinal) => Caller.HookSecret,
            _ when address.Contains("/chat/", StringComparison.Ordinal) => dice.Pick(Caller.Commission, Caller.Mechanic, Caller.Administrator),
            _ => dice.Pick(Caller.KeyOfHere, Caller.KeyOfAll),
        };
        var (client, _) = await service.AsAsync(caller);
        using var own = client;
        var shown = client.DefaultRequestHeaders.NonValidated.SelectMany(x => x.Value.Select(value => (x.Key, value)));
        var (valid, _) = await AddressSamples.MakeAsync(service, address, dice.Chance(80) ? Target.Here : dice.Pick(Enum.GetValues<Target>()), caller);
        using var sample = valid;
        var request = await HostileRequests.SpoilAsync(dice, valid, shown, service.Service.Address.Authority);

        var answer = await RawAnswer.OfAsync(service.Service.Address, request);
        if (answer is null)
        {
            Interlocked.Increment(ref _unanswered);
            if (!request.IsCutOff) Fault("closed without an answer");
            return;
        }

        _statuses.AddOrUpdate(answer.Status, 1, (_, x) => x + 1);
        if (answer.Status >= 500 && answer.Status is not (501 or 505)) Fault("a fault of ours");
        if (Inside().Match(answer.Text) is { Success: true } inside) Fault($"tells of the inside: {inside.Value}");
        if (answer.Text.Contains(AppContext.BaseDirectory, StringComparison.Ordinal) || answer.Text.Contains(service.DataFolder, StringComparison.Ordinal)) Fault("tells a path");
        if (answer.Headers.Any(x => Injected().IsMatch(x.Name + ": " + x.Value))) Fault("a header of the sender's making");
        if (answer.Status >= 400 && Malformed(answer, request) is { } why) Fault(why);
        Count(answer);

        void Fault(string what) => _faults.Enqueue($"{what} (number {number}, {address} × {caller})\n{request}\n→ {answer?.Text[..Math.Min(answer.Text.Length, 1_500)] ?? "nothing"}");
    }

    // Of what the server cannot read as HTTP it says so by itself, without words.
    private static string? Malformed(RawAnswer answer, RawRequest request)
    {
        if (answer.Body.Length == 0) return answer.Status is 400 or 408 or 411 or 413 or 414 or 431 or 501 or 505 || request.Method == "HEAD" ? null : "no words";
        if (answer["Content-Type"] is { } type && type.StartsWith("text/html", StringComparison.Ordinal) && request.Target.Contains("enter", StringComparison.OrdinalIgnoreCase)) return null;
        if (answer["Content-Type"]?.StartsWith("application/problem+json", StringComparison.Ordinal) != true) return $"no problem details but {answer["Content-Type"]}";
        try
        {
            var problem = JsonNode.Parse(answer.Body)!.AsObject();
            return (int?)problem["status"] == answer.Status && (string?)problem["title"] is { Length: > 0 } && (string?)problem["type"] is { Length: > 0 } ? null : "half a problem";
        }
        catch (JsonException fault)
        {
            return $"broken problem details: {fault.Message}";
        }
    }

    private void Count(RawAnswer answer)
    {
        if (answer.Status == 201 && answer.Body.StartsWith("{\"id\":", StringComparison.Ordinal)) Interlocked.Increment(ref _written);
        if (answer.Status == 200 && answer.Body.StartsWith("{\"accepted\":", StringComparison.Ordinal))
            Interlocked.Add(ref _accepted, (int)JsonNode.Parse(answer.Body)!["accepted"]!);
    }

    private Task<(int Records, int Posts)> StoredAsync() => service.Service.ReadAsync(async db =>
        (await db.Records.CountAsync(), await db.WebMessages.CountAsync(x => x.Author != null)));

    private Task<bool> AssertAllStoredIsValidAsync() => service.Service.ReadAsync(async db =>
    {
        foreach (var row in await db.Records.AsNoTracking().ToListAsync())
        {
            var record = BodyJson.Read(row);
            Assert.InRange(record.Id.Length, 1, 200);
            Assert.DoesNotContain(record.Id, char.IsControl);
            Assert.InRange(row.At.Year, 1979, 2101);
            Assert.Contains(record.Station, (string[])[GuardedStations.Here, GuardedStations.Other]);
            Assert.DoesNotContain('\0', JsonSerializer.Serialize<object>(record));
            if (record is WorkOrder order) Assert.True(order.ClosedAt is null || order.ClosedAt >= order.OpenedAt);
        }

        return true;
    });

    [GeneratedRegex(@"\bat [A-Z]\w+(\.\w+)+\(|\.cs:line|Exception\b|System\.[A-Z]|Microsoft\.[A-Z]|ServiceBot\.[A-Z]|SQLite|Sqlite|Npgsql|(?i:select .{1,80} from |insert into |no such table|syntax error)|/usr/(share|lib)/|/root/|/home/")]
    private static partial Regex Inside();

    [GeneratedRegex("(?i)^(x-injected|set-cookie: evil)")]
    private static partial Regex Injected();
}
