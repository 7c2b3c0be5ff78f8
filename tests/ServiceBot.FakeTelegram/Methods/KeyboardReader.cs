using System.Text;
using System.Text.Json;
using ServiceBot.FakeTelegram.Text;

namespace ServiceBot.FakeTelegram.Methods;

/// <summary>Reads <c>reply_markup</c>.</summary>
internal static class KeyboardReader
{
    private const int MostInRow = 12;
    private const int MostInAll = 300;
    private const int MostThatPass = 100;
    private const int MostBytes = 10 * 1024;

    /// <summary>The inline buttons, and whether it was another kind of markup.</summary>
    public static (FakeKeyboard Keyboard, bool IsOther) Read(Parameters parameters)
    {
        using var json = parameters.Json("reply_markup", "can't parse reply keyboard markup JSON object");
        if (json is null || json.RootElement.ValueKind == JsonValueKind.Null)
            return (FakeKeyboard.None, false);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw Refusal.BadRequest("object expected as reply markup");
        if (!json.RootElement.TryGetProperty("inline_keyboard", out var rows))
            return (FakeKeyboard.None, json.RootElement.EnumerateObject().Any());
        if (rows.ValueKind != JsonValueKind.Array)
            throw Refusal.BadRequest("field \"inline_keyboard\" must be of type Array");

        var left = MostInAll;
        var kept = new List<FakeButton[]>();
        foreach (var row in rows.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Array)
                throw Refusal.BadRequest("field \"inline_keyboard\" must be an Array of Arrays");
            var buttons = row.EnumerateArray().Select(Button).OfType<FakeButton>()
                .Take(Math.Min(MostInRow, left)).ToArray();
            left -= buttons.Length;
            if (buttons.Length > 0)
                kept.Add(buttons);
        }

        if (MostInAll - left > MostThatPass || Encoding.UTF8.GetByteCount(parameters.Text("reply_markup")!) > MostBytes)
            throw Refusal.BadRequest("reply markup is too long");
        return (kept.Count == 0 ? FakeKeyboard.None : new([.. kept]), false);
    }

    // A button without text is dropped without a word.
    private static FakeButton? Button(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Refusal.BadRequest("can't parse inline keyboard button: expected an Object");
        if (!json.TryGetProperty("text", out var label) || label.ValueKind != JsonValueKind.String)
            throw Refusal.BadRequest("can't parse inline keyboard button: Can't find field \"text\"");

        FakeButton? button = null;
        foreach (var property in json.EnumerateObject())
        {
            button ??= property.Name switch
            {
                "callback_data" => new(label.GetString()!, CallbackData(property.Value)),
                "url" => new(label.GetString()!, null, "url:" + Url(property.Value)),
                "login_url" or "web_app" or "switch_inline_query" or "switch_inline_query_current_chat"
                    or "switch_inline_query_chosen_chat" or "copy_text" or "callback_game" or "pay" =>
                    new(label.GetString()!, null, $"{property.Name}:{property.Value.GetRawText()}"),
                _ => null,
            };
        }

        if (button is null)
            throw Refusal.BadRequest("can't parse inline keyboard button: Text buttons are not allowed in the inline keyboard");
        return button.Text.Length == 0 ? null : button;
    }

    private static string CallbackData(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String)
            throw Refusal.BadRequest("can't parse inline keyboard button: Field \"callback_data\" must be of type String");
        var data = json.GetString()!;
        return Encoding.UTF8.GetByteCount(data) is >= 1 and <= 64 ? data : throw Refusal.BadRequest("BUTTON_DATA_INVALID");
    }

    private static string Url(JsonElement json)
    {
        var text = json.GetString() ?? "";
        return LinkAddress.Normalise(text) is { } url
            ? JsonSerializer.Serialize(url)
            : throw Refusal.BadRequest($"inline keyboard button URL '{text}' is invalid: Wrong HTTP URL");
    }
}
