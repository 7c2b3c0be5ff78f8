namespace Telegram.Bot.Types.ReplyMarkups;

/// <summary>What is shown under a message, or in place of the keyboard.</summary>
[JsonDerivedType(typeof(InlineKeyboardMarkup))]
[JsonDerivedType(typeof(ForceReplyMarkup))]
[JsonDerivedType(typeof(ReplyKeyboardRemove))]
public abstract class ReplyMarkup
{
    /// <summary>Takes the custom keyboard away.</summary>
    public static readonly ReplyKeyboardRemove RemoveKeyboard = new();

    /// <summary>Opens the answer to this very message.</summary>
    public static readonly ForceReplyMarkup ForceReply = new();

    /// <summary>One button.</summary>
    [return: NotNullIfNotNull(nameof(button))]
    public static implicit operator ReplyMarkup?(InlineKeyboardButton button) =>
        button is null ? null : new InlineKeyboardMarkup(button);

    /// <summary>One row.</summary>
    [return: NotNullIfNotNull(nameof(buttons))]
    public static implicit operator ReplyMarkup?(InlineKeyboardButton[]? buttons) =>
        buttons is null ? null : new InlineKeyboardMarkup(buttons);

    /// <summary>One row.</summary>
    [return: NotNullIfNotNull(nameof(buttons))]
    public static implicit operator ReplyMarkup?(List<InlineKeyboardButton>? buttons) =>
        buttons is null ? null : new InlineKeyboardMarkup(buttons);

    /// <summary>Several rows.</summary>
    [return: NotNullIfNotNull(nameof(buttonRows))]
    public static implicit operator ReplyMarkup?(IEnumerable<InlineKeyboardButton>[]? buttonRows) =>
        buttonRows is null ? null : new InlineKeyboardMarkup(buttonRows);

    /// <summary>Several rows.</summary>
    [return: NotNullIfNotNull(nameof(buttonRows))]
    public static implicit operator ReplyMarkup?(List<List<InlineKeyboardButton>>? buttonRows) =>
        buttonRows is null ? null : new InlineKeyboardMarkup(buttonRows);

    /// <summary>One button.</summary>
    public static implicit operator ReplyMarkup((string text, string callbackDataOrUrl) button) =>
        new InlineKeyboardMarkup(button);

    /// <summary>One row.</summary>
    public static implicit operator ReplyMarkup((string text, string callbackDataOrUrl)[] buttons) =>
        new InlineKeyboardMarkup(buttons.Select(button => (InlineKeyboardButton)button));

    /// <summary>Several rows.</summary>
    public static implicit operator ReplyMarkup((string text, string callbackDataOrUrl)[][] buttonRows) =>
        new InlineKeyboardMarkup(buttonRows.Select(row => row.Select(button => (InlineKeyboardButton)button)));
}

/// <summary>Opens the answer to the message, as if the person had chosen to reply.</summary>
public class ForceReplyMarkup : ReplyMarkup
{
    /// <summary>Always true.</summary>
    [JsonPropertyName("force_reply")]
    public new bool ForceReply => true;

    /// <summary>What stands in the empty field, 1-64 characters.</summary>
    public string? InputFieldPlaceholder { get; set; }

    /// <summary>Only for those mentioned and for the author of the message replied to.</summary>
    public bool Selective { get; set; }
}

/// <summary>Takes the custom keyboard away.</summary>
public class ReplyKeyboardRemove : ReplyMarkup
{
    /// <summary>Always true.</summary>
    [JsonPropertyName("remove_keyboard")]
    public new bool RemoveKeyboard => true;

    /// <summary>Only for those mentioned and for the author of the message replied to.</summary>
    public bool Selective { get; set; }
}
