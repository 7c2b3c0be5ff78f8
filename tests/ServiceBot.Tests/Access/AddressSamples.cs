using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;

namespace ServiceBot.Tests.Access;

/// <summary>Whether what a request asks for is there, and whose it is.</summary>
internal enum Target
{
    /// <summary>It is, and belongs to the station here.</summary>
    Here,

    /// <summary>Nothing of it is: no such station, room, name.</summary>
    Nowhere,

    /// <summary>The station or room is that of the callers "of other"; the thing in it is not there.</summary>
    NotInOther,

    /// <summary>The station or room is the one here; the thing in it is not there.</summary>
    NotHere,
}

/// <summary>Makes a request of an address of the table.</summary>
internal static partial class AddressSamples
{
    private const string Absent = "zapad";

    /// <summary>The request, and the values in it that differ between targets.</summary>
    public static async Task<(HttpRequestMessage Request, IReadOnlyList<string> Values)> MakeAsync(
        GuardedStations service, string address, Target target, Caller caller)
    {
        var space = address.IndexOf(' ', StringComparison.Ordinal);
        var method = address[..space] is "ANY" ? address.Contains("from-telegram", StringComparison.Ordinal) ? "POST" : "GET" : address[..space];
        var place = target switch { Target.Here or Target.NotHere => GuardedStations.Here, Target.NotInOther => GuardedStations.Other, _ => Absent };
        var isThere = target == Target.Here;
        var values = new List<string> { place };
        var code = address.Contains("{code}", StringComparison.Ordinal) && isThere ? await service.LinkCodeAsync() : "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        // A session of the foreman's: the one of the caller who is he, or another one.
        var session = address.Contains("{session}", StringComparison.Ordinal) && isThere ? (await service.AsAsync(Caller.Commission)).Session : "0123456789ABCDEF";
        var path = Placeholder().Replace(address[(space + 1)..], match =>
        {
            var value = match.Groups[1].Value switch
            {
                "station" or "room" => place,
                "number" => isThere ? "1" : "999999",
                "message" => isThere ? service.Shown.Message.ToString(CultureInfo.InvariantCulture) : "999999",
                "key" when address.Contains("pictures", StringComparison.Ordinal) => isThere ? service.Shown.Picture : "case-999999",
                "key" => isThere ? service.Shown.Photo : "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "name" when address.Contains("page", StringComparison.Ordinal) => "app.js",
                "name" => isThere ? GuardedStations.HookName : "nobody",
                "secret" => caller == Caller.HookSecret ? GuardedStations.Secret : "wrong-secret-0123456789",
                "documentName" => "v1",
                "code" => code,
                "session" => session,
                var unknown => throw new InvalidOperationException($"No sample for {{{unknown}}} of {address}."),
            };
            values.Add(value);
            return value;
        });
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST") request.Content = Body(service, address, target, place);
        return (request, values);
    }

    private static HttpContent? Body(GuardedStations service, string address, Target target, string place)
    {
        var isThere = target == Target.Here;
        return address switch
        {
            "POST /api/v1/bookings" => Json(new { id = New(), station = place, createdAt = "2026-11-20T10:00", vehicle = new { plate = "А900ВС178" } }),
            "POST /api/v1/work-orders" => Json(new { id = New(), station = place, openedAt = "2026-11-20T10:00", kind = "repair", vehicle = new { plate = "А901ВС178" } }),
            "POST /api/v1/survey-responses" => Json(new { id = New(), station = place, answeredAt = "2026-11-20T10:00", workOrderId = New() }),
            "POST /api/v1/calls" => Json(new { id = New(), station = place, startedAt = "2026-11-20T10:00", direction = "in", phone = "+79990000000" }),
            "POST /api/v1/cases" => Json(new { station = place, vehicle = new { plate = $"А{Random.Shared.Next(100, 999)}ЕЕ178" }, complaint = "стук" }),
            "POST /chat/api/demo/become" or "POST /chat/api/links" => Json(new { station = place, member = isThere ? "foreman" : "nobody" }),
            "POST /chat/api/rooms/{room}/messages" => new MultipartFormDataContent
            {
                { new StringContent("сообщение"), "text" }, { new StringContent(Guid.NewGuid().ToString()), "clientKey" },
            },
            "POST /chat/api/rooms/{room}/read" => Json(new { upTo = 1 }),
            "POST /chat/api/press" => Json(new
            {
                room = place, messageId = isThere ? service.Shown.Message : 999999, token = isThere ? service.Shown.Button : "1:AAAAAAAAAAAAAAAA",
                queryId = Guid.NewGuid(),
            }),
            "POST /hooks/{name}" or "POST /hooks/{name}/{secret}" => Json(new { order = New(), comment = "хорошо" }),
            "ANY /from-telegram/9f3c" => Json(new { update_id = Random.Shared.Next(1, int.MaxValue) }),
            "POST /enter/{code}" or "POST /chat/api/sessions/{session}/end" or "POST /chat/api/leave" or "POST /chat/api/leave-everywhere" => null,
            _ => throw new InvalidOperationException($"No sample of a body for {address}."),
        };
    }

    private static string New() => Guid.NewGuid().ToString("N");

    private static StringContent Json(object body) =>
        new(System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
