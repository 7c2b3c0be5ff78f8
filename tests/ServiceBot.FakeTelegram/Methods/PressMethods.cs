using System.Text.Json;
using ServiceBot.FakeTelegram.Text;

namespace ServiceBot.FakeTelegram.Methods;

/// <summary>Answers to presses. They are not limited.</summary>
internal static class PressMethods
{
    public static void Answer(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        var text = parameters.Text("text");
        if (text is not null && MessageText.CodePoints(text) > 200)
            throw Refusal.BadRequest("MESSAGE_TOO_LONG");
        var now = world.Now;
        var answer = new FakeAnswer(text is { Length: > 0 } ? text : null, parameters.Flag("show_alert"), now);
        if (!world.Presses.TryGetValue(parameters.Text("callback_query_id") ?? "", out var press)
            || now - press.At > world.Options.AnswerWindow
            || !press.TryAnswer(answer))
        {
            throw Refusal.BadRequest("query is too old and response timeout expired or query ID is invalid");
        }

        result.WriteBooleanValue(true);
    }
}

/// <summary>Files.</summary>
internal static class FileMethods
{
    private const int MostBytes = 20 * 1024 * 1024;

    public static void GetFile(TelegramWorld world, Parameters parameters, Utf8JsonWriter result)
    {
        if (parameters.Text("file_id") is not { Length: > 0 } id)
            throw Refusal.BadRequest("file_id not specified");
        if (!world.Files.TryGetValue(id.EndsWith("-s", StringComparison.Ordinal) ? id[..^2] : id, out var file))
            throw Refusal.BadRequest("invalid file_id");
        if (file.Content.Length > MostBytes)
            throw Refusal.BadRequest("file is too big");
        result.WriteStartObject();
        result.WriteString("file_id", id);
        result.WriteString("file_unique_id", "u" + id);
        result.WriteNumber("file_size", file.Content.Length);
        result.WriteString("file_path", file.Path);
        result.WriteEndObject();
    }
}
