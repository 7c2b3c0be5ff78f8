using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;
using ServiceBot.Tests.TelegramClient;
using Telegram.Bot.Exceptions;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>What Telegram's updates mean to the chat, and that none of them stops the others.</summary>
public class UpdateSourceTests
{
    private static readonly FixedTime Noon = new();

    private const string Person = """{"id":501,"is_bot":false,"first_name":"Глеб","last_name":"Громов"}""";
    private const string Group = """{"id":-1001234567890,"type":"supergroup","title":"СТО"}""";

    [Fact]
    public async Task The_updates_wanted_are_named_and_the_place_and_waiting_go_with_the_question()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"));
        using var wired = new Wired(server.Url);

        var batch = await Source(wired).FetchAsync(77, TimeSpan.FromSeconds(30), default);

        Assert.Null(batch.Next);
        Assert.Empty(batch.Events);
        var body = JsonDocument.Parse(server.Requests[0].Body).RootElement;
        Assert.Equal(77, body.GetProperty("offset").GetInt32());
        Assert.Equal(30, body.GetProperty("timeout").GetInt32());
        Assert.Equal(100, body.GetProperty("limit").GetInt32());
        Assert.Equal(
            ["message", "callback_query", "my_chat_member"],
            body.GetProperty("allowed_updates").EnumerateArray().Select(x => x.GetString()));
    }

    [Fact]
    public async Task A_press_names_the_person_the_chat_the_message_and_the_button()
    {
        var press = Assert.IsType<ButtonPressed>(Assert.Single(await ReadAsync(
            $$$$$"""{"update_id":9,"callback_query":{"id":"4382bfdwdsb323b2d9","from":{{{{{Person}}}}},"chat_instance":"1","data":"1:AAAAAAAAAAAAAAAA","message":{"message_id":42,"date":1800000000,"chat":{{{{{Group}}}}},"is_topic_message":true,"message_thread_id":17}}}""")));

        Assert.Equal(
            new ButtonPressed(
                Order(9), new ChatAddress("telegram", "-1001234567890", 17), new ChatUser("telegram", "501", "Глеб Громов"),
                "4382bfdwdsb323b2d9", "1:AAAAAAAAAAAAAAAA", "42"),
            press);
    }

    [Fact]
    public async Task A_press_on_a_message_that_the_bot_can_no_longer_see_counts_too()
    {
        var press = Assert.IsType<ButtonPressed>(Assert.Single(await ReadAsync(
            $$$$$"""{"update_id":9,"callback_query":{"id":"q","from":{{{{{Person}}}}},"chat_instance":"1","data":"t","message":{"message_id":42,"date":0,"chat":{{{{{Group}}}}}}}}""")));

        Assert.Equal("telegram:-1001234567890", press.Chat.Key);
        Assert.Equal("42", press.MessageId);
    }

    [Fact]
    public async Task A_press_without_message_or_data_is_still_a_press_that_wants_an_answer()
    {
        var press = Assert.IsType<ButtonPressed>(Assert.Single(await ReadAsync(
            $$$$$"""{"update_id":9,"callback_query":{"id":"q","from":{{{{{Person}}}}},"chat_instance":"1","game_short_name":"g"}}""")));

        Assert.Equal("", press.Token);
        Assert.Equal("telegram:501", press.Chat.Key);
        Assert.Null(press.MessageId);
    }

    [Fact]
    public async Task A_reply_with_a_photo_brings_its_largest_size_and_the_message_it_answers()
    {
        var message = Assert.IsType<MessageReceived>(Assert.Single(await ReadAsync(
            $$$$$"""{"update_id":9,"message":{"message_id":43,"date":1800000000,"chat":{{{{{Group}}}}},"from":{{{{{Person}}}}},"caption":"люфт","reply_to_message":{"message_id":42,"date":1800000000,"chat":{{{{{Group}}}}}},"photo":[{"file_id":"small","file_unique_id":"1","width":90,"height":60},{"file_id":"large","file_unique_id":"2","width":1280,"height":853},{"file_id":"middle","file_unique_id":"3","width":320,"height":213}]}}""")));

        Assert.Equal("-1001234567890:43", message.EventKey);
        Assert.Equal("люфт", message.Text);
        Assert.Equal("42", message.ReplyTo);
        Assert.Equal(["large"], message.Photos);
        Assert.False(message.IsPrivate);
        Assert.Equal("telegram:-1001234567890", message.Chat.Key);
    }

    [Fact]
    public async Task A_picture_sent_as_a_file_is_a_photo_and_another_file_is_none()
    {
        var events = await ReadAsync(
            Message("""
                "document":{"file_id":"sharp","file_unique_id":"1","mime_type":"image/jpeg"}
                """),
            Message("""
                "document":{"file_id":"pdf","file_unique_id":"1","mime_type":"application/pdf"}
                """));

        Assert.Equal(["sharp"], Assert.IsType<MessageReceived>(Assert.Single(events)).Photos);
    }

    [Fact]
    public async Task A_private_message_is_known_as_one()
    {
        var message = Assert.IsType<MessageReceived>(Assert.Single(await ReadAsync(
            $$$$$"""{"update_id":9,"message":{"message_id":1,"date":1800000000,"chat":{"id":501,"type":"private"},"from":{{{{{Person}}}}},"text":"/start"}}""")));
        Assert.True(message.IsPrivate);
    }

    [Fact]
    public async Task The_message_that_opened_a_topic_is_not_what_people_answer()
    {
        var message = Assert.IsType<MessageReceived>(Assert.Single(await ReadAsync(Message(
            $$$"""
            "text":"просто разговор","is_topic_message":true,"message_thread_id":17,
            "reply_to_message":{"message_id":17,"date":1800000000,"chat":{{{Group}}},"forum_topic_created":{"name":"Повторы","icon_color":1}}
            """))));

        Assert.Null(message.ReplyTo);
        Assert.Equal(17, message.Chat.Topic);
    }

    [Fact]
    public async Task A_thread_of_replies_outside_a_forum_is_no_topic()
    {
        var message = Assert.IsType<MessageReceived>(Assert.Single(await ReadAsync(Message(
            """
            "text":"т","message_thread_id":42
            """))));
        Assert.Null(message.Chat.Topic);
    }

    [Theory]
    [InlineData("\"migrate_to_chat_id\":-1009999999999", "-1001234567890", "-1009999999999")]
    [InlineData("\"migrate_from_chat_id\":-4321", "-4321", "-1001234567890")]
    public async Task A_move_is_understood_from_either_chat(string part, string from, string to)
    {
        var moved = Assert.IsType<ChatMigrated>(Assert.Single(await ReadAsync(Message(part))));
        Assert.Equal(from, moved.Chat.ChatId);
        Assert.Equal(to, moved.NewChatId);
    }

    [Fact]
    public async Task What_concerns_nobody_is_passed_over_and_the_place_moves_on()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok($$$$$"""
            [{"update_id":100,"message":{"message_id":1,"date":1,"chat":{{{{{Group}}}}},"from":{"id":9,"is_bot":true,"first_name":"Бот"},"text":"сам себе"}},
             {"update_id":101,"edited_message":{"message_id":1,"date":1,"chat":{{{{{Group}}}}},"from":{{{{{Person}}}}},"text":"правка"}},
             {"update_id":102,"poll":{"id":"1","question":"?","options":[],"total_voter_count":0,"is_closed":false,"is_anonymous":true,"type":"regular","allows_multiple_answers":false}},
             {"update_id":103,"something_of_2031":{"id":1}},
             {"update_id":104,"message":{"message_id":2,"date":1,"chat":{{{{{Group}}}}},"from":{{{{{Person}}}}},"sticker":{"file_id":"s"}}},
             {"update_id":105,"message":{"message_id":3,"date":1,"chat":{{{{{Group}}}}},"from":{{{{{Person}}}}},"new_chat_title":"Имя"}},
             {"update_id":106,"my_chat_member":{"chat":{{{{{Group}}}}},"from":{{{{{Person}}}}},"date":1,
               "old_chat_member":{"status":"member","user":{"id":777000111,"is_bot":true,"first_name":"Бот"}},
               "new_chat_member":{"status":"kicked","user":{"id":777000111,"is_bot":true,"first_name":"Бот"},"until_date":0}}}]
            """));
        using var wired = new Wired(server.Url);

        var batch = await Source(wired).FetchAsync(0, TimeSpan.Zero, default);

        Assert.Empty(batch.Events);
        Assert.Equal(107, batch.Next);
        Assert.Single(server.Requests);
        Assert.Equal(6, wired.Log.Lines.Count(x => x.Level == LogLevel.Debug));
        Assert.Contains(wired.Log.Lines, x => x.Level == LogLevel.Warning && x.Text.Contains("removed from the chat -1001234567890"));
    }

    [Fact]
    public async Task One_update_that_cannot_be_read_does_not_hide_the_others()
    {
        var good = Message("\"text\":\"цел\"").Replace("\"update_id\":9", "\"update_id\":12");
        var answer = LoopbackServer.Ok($$$$$"""
            [{"update_id":10,"my_chat_member":{"chat":{{{{{Group}}}}},"from":{{{{{Person}}}}},"date":1,
               "old_chat_member":{"status":"member","user":{{{{{Person}}}}}},
               "new_chat_member":{"status":"honorary_guest","user":{{{{{Person}}}}}}}},
             {"update_id":11,"callback_query":{"id":"q7","from":{"id":501,"is_bot":false,"first_name":"Глеб","last_name":{"of":2031}},"chat_instance":"1","data":"1:CCCCCCCCCCCCCCCC",
               "message":{"message_id":42,"date":"soon","chat":{{{{{Group}}}}}}}},
             {{{{{good}}}}},
             "nonsense"]
            """);
        await using var server = new LoopbackServer(answer, answer);
        using var wired = new Wired(server.Url);

        var batch = await Source(wired).FetchAsync(10, TimeSpan.FromSeconds(30), default);

        Assert.Equal(13, batch.Next);
        Assert.Collection(
            batch.Events,
            x => Assert.Equal(
                new ButtonPressed(
                    Order(11), new ChatAddress("telegram", "-1001234567890"), new ChatUser("telegram", "501", "Глеб"), "q7",
                    "1:CCCCCCCCCCCCCCCC", "42"),
                x),
            x => Assert.Equal("цел", Assert.IsType<MessageReceived>(x).Text));
        var second = JsonDocument.Parse(server.Requests[1].Body).RootElement;
        Assert.Equal(10, second.GetProperty("offset").GetInt32());
        Assert.Equal(0, second.GetProperty("timeout").GetInt32());
        Assert.Equal(3, second.GetProperty("allowed_updates").GetArrayLength());
        Assert.Equal(3, wired.Log.Lines.Count(x => x.Level == LogLevel.Error));
    }

    [Fact]
    public async Task An_answer_that_is_no_json_is_a_fault_of_the_connection()
    {
        await using var server = new LoopbackServer(LoopbackServer.Answer("200 OK", "<html>log in</html>", "text/html"));
        using var wired = new Wired(server.Url);

        await Assert.ThrowsAsync<RequestException>(() => Source(wired).FetchAsync(1, TimeSpan.Zero, default));
    }

    [Fact]
    public void Of_two_updates_the_one_with_the_higher_number_is_later_whichever_comes_first() =>
        Assert.True(UpdateReading.OrderOf(1_000_001, Noon.At) > UpdateReading.OrderOf(1_000_000, Noon.At.AddSeconds(1)));

    [Fact]
    public void When_Telegram_begins_to_count_anew_after_a_quiet_week_later_is_still_later()
    {
        for (var hours = 0; hours < 72; hours++)
        {
            var at = Noon.At.AddHours(hours);
            Assert.True(UpdateReading.OrderOf(1, at.AddDays(7)) > UpdateReading.OrderOf(int.MaxValue, at));
        }
    }

    private static long Order(int updateId) => UpdateReading.OrderOf(updateId, Noon.At);

    private static string Message(string part) =>
        $$$$$"""{"update_id":9,"message":{"message_id":43,"date":1800000000,"chat":{{{{{Group}}}}},"from":{{{{{Person}}}}},{{{{{part}}}}}}}""";

    private static UpdateSource Source(Wired wired) => new(wired.Client, wired.Secrets, Noon, wired.Log.For<UpdateSource>());

    private static async Task<IReadOnlyList<ChatEvent>> ReadAsync(params string[] updates)
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok($"[{string.Join(',', updates)}]"));
        using var wired = new Wired(server.Url);
        var batch = await Source(wired).FetchAsync(0, TimeSpan.Zero, default);
        Assert.Equal(10, batch.Next);
        return batch.Events;
    }

    private sealed class FixedTime : TimeProvider
    {
        public DateTimeOffset At { get; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => At;
    }
}
