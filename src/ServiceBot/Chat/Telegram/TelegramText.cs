using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ServiceBot.Chat.Telegram;

/// <summary>Gives a message the form Telegram takes. The plain text is cut first and escaped after, so no tag is cut.</summary>
internal static partial class TelegramText
{
    /// <summary>The longest message, Unicode code points after the tags are read.</summary>
    public const int Limit = 4096;

    /// <summary>The longest answer to a press, code points.</summary>
    public const int AnswerLimit = 200;

    /// <summary>How far back a cut looks for the end of a word, UTF-16 units.</summary>
    private const int WordSearch = 80;

    /// <summary>The message with its title bold.</summary>
    public static string Html(OutgoingMessage message)
    {
        var (title, below) = Parts(message, Limit);
        var html = new StringBuilder(title.Length + below.Length + 16);
        if (title.Length > 0)
        {
            html.Append("<b>");
            Escape(html, title);
            html.Append("</b>");
            if (below.Length > 0) html.Append('\n');
        }

        Escape(html, below);
        return html.ToString();
    }

    /// <summary>The message without any formatting.</summary>
    /// <param name="message">The message.</param>
    /// <param name="limit">Code points at most.</param>
    public static string Plain(OutgoingMessage message, int limit)
    {
        var (title, below) = Parts(message, limit);
        return title.Length == 0 ? below : below.Length == 0 ? title : title + "\n" + below;
    }

    /// <summary>The text, cut to that many code points by whole words, with an ellipsis where something was cut.</summary>
    public static string Cut(string text, int limit)
    {
        // No text has more code points than UTF-16 units.
        if (text.Length <= limit || CodePoints(text) <= limit) return text;
        var end = 0;
        var room = limit - 1;
        while (end < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(end));
            var points = CodePoints(text.AsSpan(end, length));
            if (points > room) break;
            room -= points;
            end += length;
        }

        // What stands after the last whole word goes too, unless a single word fills all there is to search.
        if (!char.IsWhiteSpace(text[end]))
        {
            var space = text.AsSpan(0, end).LastIndexOfAny(' ', '\n', '\t');
            if (space > 0 && space >= end - WordSearch) end = space;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }

    private static (string Title, string Below) Parts(OutgoingMessage message, int limit)
    {
        var title = Cut(Untappable(message.Title), limit);
        if (message.Lines.Count == 0) return (title, "");
        var room = limit - CodePoints(title) - 1;
        return room <= 0 ? (title, "") : (title, Cut(Untappable(string.Join('\n', message.Lines)), room));
    }

    // Of any text Telegram makes names, addresses and tags something to tap by itself, and rings the phone of whoever is named. We
    // call nobody so and send nobody anywhere; what a customer or a record writes must not either. An invisible mark that joins words
    // parts the sign from what follows: it reads the same. Commands are parted where others are quoted (ShortText): ours may be tapped.
    private static string Untappable(string text) => Tappable().Replace(text, "$0\u2060");

    [GeneratedRegex("""
        (?<![\p{L}\p{N}_])@(?=[A-Za-z0-9_])            # a name
        |(?<=[\p{L}\p{N}_-])\.(?=\p{L}{2})              # evil.example, and the end of an e-mail address
        |(?<=[0-9])\.(?=[0-9]{1,3}\.[0-9]{1,3}\.[0-9])  # an address of four numbers; dates have fewer dots
        |(?<=[\p{L}\p{N}]):(?=//)                       # http://, tg://
        |\#(?=[\p{L}\p{N}_])|\$(?=[A-Z])                # tags
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Tappable();

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes()) count++;
        return count;
    }

    private static void Escape(StringBuilder html, ReadOnlySpan<char> text)
    {
        while (true)
        {
            var next = text.IndexOfAny('<', '>', '&');
            if (next < 0)
            {
                html.Append(text);
                return;
            }

            html.Append(text[..next]).Append(text[next] switch { '<' => "&lt;", '>' => "&gt;", _ => "&amp;" });
            text = text[(next + 1)..];
        }
    }
}
