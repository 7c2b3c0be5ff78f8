using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;
using ServiceBot.Tests.Access;
using ServiceBot.Tests.Harness;
using Xunit.Abstractions;

namespace ServiceBot.Tests.Hostile;

/// <summary>The same in the built-in chat: presses that its page would never send.</summary>
public sealed class ForgedWebPressTests(GuardedStations service, ITestOutputHelper output) : IClassFixture<GuardedStations>
{
    private static readonly Caller[] Callers =
        [Caller.Commission, Caller.Commission, Caller.Mechanic, Caller.Administrator, Caller.MemberOfOther, Caller.Nobody, Caller.MadeUpSession, Caller.ExpiredSession];

    [Fact]
    public async Task No_forged_press_in_the_built_in_chat_has_an_effect_and_each_is_answered_in_words()
    {
        var count = Hostile.Count(500);
        var clients = new Dictionary<Caller, HttpClient>();
        foreach (var caller in Callers.Distinct()) clients[caller] = (await service.AsAsync(caller)).Client;
        var foreign = await ForeignButtonAsync(clients[Caller.MemberOfOther]);
        await Eventually.Zero(() => service.Service.ReadAsync(db => db.Outbox.CountAsync(x => x.State != OutboxState.Sent)));
        var before = await StoreImage.OfAsync(service.Service, "Presses", "WebSessions", "ChannelStates");
        var statuses = new SortedDictionary<string, int>(StringComparer.Ordinal);

        for (var n = 0; n < count; n++)
        {
            var dice = Hostile.Dice(n);
            var caller = dice.Pick(Callers);
            using var request = Forge(dice, caller, foreign);
            using var answer = await clients[caller].SendAsync(request);
            var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            var words = (string?)said["text"] ?? (string?)said["title"];
            Assert.True(words?.Any(c => c is >= 'а' and <= 'я') == true, $"{n}: {answer.StatusCode} {said.ToJsonString()}");
            Assert.True((int)answer.StatusCode < 500, $"{n}: {answer.StatusCode} {said.ToJsonString()}");
            var key = $"{(int)answer.StatusCode} {words}";
            statuses[key] = statuses.GetValueOrDefault(key) + 1;
        }

        Assert.Empty((await StoreImage.OfAsync(service.Service, "Presses", "WebSessions", "ChannelStates")).Except(before));
        var outcomes = await service.Service.ReadAsync(db => db.Presses.AsNoTracking().Where(x => x.Channel == "web" && x.Outcome != "MessageTaken")
            .GroupBy(x => x.Outcome).Select(x => new { x.Key, Count = x.Count() }).ToListAsync());
        output.WriteLine($"{count} forged presses: {string.Join("; ", statuses.Select(x => $"{x.Key} × {x.Value}"))}");
        output.WriteLine(string.Join(", ", outcomes.Select(x => $"{x.Key} × {x.Count}")));
        Assert.Equal(["NoVoteRight", "UnknownButton"], outcomes.Select(x => x.Key).Order(StringComparer.Ordinal));
        Assert.Superset(new HashSet<string> { "200", "400", "401", "403", "404" }, statuses.Keys.Select(x => x[..3]).ToHashSet());
        foreach (var client in clients.Values) client.Dispose();
    }

    private HttpRequestMessage Forge(Random dice, Caller caller, (long Message, string Token) foreign)
    {
        var body = new JsonObject
        {
            ["room"] = GuardedStations.Here, ["messageId"] = service.Shown.Message, ["token"] = service.Shown.Button, ["queryId"] = dice.Chance(10) ? "11111111-2222-3333-4444-555555555555" : NewId(dice),
        };
        var withoutHeader = false;
        string? origin = null;
        // Who votes there must not send the true button in the true way.
        switch (dice.Next(caller == Caller.Commission ? 6 : 9))
        {
            case 0: body["token"] = Token(dice); break;
            case 1: (body["token"], body["messageId"]) = (foreign.Token, dice.Pick(foreign.Message, service.Shown.Message)); break;
            case 2: body["room"] = dice.Pick(GuardedStations.Other, "zapad", "@admin", "@yuzhin", "web:sever", "", "sever/1", "SEVER", "\u202Esever"); break;
            case 3: body[dice.Pick("room", "token", "queryId")] = null; break;
            case 4: (withoutHeader, origin) = dice.Pick((true, (string?)null), (false, "http://evil.example"), (false, "null")); break;
            case 5: return Raw(dice.Pick("", "{", "null", "[]", "\"\\ud83d\"", "{\"room\":1}", body.ToJsonString().Replace("\"token\":\"", "\"token\":\"\\ud83d", StringComparison.Ordinal)));
            default: body["messageId"] = dice.Pick(service.Shown.Message, foreign.Message, -1, 0, long.MaxValue); break;
        }

        return Raw(body.ToJsonString(), withoutHeader, origin);
    }

    private HttpRequestMessage Raw(string json, bool withoutHeader = false, string? origin = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/chat/api/press") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        // A header of the request itself stands in place of the client's own.
        if (withoutHeader) request.Headers.TryAddWithoutValidation("X-ServiceBot-Session", "");
        if (origin is not null) request.Headers.Add("Origin", origin);
        return request;
    }

    private string Token(Random dice) => dice.Next(5) switch
    {
        0 => service.Shown.Button[..^1],
        1 => "2" + service.Shown.Button[1..],
        2 => new string('x', dice.Pick(64, 65, 20_000)),
        3 => "vote:Repeat",
        _ => HostileTexts.Next(dice, dice.Pick(18, 64, 500)),
    };

    private static string NewId(Random dice)
    {
        var bytes = new byte[16];
        dice.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private static async Task<(long, string)> ForeignButtonAsync(HttpClient member)
    {
        var page = JsonNode.Parse(await member.GetStringAsync($"/chat/api/rooms/{GuardedStations.Other}/messages"))!["messages"]!.AsArray();
        var card = page.Single(x => x!["card"] is not null)!;
        return ((long)card["id"]!, (string)card["card"]!["buttons"]![0]![0]!["token"]!);
    }
}
