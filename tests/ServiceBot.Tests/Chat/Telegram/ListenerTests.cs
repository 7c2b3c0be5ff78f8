using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>From a person's tap in Telegram to its effect and the answer, once each.</summary>
public class ListenerTests
{
    [Fact]
    public async Task A_press_has_its_effect_and_is_answered_within_a_second()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync();
        var card = await host.PostCardAsync();
        // The very first press also pays for compiling the way it takes.
        await chat.Telegram.PressAsync(chat.Manager.Id, chat.Chat.Id, card, "✅");

        var answer = await chat.Telegram.PressAsync(chat.Foreman.Id, chat.Chat.Id, card, "✅", TimeSpan.FromSeconds(1));

        Assert.Equal("vote:Repeat: Глеб Громов", answer.Text);
        Assert.Equal(2, host.Feature.Presses.Count);
        var press = host.Feature.Presses[1];
        Assert.Equal(chat.Foreman.Id.ToString(), press.User.UserId);
        Assert.Equal(chat.Address, press.Chat);
        Assert.Equal(card.ToString(), press.MessageId);
    }

    [Fact]
    public async Task A_forged_press_is_answered_too_and_changes_nothing()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync();
        var card = await host.PostCardAsync();

        var answer = await chat.Telegram.PressForged(chat.Foreman.Id, chat.Chat.Id, card, "1:ZZZZZZZZZZZZZZZZ").AnswerAsync();
        var stale = await chat.Telegram.PressForged(chat.Foreman.Id, chat.Chat.Id, 99_999, "1:AAAAAAAAAAAAAAAA").AnswerAsync();

        Assert.True(answer.IsAlert);
        Assert.Contains("больше не действует", answer.Text);
        Assert.Equal("vote:Repeat: Глеб Громов", stale.Text);
        Assert.Single(host.Feature.Presses);
    }

    [Fact]
    public async Task A_reply_with_a_photo_reaches_the_feature_and_the_photo_can_be_fetched()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync();
        var card = await host.PostCardAsync();
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

        chat.Telegram.SendPhoto(chat.Manager.Id, chat.Chat.Id, jpeg, "люфт шаровой", replyTo: card);
        await chat.Telegram.WaitUntil(() => Count(host.Feature.Messages) == 1);

        var (message, subject) = host.Feature.Messages[0];
        Assert.Equal("test:1", subject);
        Assert.Equal("люфт шаровой", message.Text);
        var photo = await host.Get<IPhotoSource>().FetchAsync(Assert.Single(message.Photos), default);
        Assert.Equal(jpeg, photo!.Bytes);
        Assert.Equal("image/jpeg", photo.ContentType);
    }

    [Fact]
    public async Task An_unreadable_update_between_two_presses_stops_neither()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(listen: false);
        var card = await host.PostCardAsync();
        var before = chat.Telegram.Press(chat.Foreman.Id, chat.Chat.Id, card, "✅");
        chat.Telegram.AddUpdate("my_chat_member", """{"chat":{"id":1,"type":"group"},"new_chat_member":{"status":"of_2031"}}""");
        chat.Telegram.AddUpdate("something_new", """{"anything":[1,2,3]}""");
        chat.Telegram.AddUpdate("message", """{"message_id":"not a number"}""");
        var after = chat.Telegram.Press(chat.Manager.Id, chat.Chat.Id, card, "✅");

        await host.ListenAsync();

        await before.AnswerAsync();
        await after.AnswerAsync();
        await chat.Telegram.WaitUntil(() => chat.Telegram.PendingUpdates == 0);
        Assert.Equal(2, host.Feature.Presses.Count);
        Assert.Equal(2, host.Log.Lines.Count(x => x.Level == LogLevel.Error && x.Text.Contains("stepped over")));
    }

    [Fact]
    public async Task A_batch_that_Telegram_brings_again_has_no_second_effect()
    {
        await using var chat = await StaffChat.OpenAsync();
        FakePress press;
        await using (var first = await chat.StartAsync(listen: false))
        {
            var card = await first.PostCardAsync();
            press = chat.Telegram.Press(chat.Foreman.Id, chat.Chat.Id, card, "✅");
            chat.Telegram.Write(chat.Manager.Id, chat.Chat.Id, "моё слово", replyTo: card);
            // What was heard is taken, and the question that would confirm it never arrives.
            chat.Telegram.Faults = x => x.Method == "getUpdates" && x["offset"] != "0" ? FaultAction.ResetBefore() : null;
            await first.ListenAsync();
            await press.AnswerAsync();
            await chat.Telegram.WaitUntil(() => Count(first.Feature.Messages) == 1);
            Assert.Single(first.Feature.Presses);
        }

        Assert.Equal(2, chat.Telegram.PendingUpdates);
        chat.Telegram.Faults = null;
        await using var second = await chat.StartAsync(listen: false);
        // As a server does that has lost its memory of what was confirmed.
        await second.WriteAsync(async (db, token) => (await db.ChannelStates.SingleAsync(token)).Offset = 0);
        await second.ListenAsync();
        await chat.Telegram.WaitUntil(() => chat.Telegram.PendingUpdates == 0);

        Assert.Empty(second.Feature.Presses);
        Assert.Empty(second.Feature.Messages);
        Assert.Equal(2, await second.ReadAsync(db => db.Presses.CountAsync()));
        await chat.Telegram.WaitUntil(() => second.Log.Lines.Any(x => x.Text.Contains("too old to be answered")));
    }

    [Fact]
    public async Task A_restart_goes_on_where_the_last_run_stood()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using (var first = await chat.StartAsync())
        {
            var card = await first.PostCardAsync();
            await chat.Telegram.PressAsync(chat.Foreman.Id, chat.Chat.Id, card, "✅");
        }

        await using var second = await chat.StartAsync();
        await chat.Telegram.WaitUntil(() => chat.Telegram.PendingUpdates == 0);

        var asked = chat.Telegram.Requests.Where(x => x.Method == "getUpdates").Select(x => int.Parse(x["offset"]!)).ToList();
        Assert.Equal(asked.Order(), asked);
        Assert.Equal(asked[^1], (await second.PlaceAsync())!.Offset);
        Assert.Empty(second.Feature.Presses);
    }

    [Fact]
    public async Task What_the_database_refuses_is_asked_for_again_until_it_takes_it()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync();
        var card = await host.PostCardAsync();
        var tries = 0;
        host.Feature.OnPress = (_, _) => ++tries <= 2
            ? throw new IOException("the disk is full")
            : Task.FromResult(new PressReply("Голос учтён", "Taken"));

        var answer = await chat.Telegram.PressAsync(chat.Foreman.Id, chat.Chat.Id, card, "✅");

        Assert.Equal("Голос учтён", answer.Text);
        Assert.Equal(3, tries);
        Assert.Equal(1, await host.ReadAsync(db => db.Presses.CountAsync()));
        Assert.Contains(host.Log.Lines, x => x.Level == LogLevel.Error && x.Text.Contains("the disk is full"));
    }

    [Fact]
    public async Task A_disk_that_stays_full_loses_no_press_however_often_it_is_tried()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync();
        var card = await host.PostCardAsync();
        var tries = 0;
        host.Feature.OnPress = (_, _) => ++tries <= 3 * BatchTaking.RefusalsBeforeParting
            ? throw new Microsoft.Data.Sqlite.SqliteException("database or disk is full", 13)
            : Task.FromResult(new PressReply("Голос учтён", "Taken"));

        var answer = await chat.Telegram.PressAsync(chat.Foreman.Id, chat.Chat.Id, card, "✅", TimeSpan.FromSeconds(30));

        Assert.Equal("Голос учтён", answer.Text);
        Assert.Equal(["Taken"], await host.ReadAsync(db => db.Presses.Select(x => x.Outcome).ToListAsync()));
    }

    [Fact]
    public async Task An_event_that_is_refused_for_ever_is_recorded_and_the_later_ones_are_taken()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(listen: false);
        var card = await host.PostCardAsync();
        host.Feature.OnPress = (press, _) => press.User.Name.StartsWith("Глеб", StringComparison.Ordinal)
            ? throw new DbUpdateException("a constraint that this press can never meet")
            : Task.FromResult(new PressReply("Голос учтён", "Taken"));
        var broken = chat.Telegram.Press(chat.Foreman.Id, chat.Chat.Id, card, "✅");
        var good = chat.Telegram.Press(chat.Manager.Id, chat.Chat.Id, card, "✅");

        await host.ListenAsync();

        Assert.Equal("Голос учтён", (await good.AnswerAsync()).Text);
        var words = await broken.AnswerAsync();
        Assert.True(words.IsAlert);
        Assert.Contains("не учтено", words.Text);
        var rows = await host.ReadAsync(db => db.Presses.AsNoTracking().OrderBy(x => x.Order).ToListAsync());
        Assert.Equal(["Broke", "Taken"], rows.Select(x => x.Outcome));
        Assert.Equal(0, chat.Telegram.PendingUpdates);
    }

    [Fact]
    public async Task A_slow_answer_holds_up_neither_other_answers_nor_the_listening()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync();
        var card = await host.PostCardAsync();
        var slow = chat.Telegram.Press(chat.Foreman.Id, chat.Chat.Id, card, "✅");
        chat.Telegram.Faults = x => x.Method == "answerCallbackQuery" && x["callback_query_id"] == slow.Id
            ? FaultAction.Delay(TimeSpan.FromSeconds(9))
            : null;

        for (var i = 0; i < 5; i++)
            await chat.Telegram.PressAsync(chat.Manager.Id, chat.Chat.Id, card, "✅");
        Assert.Null(slow.Answer);
    }

    [Fact]
    public async Task Answers_that_wait_at_the_stop_are_still_given()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync();
        var card = await host.PostCardAsync();
        chat.Telegram.Faults = x => x.Method == "answerCallbackQuery" ? FaultAction.Delay(TimeSpan.FromMilliseconds(500)) : null;
        var presses = Enumerable.Range(0, 40)
            .Select(_ => chat.Telegram.Press(chat.Foreman.Id, chat.Chat.Id, card, "✅")).ToList();
        await chat.Telegram.WaitUntil(() => Count(host.Feature.Presses) == 40);

        await host.StopAsync();

        Assert.All(presses, x => Assert.NotNull(x.Answer));
    }

    [Fact]
    public async Task A_group_that_becomes_a_supergroup_is_followed()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync();
        var group = chat.Telegram.AddGroup("Старая группа", chat.Foreman);

        var supergroup = chat.Telegram.Migrate(group.Id);
        await chat.Telegram.WaitUntil(() => chat.Telegram.PendingUpdates == 0);

        var move = await host.ReadAsync(db => db.ChatMoves.SingleAsync());
        Assert.Equal(group.Id.ToString(), move.OldChatId);
        Assert.Equal(supergroup.Id.ToString(), move.NewChatId);
    }

    [Fact]
    public async Task No_line_of_any_log_level_holds_the_token()
    {
        await using var chat = await StaffChat.OpenAsync();
        await using var host = await chat.StartAsync(listen: false);
        var card = await host.PostCardAsync();
        var (polls, answers) = (0, 0);
        chat.Telegram.Faults = x => x.Method == "getUpdates"
            ? (++polls) switch
            {
                1 => FaultAction.BadGateway(),
                2 => FaultAction.ResetBefore(),
                3 => FaultAction.InternalError(),
                4 => FaultAction.BrokenJson(),
                _ => null,
            }
            : ++answers <= 4 ? FaultAction.ResetBefore() : null;
        var presses = Enumerable.Range(0, 6)
            .Select(_ => chat.Telegram.Press(chat.Foreman.Id, chat.Chat.Id, card, "✅")).ToList();
        await host.ListenAsync();
        await chat.Telegram.WaitUntil(() => presses.All(x => x.Answer is not null));
        await host.StopAsync();

        Assert.Equal(3, host.Log.Lines.Count(x => x.Text.Contains("Telegram is not heard")));
        Assert.Contains(host.Log.Lines, x => x.Text.Contains("cannot be read"));
        var secret = chat.Telegram.Token[(chat.Telegram.Token.IndexOf(':') + 1)..];
        Assert.DoesNotContain(host.Log.Lines, x => x.Text.Contains(secret));
    }

    private static int Count<T>(List<T> list)
    {
        lock (list) return list.Count;
    }
}
