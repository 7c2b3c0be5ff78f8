namespace ServiceBot.Conversation;

/// <summary>Reads a command as people write it: <c>/case 142</c>, <c>/case@our_bot 142</c>.</summary>
internal static class CommandText
{
    // Telegram's own bounds of a command's name.
    private const int LongestName = 32;

    /// <summary>The name in small letters and what follows it.</summary>
    /// <returns>Null when the text is no command; what is addressed to another bot never comes here.</returns>
    public static (string Name, string Argument)? Read(string text)
    {
        if (text.Length < 2 || text[0] != '/') return null;
        var end = 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
        if (end is 1 or > LongestName + 1) return null;
        var name = text[1..end].ToLowerInvariant();
        if (end < text.Length && text[end] == '@')
        {
            while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
        }

        return end < text.Length && !char.IsWhiteSpace(text[end]) ? null : (name, text[end..].Trim());
    }
}
