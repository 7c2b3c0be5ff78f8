using System.Collections.Frozen;
using System.Text.Json;

namespace ServiceBot.FakeTelegram.Methods;

/// <summary>Carries out one method: writes the result, or throws a <see cref="Refusal"/>. Runs inside the gate.</summary>
internal delegate void BotMethod(TelegramWorld world, Parameters parameters, Utf8JsonWriter result);

/// <summary>The methods that are known, but for getUpdates and those of webhooks. Their names are case-insensitive.</summary>
internal static class BotMethods
{
    public static readonly FrozenDictionary<string, BotMethod> All = new Dictionary<string, BotMethod>
    {
        ["getMe"] = ChatMethods.GetMe,
        ["getChat"] = ChatMethods.GetChat,
        ["getChatMember"] = ChatMethods.GetChatMember,
        ["getChatAdministrators"] = ChatMethods.GetChatAdministrators,
        ["getChatMemberCount"] = ChatMethods.GetChatMemberCount,
        ["leaveChat"] = ChatMethods.LeaveChat,
        ["setMyCommands"] = CommandMethods.SetMyCommands,
        ["getMyCommands"] = CommandMethods.GetMyCommands,
        ["deleteMyCommands"] = CommandMethods.DeleteMyCommands,
        ["sendMessage"] = SendMethods.SendMessage,
        ["sendPhoto"] = SendMethods.SendPhoto,
        ["sendDocument"] = SendMethods.SendDocument,
        ["sendChatAction"] = SendMethods.SendChatAction,
        ["editMessageText"] = EditMethods.EditText,
        ["editMessageCaption"] = EditMethods.EditCaption,
        ["editMessageReplyMarkup"] = EditMethods.EditKeyboard,
        ["deleteMessage"] = EditMethods.Delete,
        ["pinChatMessage"] = EditMethods.Pin,
        ["unpinChatMessage"] = EditMethods.Unpin,
        ["answerCallbackQuery"] = PressMethods.Answer,
        ["getFile"] = FileMethods.GetFile,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
