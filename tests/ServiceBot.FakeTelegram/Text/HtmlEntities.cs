using System.Text;

namespace ServiceBot.FakeTelegram.Text;

/// <summary>The four named entities and all numeric ones; anything else is left as it stands.</summary>
internal static class HtmlEntities
{
    public static bool TryRead(byte[] html, ref int at, out Rune rune)
    {
        var end = at + 1;
        var code = 0;
        if (end < html.Length && html[end] == '#')
        {
            var hex = end + 1 < html.Length && html[end + 1] == 'x';
            end += hex ? 2 : 1;
            for (; end < html.Length && Digit(html[end], hex) is >= 0 and var digit && code < 0x110000; end++)
                code = (code * (hex ? 16 : 10)) + digit;
        }
        else
        {
            while (end < html.Length && char.IsAsciiLetter((char)html[end]))
                end++;
            code = Encoding.ASCII.GetString(html, at + 1, end - at - 1) switch
            {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                _ => 0,
            };
        }

        if (code == 0 || end - at >= 10 || !Rune.TryCreate(code, out rune))
        {
            rune = default;
            return false;
        }

        at = end < html.Length && html[end] == ';' ? end + 1 : end;
        return true;
    }

    private static int Digit(byte c, bool hex) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' when hex => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' when hex => c - 'A' + 10,
        _ => -1,
    };
}

/// <summary>Addresses as Telegram takes them.</summary>
internal static class LinkAddress
{
    /// <summary>The address, with http:// where no scheme stands; null when it is none.</summary>
    public static string? Normalise(string text)
    {
        var url = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
            return null;
        return uri.Scheme switch
        {
            "tg" or "ton" or "tonsite" => url,
            "http" or "https" when uri.Host.Contains('.') => url,
            _ => null,
        };
    }
}
