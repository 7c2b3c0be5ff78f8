using System.Text.Json;
using ServiceBot.FakeTelegram.Text;

namespace ServiceBot.FakeTelegram.Methods;

/// <summary>Changes to messages that are there.</summary>
internal static class EditMethods
{
    private static readonly TimeSpan DeleteWindow = TimeSpan.FromHours(48);

    public static void EditText(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var (chat, message) = Editable(world, parameters);
        if (message.Text is null)
            throw Refusal.BadRequest("there is no text in the message to edit");
        var (text, entities) = MessageText.OfMessage(parameters);
        var keyboard = InlineKeyboard(parameters);
        Replace(world, chat, message, message with { Text = text, Entities = entities, Keyboard = keyboard }, result);
    }

    public static void EditCaption(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var (chat, message) = Editable(world, parameters);
        if (message.Photo is null && message.Document is null)
            throw Refusal.BadRequest("there is no caption in the message to edit");
        var (caption, entities) = MessageText.OfCaption(parameters);
        var keyboard = InlineKeyboard(parameters);
        Replace(world, chat, message, message with { Caption = caption, Entities = entities, Keyboard = keyboard }, result);
    }

    public static void EditKeyboard(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var (chat, message) = Editable(world, parameters);
        Replace(world, chat, message, message with { Keyboard = InlineKeyboard(parameters) }, result);
    }

    public static void Delete(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var chat = Addressee.Chat(world, parameters);
        var message = Addressee.Message(chat, parameters, "delete");
        var isOwn = message.From.Id == world.Bot.Id;
        var mayDelete = chat.Kind == FakeChatKind.Private || isOwn || chat.BotIsAdministrator;
        if (!mayDelete || world.Now - message.Date > DeleteWindow)
            throw Refusal.BadRequest("message can't be deleted for everyone");
        chat.Messages.Remove(message.Id);
        result.WriteBooleanValue(true);
    }

    public static void Pin(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var chat = Addressee.Chat(world, parameters);
        var message = Addressee.Message(chat, parameters, "pin");
        MayPin(chat);
        chat.PinnedMessageId = message.Id;
        result.WriteBooleanValue(true);
    }

    public static void Unpin(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var chat = Addressee.Chat(world, parameters);
        MayPin(chat);
        chat.PinnedMessageId = null;
        result.WriteBooleanValue(true);
    }

    private static void MayPin(FakeChat chat)
    {
        if (chat.Kind != FakeChatKind.Private && !chat.BotIsAdministrator)
            throw Refusal.BadRequest("not enough rights to manage pinned messages in the chat");
    }

    private static (FakeChat Chat, FakeMessage Message) Editable(TelegramWorld world, Parameters parameters)
    {
        if (parameters.Text("inline_message_id") is not null)
            throw Refusal.BadRequest("MESSAGE_ID_INVALID");
        var chat = Addressee.Chat(world, parameters);
        var message = Addressee.Message(chat, parameters, "edit");
        return message.From.Id == world.Bot.Id && message.Service is null && !message.HasOtherMarkup
            ? (chat, message)
            : throw Refusal.BadRequest("message can't be edited");
    }

    private static FakeKeyboard InlineKeyboard(Parameters parameters)
    {
        var (keyboard, isOther) = KeyboardReader.Read(parameters);
        return isOther ? throw Refusal.BadRequest("inline keyboard expected") : keyboard;
    }

    private static void Replace(
        TelegramWorld world, FakeChat chat, FakeMessage old, FakeMessage edited, Utf8JsonWriter result)
    {
        Addressee.Charge(world, chat);
        if (IsSame(old, edited))
        {
            throw Refusal.BadRequest(
                "message is not modified: specified new message content and reply markup are exactly the same"
                + " as a current content and reply markup of the message");
        }

        edited = edited with { EditDate = world.Now, Edits = old.Edits + 1 };
        chat.Messages[old.Id] = edited;
        world.Edits++;
        world.WriteMessage(result, edited);
    }

    private static bool IsSame(FakeMessage old, FakeMessage edited) =>
        old.Text == edited.Text && old.Caption == edited.Caption && old.Entities.SequenceEqual(edited.Entities)
        && old.Keyboard.Equals(edited.Keyboard);
}
