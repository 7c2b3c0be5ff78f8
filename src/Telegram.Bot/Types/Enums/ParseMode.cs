namespace Telegram.Bot.Types.Enums;

/// <summary>How the text of a request is to be parsed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParseMode>))]
public enum ParseMode
{
    None = 0,
    Markdown = 1,
    Html = 2,
    MarkdownV2 = 3,
}
