namespace Telegram.Bot.Types.ReplyMarkups;

/// <summary>A button under a message. Exactly one of the actions must be set.</summary>
public class InlineKeyboardButton
{
    /// <summary>A button without text yet.</summary>
    public InlineKeyboardButton()
    {
    }

    /// <summary>A button that opens a link, where the text begins like one, or else sends this text back.</summary>
    [SetsRequiredMembers]
    public InlineKeyboardButton(string text, string callbackDataOrUrl)
    {
        Text = text;
        if (LooksLikeUrl(callbackDataOrUrl))
            Url = callbackDataOrUrl;
        else
            CallbackData = callbackDataOrUrl;
    }

    /// <summary>A button whose text is also what it sends back or opens.</summary>
    [SetsRequiredMembers]
    public InlineKeyboardButton(string text)
        : this(text, text)
    {
    }

    /// <summary>A button that copies a text.</summary>
    [SetsRequiredMembers]
    public InlineKeyboardButton(string text, CopyTextButton copyText) => (Text, CopyText) = (text, copyText);

    /// <summary>A button that opens a web app.</summary>
    [SetsRequiredMembers]
    public InlineKeyboardButton(string text, WebAppInfo webApp) => (Text, WebApp) = (text, webApp);

    /// <summary>What stands on it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string Text { get; set; }

    /// <summary>An emoji before the text.</summary>
    public string? IconCustomEmojiId { get; set; }

    /// <summary>Its colour.</summary>
    public KeyboardButtonStyle? Style { get; set; }

    /// <summary>Opens this link.</summary>
    public string? Url { get; set; }

    /// <summary>Is sent back with the press: 1-64 bytes.</summary>
    public string? CallbackData { get; set; }

    /// <summary>Opens this web app.</summary>
    public WebAppInfo? WebApp { get; set; }

    /// <summary>Signs in at this address.</summary>
    public LoginUrl? LoginUrl { get; set; }

    /// <summary>Begins an inline query in a chat of choice.</summary>
    public string? SwitchInlineQuery { get; set; }

    /// <summary>Begins an inline query in this chat.</summary>
    public string? SwitchInlineQueryCurrentChat { get; set; }

    /// <summary>Begins an inline query in a chat of certain kinds.</summary>
    public SwitchInlineQueryChosenChat? SwitchInlineQueryChosenChat { get; set; }

    /// <summary>Copies this text.</summary>
    public CopyTextButton? CopyText { get; set; }

    /// <summary>Starts a game.</summary>
    public CallbackGame? CallbackGame { get; set; }

    /// <summary>Pays an invoice.</summary>
    public bool Pay { get; set; }

    /// <summary>A button whose text is also what it sends back or opens.</summary>
    public static implicit operator InlineKeyboardButton(string textAndCallbackDataOrUrl) =>
        new(textAndCallbackDataOrUrl);

    /// <summary>A button that opens a link or sends a text back.</summary>
    public static implicit operator InlineKeyboardButton((string text, string callbackDataOrUrl) tuple) =>
        new(tuple.text, tuple.callbackDataOrUrl);

    /// <summary>A coloured button that opens a link or sends a text back.</summary>
    public static implicit operator InlineKeyboardButton(
        (string text, string callbackDataOrUrl, KeyboardButtonStyle? style) tuple) =>
        new(tuple.text, tuple.callbackDataOrUrl) { Style = tuple.style };

    /// <summary>A coloured button with an emoji that opens a link or sends a text back.</summary>
    public static implicit operator InlineKeyboardButton(
        (string text, string callbackDataOrUrl, KeyboardButtonStyle? style, string iconCustomEmojiId) tuple) =>
        new(tuple.text, tuple.callbackDataOrUrl) { Style = tuple.style, IconCustomEmojiId = tuple.iconCustomEmojiId };

    /// <summary>A button whose text is also what it sends back.</summary>
    public static InlineKeyboardButton WithCallbackData(string textAndCallbackData) =>
        new() { Text = textAndCallbackData, CallbackData = textAndCallbackData };

    /// <summary>A button that sends <paramref name="callbackData"/> back.</summary>
    public static InlineKeyboardButton WithCallbackData(string text, string callbackData) =>
        new() { Text = text, CallbackData = callbackData };

    /// <summary>A button that opens a link.</summary>
    public static InlineKeyboardButton WithUrl(string text, string url) => new() { Text = text, Url = url };

    /// <summary>A button that opens a web app.</summary>
    public static InlineKeyboardButton WithWebApp(string text, WebAppInfo webApp) => new(text, webApp);

    /// <summary>A button that copies a text.</summary>
    public static InlineKeyboardButton WithCopyText(string text, CopyTextButton copyText) => new(text, copyText);

    private static bool LooksLikeUrl(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("tg://", StringComparison.OrdinalIgnoreCase);
}
