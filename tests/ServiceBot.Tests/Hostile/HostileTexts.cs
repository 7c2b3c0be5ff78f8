using System.Globalization;
using System.Text;

namespace ServiceBot.Tests.Hostile;

/// <summary>Texts that nobody writes by chance.</summary>
internal static class HostileTexts
{
    private static readonly string[] Pieces =
    [
        "<b>жирно</b>", "<a href=\"http://evil.example\">тут</a>", "<a href='tg://user?id=9003'>мастер</a>", "&", "&amp;", "&lt;b&gt;", "&#60;", "&unknown;",
        "<script>window.hacked=1</script>", "<img src=x onerror=window.hacked=1>", "<svg/onload=window.hacked=1>", "javascript:window.hacked=1", "\"><b>", "'\"`",
        "</b>", "<", ">", "<!--", "]]>", "<tg-spoiler>", "<code>", "{{name}}", "{0}", "{", "%s", "${x}", "\u202Eтекст задом", "\u202D", "\u202C", "\u2067", "\u2069", "\u2066",
        "שלום עולם", "مرحبا", "\u200F", "\u200E", "\u061C", "🟠", "🔴 Случай №7", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇷🇺", "👍🏽", "e\u0301\u0301\u0301", "\u200B", "\u200D", "\uFEFF", "\u2060", "\u00AD",
        "@all", "@channel", "@service_trial_bot", "@durov", "имя@почта", "mail@example.org", "/join", "/report А001ВС178 стук", "#хештег", "$USD", "http://evil.example/?a=1&b=2",
        "https://t.me/joinchat/AAAA", "tg://resolve?domain=x", "evil.ru", "www.evil.com/path", "зло.рф", "http://зло.рф", "http://203.0.113.7/x", "203.0.113.7", "ftp://a.b", "HTTP://EVIL.RU",
        "/hostile", "/hostile_command@service_trial_bot", "(/hostile)", "#1a", "$TON", "a.b@mail.ru", "+7 999 000-00-00", "\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\t", "\v", "\f", "\n🔴 Случай №1 · повторный ремонт\n",
        "\nГолоса: 4 из 4", "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://evil.example\")", ";=1;", ",=1,", "\"", "\"\"", "'", "**жирно**",
        "_курсив_", "`код`", "[ссылка](http://evil.example)", "||тайна||", "~~", "> цитата", "» после", "« до", "…", "стук", "снова", "скрип слева", "the brake", "слово", "машина", "…4821",
        "\u0000", "\u0001", "\u001B[2J\u001B[31m", "\u0007", "\u009B31m", "\uFFFD", "\uFFFE", "\uFFFF", "İ", "ı", "ß", "ﷺ", "𒐫", "ā́̂̃", "\u0E33\u0E49", "က္ကြွေး", "ﾞ", "\u3164", "\u2800",
        "; drop table Cases; --", "' or '1'='1", "../../etc/passwd", "\\\\host\\share", "C:\\", "NULL", "null", "undefined", "true", "1e999", "0x0",
    ];

    /// <summary>One text of at most so many UTF-16 units; never blank, no half of a pair in it.</summary>
    public static string Next(Random dice, int most)
    {
        var text = new StringBuilder();
        // A formula must be first to be one.
        if (dice.Chance(20)) text.Append(dice.Pick("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1"));
        var length = dice.Next(10) switch { 0 => dice.Next(5_000, 10_000), 1 or 2 => dice.Next(400, 2_000), _ => dice.Next(1, 160) };
        while (text.Length < Math.Min(length, most))
        {
            switch (dice.Next(60))
            {
                case 0: text.Append('Z').Append(string.Concat(Enumerable.Range(0, dice.Next(100, 400)).Select(i => (char)(0x300 + (i % 0x50))))); break;
                case 1: text.Append('\u200B', dice.Next(50, 300)); break;
                case 2: text.Append('ж', dice.Next(100, 6_000)); break;
                case 3: text.Append(string.Concat(Enumerable.Repeat("👨‍👩‍👧", dice.Next(10, 200)))); break;
                case 4: text.Append(' ', dice.Next(10, 500)); break;
                case 5: text.Append(string.Concat(Enumerable.Repeat(dice.Pick("<b>", "&", "\u202E", "\u2067", "@a ", "\n"), dice.Next(20, 300)))); break;
                case < 20: text.Append(' '); break;
                default: text.Append(dice.Pick(Pieces)); break;
            }
        }

        var cut = Math.Min(text.Length, most);
        if (cut > 0 && cut < text.Length && char.IsHighSurrogate(text[cut - 1])) cut--;
        var next = text.ToString(0, cut);
        return Skeleton(next).Length == 0 ? "стук" : next;
    }

    /// <summary>A text without control characters, as ids must be.</summary>
    public static string Id(Random dice, int number)
    {
        var text = string.Concat(Next(dice, dice.Pick(20, 60, 150)).Where(c => !char.IsControl(c)));
        return $"{text.Trim()}-{number}";
    }

    /// <summary>Half of a pair somewhere in a text.</summary>
    public static string WithHalfAPair(Random dice, int most) =>
        Next(dice, most - 2).Insert(0, dice.Pick("\uD83D", "\uDCA3", "\uDCA3\uD83D"));

    /// <summary>What is seen of a text: letters, digits and signs, without spaces, marks and what is invisible.</summary>
    public static string Skeleton(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)) seen.Append(rune.ToString());
        }

        return seen.ToString();
    }

    /// <summary>The beginning of what is seen that no cut to so many UTF-16 units may take: where much is invisible, less fits.</summary>
    public static string Beginning(string text, int cut)
    {
        var seen = Skeleton(text);
        var isPlain = !text.EnumerateRunes().Any(x => Rune.GetUnicodeCategory(x) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format);
        var length = Math.Min(seen.Length, isPlain ? cut / 4 : cut / 20);
        return seen[..(length > 0 && length < seen.Length && char.IsHighSurrogate(seen[length - 1]) ? length - 1 : length)];
    }

    /// <summary>Why the line is not safe to be read beside others; null when it is.</summary>
    public static string? Fault(string line)
    {
        var open = 0;
        foreach (var c in line)
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029') return $"control or break U+{(int)c:X4}";
            if (c is >= '\u202A' and <= '\u202E') return $"direction U+{(int)c:X4}";
            if (c is >= '\u2066' and <= '\u2068') open++;
            if (c == '\u2069' && --open < 0) return "closes what it has not opened";
        }

        if (line.EnumerateRunes().Contains(Rune.ReplacementChar) && !line.Contains('\uFFFD', StringComparison.Ordinal)) return "half a pair";
        return open == 0 ? null : "leaves a direction open";
    }
}
