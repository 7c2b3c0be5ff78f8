using System.Text.Json;
using ServiceBot.FakeTelegram.Text;

namespace ServiceBot.FakeTelegram.Methods;

/// <summary>The menu of commands.</summary>
internal static class CommandMethods
{
    public static void SetMyCommands(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        using var json = parameters.Json("commands", "can't parse commands JSON object")
            ?? throw Refusal.BadRequest("parameter \"commands\" is required");
        if (json.RootElement.ValueKind != JsonValueKind.Array)
            throw Refusal.BadRequest("expected an Array of BotCommand");
        if (json.RootElement.GetArrayLength() > 100)
            throw Refusal.BadRequest("BOT_COMMANDS_TOO_MUCH");
        foreach (var command in json.RootElement.EnumerateArray())
        {
            var name = command.GetProperty("command").GetString()!.TrimStart('/');
            if (name.Length is < 1 or > 32 || name.Any(c => c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')))
                throw Refusal.BadRequest("BOT_COMMAND_INVALID");
            if (MessageText.CodePoints(command.GetProperty("description").GetString()!.Trim()) is < 1 or > 256)
                throw Refusal.BadRequest("BOT_COMMAND_DESCRIPTION_INVALID");
        }

        world.Commands[Key(world, parameters)] = json.RootElement.GetRawText();
        result.WriteBooleanValue(true);
    }

    public static void GetMyCommands(TelegramWorld world, Parameters parameters, Utf8JsonWriter result) =>
        result.WriteRawValue(world.Commands.GetValueOrDefault(Key(world, parameters), "[]"));

    public static void DeleteMyCommands(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        world.Commands.Remove(Key(world, parameters));
        result.WriteBooleanValue(true);
    }

    // The scope and the language, "default" and "" where they are missing; a scope's chat must exist.
    private static string Key(TelegramWorld world, Parameters parameters)
    {
        using var json = parameters.Json("scope", "can't parse BotCommandScope JSON object");
        var scope = json?.RootElement.GetProperty("type").GetString() ?? "default";
        if (json is not null && json.RootElement.TryGetProperty("chat_id", out var chat))
        {
            if (!world.Chats.ContainsKey(chat.ValueKind == JsonValueKind.Number ? chat.GetInt64() : 0))
                throw Refusal.BadRequest("chat not found");
            scope += $":{chat.GetRawText()}";
        }

        return $"{scope}|{parameters.Text("language_code")}";
    }
}
