namespace Telegram.Bot.Extensions;

/// <summary>Text in the HTML style of the Bot API.</summary>
public static class HtmlText
{
    /// <summary>Makes plain text safe inside HTML.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Escape(string? text) =>
        text?.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    /// <summary>The length without tags, an <c>&amp;entity;</c> counted as one.</summary>
    public static int PlainLength(string html)
    {
        var length = 0;
        for (var at = 0; at < html.Length; at = Next(html, at))
            if (html[at] != '<')
                length++;
        return length;
    }

    /// <summary>The text without tags; the four named entities are replaced by what they stand for.</summary>
    public static string ToPlain(string html)
    {
        var plain = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            var next = Next(html, at);
            if (html[at] == '&')
                plain.Append(html.AsSpan(at, next - at) switch
                {
                    "&lt;" => "<",
                    "&gt;" => ">",
                    "&amp;" => "&",
                    "&quot;" => "\"",
                    var other => other,
                });
            else if (html[at] != '<')
                plain.Append(html[at]);
            at = next;
        }

        return plain.ToString();
    }

    /// <summary>The first <paramref name="count"/> characters without tags; whatever is open there is closed.</summary>
    public static string Truncate(string html, int count, string suffix = "…")
    {
        if (PlainLength(html) <= count)
            return html;
        var kept = new StringBuilder(html.Length);
        var open = new Stack<string>();
        var left = count - suffix.Length;
        for (var at = 0; at < html.Length && (left > 0 || html[at] == '<'); at = Next(html, at))
        {
            var next = Next(html, at);
            if (html[at] != '<')
                left--;
            else if (html.AsSpan(at).StartsWith("</"))
                open.TryPop(out _);
            else
                open.Push(html[(at + 1)..(next - 1)].Split(' ')[0]);
            kept.Append(html, at, next - at);
        }

        kept.Append(suffix);
        foreach (var tag in open)
            kept.Append("</").Append(tag).Append('>');
        return kept.ToString();
    }

    private static int Next(string html, int at)
    {
        var end = html[at] switch
        {
            '<' => html.IndexOf('>', at),
            '&' => html.IndexOf(';', at),
            _ => at,
        };
        return end < 0 ? html.Length : end + 1;
    }
}
