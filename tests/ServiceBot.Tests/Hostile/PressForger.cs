using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.FakeTelegram;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Hostile;

/// <summary>Makes callback queries that must have no effect.</summary>
/// <param name="station">Where.</param>
/// <param name="open">A card that takes votes.</param>
/// <param name="decided">A card whose votes are counted; as it was before.</param>
/// <param name="foreign">A card of the other station.</param>
/// <param name="own">A button in the chat of one member with the bot.</param>
internal sealed class PressForger(StationInTelegram station, FakeMessage open, FakeMessage decided, FakeMessage foreign, string own)
{
    private const long GroupAnonymousBot = 1087968824;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One press, as JSON.</summary>
    public string Press(Random dice, int number)
    {
        var members = station.Members.Take(4).ToList();
        var member = dice.Pick(members);
        var (from, chat, message, data) = dice.Next(13) switch
        {
            0 => (User(member), station.Group, open.Id, Random(dice)),
            1 => (User(member), station.Group, open.Id, Button(dice, foreign)),
            2 => (User(member), station.SouthGroup!, foreign.Id, Button(dice, open)),
            3 => (User(members[dice.Next(3)]), station.Group, open.Id, own),
            4 => (User(member), station.Group, open.Id, Altered(dice, Button(dice, open))),
            5 or 6 => (User(member), station.Group, decided.Id, Button(dice, decided)),
            7 => (User(member), null, 0, Button(dice, open)),
            8 => (User(station.Stranger), station.Group, open.Id, Button(dice, open)),
            9 => (User(station.Members[4]), station.Group, open.Id, Button(dice, open)),
            10 => (Robot(dice), station.Group, dice.Pick(open.Id, foreign.Id, 1, int.MaxValue), Button(dice, open)),
            // The number of another message, of none, or of one that cannot be seen any more.
            11 => (User(station.Stranger), station.Group, dice.Pick(decided.Id, 1, 999_999, int.MaxValue), Button(dice, open)),
            _ => (User(member), station.Group, open.Id, "vote:" + dice.Pick("Repeat", "NotRepeat", "Abstain") + dice.Pick("", " ", "\n", ":case:sever/1")),
        };
        var press = new JsonObject { ["id"] = $"forged-{number}", ["from"] = from, ["chat_instance"] = "1" };
        if (dice.Chance(97)) press["data"] = data;
        else press["game_short_name"] = "chess";
        if (chat is not null) press["message"] = Message(dice, chat, message);
        else if (dice.Chance(60)) press["inline_message_id"] = "AAAA";
        // Half a pair, which a serializer would not write.
        return press.ToJsonString(Json).Replace("%%HALF%%", "\\ud83d", StringComparison.Ordinal);
    }

    private static string Random(Random dice) => dice.Next(7) switch
    {
        0 => "",
        1 => "%%HALF%%",
        2 => new string(dice.Pick('x', 'ж', '1'), dice.Pick(64, 65, 500, 20_000)),
        3 => "1:" + string.Concat(Enumerable.Range(0, 16).Select(_ => dice.Pick<char>([.. "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789"]))),
        4 => dice.Pick("' or 1=1 --", "1:%", "1:________________", "*", "null", "{}", "[]", "../1", "join:link:foreman", "responsible:Mechanic:m1\tСлесарев", "\0", "1:\0"),
        _ => HostileTexts.Next(dice, dice.Pick(20, 64, 3_000)),
    };

    private static string Altered(Random dice, string data)
    {
        var at = dice.Next(2, data.Length);
        return dice.Next(9) switch
        {
            0 => "0" + data[1..],
            1 => "2" + data[1..],
            2 => data[2..],
            3 => data[..^1],
            4 => data + dice.Pick("A", " ", "\0", "\n", "%"),
            5 => " " + data,
            6 => $"{data[..at]}{(char)(data[at] ^ 1)}{data[(at + 1)..]}",
            7 => data.ToUpperInvariant() == data ? data.ToLowerInvariant() : data.ToUpperInvariant(),
            _ => "1:" + new string([.. data[2..].Reverse()]) + "-",
        };
    }

    private static string Button(Random dice, FakeMessage card) => dice.Pick(card.Keyboard.Buttons.Select(x => x.Data!).ToList());

    private static JsonObject User(FakeUser user) => new() { ["id"] = user.Id, ["is_bot"] = false, ["first_name"] = user.FirstName };

    private static JsonObject Robot(Random dice) => new()
    {
        ["id"] = dice.Pick(GroupAnonymousBot, 777000L, 4200L, 1L, -1L, long.MaxValue), ["is_bot"] = true, ["first_name"] = dice.Pick("Group", "", "\u202E<b>"),
    };

    private static JsonObject Message(Random dice, FakeChat chat, int id)
    {
        var message = new JsonObject
        {
            ["message_id"] = id, ["date"] = dice.Chance(20) ? 0 : 1794700000,
            ["chat"] = new JsonObject { ["id"] = chat.Id, ["type"] = "supergroup", ["title"] = "СТО" },
        };
        if (dice.Chance(10)) (message["is_topic_message"], message["message_thread_id"]) = (true, dice.Pick(1, 7, int.MaxValue));
        return message;
    }
}
