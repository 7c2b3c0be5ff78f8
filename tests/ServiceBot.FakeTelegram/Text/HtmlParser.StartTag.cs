using System.Text;

namespace ServiceBot.FakeTelegram.Text;

/// <summary>Start tags and their attributes.</summary>
internal sealed partial class HtmlParser
{
    private void ReadStartTag()
    {
        var begin = _at++;
        while (Peek() is var c && c != '>' && c != 0 && !IsSpace(c))
            _at++;
        if (Peek() == 0)
            throw Fault($"Unclosed start tag at byte offset {begin}");
        var name = Encoding.UTF8.GetString(_html, begin + 1, _at - begin - 1).ToLowerInvariant();
        if (!Allowed.Contains(name))
            throw Fault($"Unsupported start tag \"{name}\" at byte offset {begin}");

        string? argument = null;
        while (Peek() != '>')
        {
            SkipSpaces();
            if (Peek() == '>')
                break;
            var (attribute, value) = ReadAttribute(name, begin);
            argument = Argument(name, attribute, value) ?? argument;
        }

        if (name == "span" && argument is null)
            throw Fault($"Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}");
        _at++;
        _open.Add(new(name, argument, _length, _plain.Count));
    }

    private (string Name, string Value) ReadAttribute(string tag, int begin)
    {
        var start = _at;
        while (Peek() is var c && c != 0 && !IsSpace(c) && !"=>/\"'".Contains((char)c))
            _at++;
        var name = Encoding.UTF8.GetString(_html, start, _at - start).ToLowerInvariant();
        if (name.Length == 0)
            throw Fault($"Empty attribute name in the tag \"{tag}\" at byte offset {begin}");
        SkipSpaces();
        if (Peek() != '=')
            return Peek() == 0 ? throw Fault($"Unclosed start tag at byte offset {begin}") : (name, "");
        _at++;
        SkipSpaces();
        return Peek() switch
        {
            0 => throw Fault($"Unclosed start tag \"{tag}\" at byte offset {begin}"),
            (byte)'"' or (byte)'\'' => (name, ReadQuoted(begin)),
            _ => (name, ReadToken()),
        };
    }

    private string ReadQuoted(int begin)
    {
        var quote = _html[_at++];
        var value = new List<byte>();
        Span<byte> bytes = stackalloc byte[4];
        while (Peek() is var c && c != quote)
        {
            if (_at >= _html.Length)
                throw Fault($"Unclosed start tag at byte offset {begin}");
            if (c == '&' && HtmlEntities.TryRead(_html, ref _at, out var rune))
            {
                value.AddRange(bytes[..rune.EncodeToUtf8(bytes)]);
            }
            else
            {
                value.Add(c);
                _at++;
            }
        }

        _at++;
        return Encoding.UTF8.GetString([.. value]);
    }

    private string ReadToken()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit((char)Peek()) || Peek() is (byte)'.' or (byte)'-')
            _at++;
        return IsSpace(Peek()) || Peek() == '>'
            ? Encoding.UTF8.GetString(_html, start, _at - start).ToLowerInvariant()
            : throw Fault($"Unexpected end of name token at byte offset {start}");
    }

    private static string? Argument(string tag, string attribute, string value) => (tag, attribute) switch
    {
        ("a", "href") => value,
        ("code", "class") when value.StartsWith("language-", StringComparison.Ordinal) => value["language-".Length..],
        ("span", "class") when value == "tg-spoiler" => value,
        ("blockquote", "expandable") => "expandable",
        _ => null,
    };
}
