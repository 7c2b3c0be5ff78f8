using System.Text.Json;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Extensions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using TelegramChat = Telegram.Bot.Types.Chat;

namespace ServiceBot.Tests.TelegramClient;

/// <summary>What the client reads out of updates, those of a newer Bot API too.</summary>
public class ReadingUpdatesTests
{
    [Fact]
    public void A_reply_with_a_photo_is_read_whole()
    {
        var update = Read<Update>("""
            {"update_id":900000001,"message":{"message_id":12,"from":{"id":100001,"is_bot":false,"first_name":"Иван",
              "last_name":"Образцов","username":"obraztsov"},"chat":{"id":-1001234567890,"type":"supergroup","title":"СТО","is_forum":true},
              "date":1795345200,"message_thread_id":44,"is_topic_message":true,"caption":"вот","photo":
              [{"file_id":"s","file_unique_id":"su","width":90,"height":60,"file_size":1000},
               {"file_id":"l","file_unique_id":"lu","width":900,"height":600}],
              "reply_to_message":{"message_id":11,"date":1795345100,"chat":{"id":-1001234567890,"type":"supergroup"},"text":"card",
              "reply_markup":{"inline_keyboard":[[{"text":"Да","callback_data":"v1:x"}]]}}}}
            """);

        var message = update.Message!;
        Assert.Equal((UpdateType.Message, MessageType.Photo), (update.Type, message.Type));
        Assert.Equal(new DateTime(2026, 11, 22, 11, 0, 0, DateTimeKind.Utc), message.Date);
        Assert.Equal((44, true, "вот"), (message.MessageThreadId, message.IsTopicMessage, message.Caption));
        Assert.Equal((900, null), (message.Photo![1].Width, message.Photo[1].FileSize));
        Assert.Equal("v1:x", message.ReplyToMessage!.ReplyMarkup!.InlineKeyboard.Single().Single().CallbackData);
        Assert.Equal(ChatType.Supergroup, message.Chat.Type);
        Assert.Equal("https://t.me/c/1234567890/12", message.MessageLink());
    }

    [Fact]
    public void A_press_on_a_message_that_is_gone_has_a_message_without_a_date()
    {
        var update = Read<Update>("""
            {"update_id":2,"callback_query":{"id":"77","from":{"id":100001,"is_bot":false,"first_name":"И"},"chat_instance":"c",
             "message":{"message_id":11,"date":0,"chat":{"id":-1,"type":"group"}},"data":"v1:x"}}
            """);
        Assert.Equal(UpdateType.CallbackQuery, update.Type);
        Assert.Equal((11, default), (update.CallbackQuery!.Message!.Id, update.CallbackQuery.Message.Date));
    }

    [Fact]
    public void A_kind_of_update_that_is_not_known_is_left_to_the_caller()
    {
        var update = Read<Update>("""{"update_id":3,"telepathy":{"thought":1}}""");
        Assert.Equal((3, UpdateType.Unknown), (update.Id, update.Type));
    }

    [Fact]
    public void Kinds_that_are_not_read_here_are_recognised()
    {
        Assert.Equal(UpdateType.InlineQuery, Read<Update>("""{"update_id":4,"inline_query":{"id":"1","query":"q"}}""").Type);
        var sticker = """{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"sticker":{"file_id":"s","emoji":"x"}}""";
        Assert.Equal(MessageType.Sticker, Read<Message>(sticker).Type);
        Assert.Equal(MessageType.Unknown, Read<Message>(sticker.Replace("sticker", "hologram")).Type);
        Assert.DoesNotContain(UpdateType.Unknown, Update.AllTypes);
        Assert.Equal(26, Update.AllTypes.Length);
    }

    [Fact]
    public void Text_that_names_no_value_reads_as_the_default()
    {
        Assert.Equal(default, Read<TelegramChat>("""{"id":1,"type":"hologram"}""").Type);
        Assert.Equal(default, Read<MessageEntity>("""{"type":"sparkle","offset":0,"length":1}""").Type);
    }

    [Fact]
    public void A_members_place_is_read_wherever_its_status_stands()
    {
        var updated = Read<ChatMemberUpdated>("""
            {"chat":{"id":-5,"type":"group"},"from":{"id":1,"is_bot":false,"first_name":"И"},"date":1795345200,
             "old_chat_member":{"user":{"id":4200,"is_bot":true,"first_name":"Б"},"status":"member"},
             "new_chat_member":{"until_date":0,"user":{"id":4200,"is_bot":true,"first_name":"Б"},"status":"kicked"}}
            """);
        Assert.True(Assert.IsType<ChatMemberMember>(updated.OldChatMember).IsInChat);
        Assert.Null(Assert.IsType<ChatMemberBanned>(updated.NewChatMember).UntilDate);
        Assert.False(updated.NewChatMember.IsInChat);
        Assert.False(Read<ChatMember>("""{"status":"restricted","is_member":false,"user":{"id":1,"first_name":"И"}}""").IsInChat);
        Assert.True(Read<ChatMember>("""{"status":"creator","user":{"id":1,"first_name":"И"}}""").IsAdmin);
    }

    [Fact]
    public async Task A_status_that_is_not_known_fails_the_whole_answer()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("""
            [{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"text":"lost too"}},
             {"update_id":2,"my_chat_member":{"chat":{"id":-5,"type":"group"},"from":{"id":1,"first_name":"И"},"date":1,
              "old_chat_member":{"status":"ghost","user":{"id":1,"first_name":"И"}},
              "new_chat_member":{"status":"left","user":{"id":1,"first_name":"И"}}}}]
            """));
        var client = new TelegramBotClient(new TelegramBotClientOptions("1:a", server.Url));
        var fault = await Assert.ThrowsAsync<RequestException>(() => client.GetUpdates());
        Assert.IsType<JsonException>(fault.InnerException);
    }

    [Fact]
    public void The_kind_of_each_of_the_listed_properties_is_its_name()
    {
        var examined = 0;
        foreach (var property in typeof(Update).GetProperties().Where(p => p.PropertyType.IsClass && p.Name != nameof(Update.Type)))
        {
            var update = new Update();
            property.SetValue(update, Activator.CreateInstance(property.PropertyType));
            Assert.Equal(property.Name, update.Type.ToString());
            examined++;
        }

        Assert.Equal(26, examined);
    }

    [Theory]
    [InlineData("a < b & c > \"d\"", "a &lt; b &amp; c &gt; &quot;d&quot;")]
    [InlineData("", "")]
    public void Plain_text_is_made_safe_and_comes_back(string plain, string html)
    {
        Assert.Equal(html, HtmlText.Escape(plain));
        Assert.Equal(plain, HtmlText.ToPlain(html));
        Assert.Equal(plain.Length, HtmlText.PlainLength(html));
    }

    [Fact]
    public void Cut_text_closes_what_it_opened()
    {
        Assert.Equal("<b>Случай</b> №…", HtmlText.Truncate("<b>Случай</b> №142 &amp; прочее", 9));
        Assert.Equal("<b><a href=\"x\">Слу…</a></b>", HtmlText.Truncate("<b><a href=\"x\">Случай</a></b>", 4));
        Assert.Equal("<i>три</i>", HtmlText.Truncate("<i>три</i>", 3));
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonBotAPI.Options)!;
}
