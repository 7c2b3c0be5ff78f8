namespace Telegram.Bot.Types.ReplyMarkups;

/// <summary>Buttons under a message, in rows.</summary>
public class InlineKeyboardMarkup : ReplyMarkup
{
    /// <summary>One button.</summary>
    [SetsRequiredMembers]
    public InlineKeyboardMarkup(InlineKeyboardButton inlineKeyboardButton)
        : this((IEnumerable<IEnumerable<InlineKeyboardButton>>)[[inlineKeyboardButton]])
    {
    }

    /// <summary>One row.</summary>
    [SetsRequiredMembers]
    public InlineKeyboardMarkup(params InlineKeyboardButton[] inlineKeyboardRow)
        : this((IEnumerable<IEnumerable<InlineKeyboardButton>>)[inlineKeyboardRow])
    {
    }

    /// <summary>One row.</summary>
    [SetsRequiredMembers]
    public InlineKeyboardMarkup(IEnumerable<InlineKeyboardButton> inlineKeyboardRow)
        : this((IEnumerable<IEnumerable<InlineKeyboardButton>>)[inlineKeyboardRow])
    {
    }

    /// <summary>One row.</summary>
    [SetsRequiredMembers]
    public InlineKeyboardMarkup(List<InlineKeyboardButton> inlineKeyboardRow)
        : this((IEnumerable<IEnumerable<InlineKeyboardButton>>)[inlineKeyboardRow])
    {
    }

    /// <summary>Several rows.</summary>
    [SetsRequiredMembers]
    public InlineKeyboardMarkup(IEnumerable<IEnumerable<InlineKeyboardButton>> inlineKeyboard) =>
        InlineKeyboard = inlineKeyboard.Select(row => row.ToList()).ToList();

    /// <summary>No button yet.</summary>
    [SetsRequiredMembers]
    public InlineKeyboardMarkup()
        : this((IEnumerable<IEnumerable<InlineKeyboardButton>>)[])
    {
    }

    /// <summary>The rows, from above.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required IEnumerable<IEnumerable<InlineKeyboardButton>> InlineKeyboard { get; set; }

    /// <summary>No buttons at all: in an edit, takes them away.</summary>
    public static InlineKeyboardMarkup Empty() => new();

    /// <summary>One button.</summary>
    [return: NotNullIfNotNull(nameof(button))]
    public static implicit operator InlineKeyboardMarkup?(InlineKeyboardButton? button) =>
        button is null ? null : new(button);

    /// <summary>One button.</summary>
    [return: NotNullIfNotNull(nameof(buttonText))]
    public static implicit operator InlineKeyboardMarkup?(string? buttonText) =>
        buttonText is null ? null : new(new InlineKeyboardButton(buttonText));

    /// <summary>One row.</summary>
    [return: NotNullIfNotNull(nameof(buttons))]
    public static implicit operator InlineKeyboardMarkup?(InlineKeyboardButton[]? buttons) =>
        buttons is null ? null : new(buttons);

    /// <summary>One row.</summary>
    [return: NotNullIfNotNull(nameof(buttons))]
    public static implicit operator InlineKeyboardMarkup?(List<InlineKeyboardButton>? buttons) =>
        buttons is null ? null : new(buttons);

    /// <summary>Several rows.</summary>
    [return: NotNullIfNotNull(nameof(buttonRows))]
    public static implicit operator InlineKeyboardMarkup?(List<List<InlineKeyboardButton>>? buttonRows) =>
        buttonRows is null ? null : new(buttonRows);

    /// <summary>Several rows.</summary>
    [return: NotNullIfNotNull(nameof(buttonRows))]
    public static implicit operator InlineKeyboardMarkup?(IEnumerable<InlineKeyboardButton>[]? buttonRows) =>
        buttonRows is null ? null : new(buttonRows);

    /// <summary>A button at the end of the last row.</summary>
    public InlineKeyboardMarkup AddButton(InlineKeyboardButton button) => AddButtons(button);

    /// <summary>A button at the end of the last row.</summary>
    public InlineKeyboardMarkup AddButton(string text, string callbackData) =>
        AddButtons(InlineKeyboardButton.WithCallbackData(text, callbackData));

    /// <summary>Buttons at the end of the last row.</summary>
    public InlineKeyboardMarkup AddButtons(params InlineKeyboardButton[] buttons)
    {
        var rows = InlineKeyboard.Select(row => row.ToList()).ToList();
        if (rows.Count == 0)
            rows.Add([]);
        rows[^1].AddRange(buttons);
        InlineKeyboard = rows;
        return this;
    }

    /// <summary>A new last row.</summary>
    public InlineKeyboardMarkup AddNewRow(params InlineKeyboardButton[] buttons)
    {
        InlineKeyboard = [.. InlineKeyboard, [.. buttons]];
        return this;
    }
}
