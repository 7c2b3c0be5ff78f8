using System.Text;

namespace ServiceBot.FakeTelegram.Text;

/// <summary>What Telegram does to any text of its own accord.</summary>
internal static class CleanInput
{
    /// <summary>
    /// Control characters become spaces, carriage returns and the marks U+2028 to U+202E go, and so do three combining marks that
    /// draw long lines.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '\u02FF')) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\r' or >= '\u2028' and <= '\u202E' or '\u030A' or '\u0333' or '\u033F') continue;
            clean.Append(c < ' ' && c != '\n' ? ' ' : c);
        }

        return clean.ToString();
    }
}
