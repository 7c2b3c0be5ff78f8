namespace ServiceBot.Chat;

/// <summary>Quotes for a telephone's screen.</summary>
internal static class ShortText
{
    /// <summary>The text on one line.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The text cut by whole words, so that nobody reads half of one; with an ellipsis where something was cut.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">UTF-16 units at most.</param>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        var space = text.LastIndexOf(' ', length - 1);
        return text[..(space > length / 2 ? space : length - 1)].TrimEnd(',', ';', '.', ' ') + "…";
    }
}
