namespace ServiceBot.Hosting;

/// <summary>The beginning of a text that is too long to be shown.</summary>
internal static class Beginning
{
    /// <summary>The text, or its beginning with an ellipsis; a character of two UTF-16 units stays or goes as a whole.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">UTF-16 units at most, the ellipsis not counted.</param>
    public static string Of(string text, int length)
    {
        if (text.Length <= length) return text;
        var isPair = length > 0 && char.IsHighSurrogate(text[length - 1]) && char.IsLowSurrogate(text[length]);
        return string.Concat(text.AsSpan(0, isPair ? length - 1 : length), "…");
    }
}
