using System.Buffers;
using System.Text;

namespace ServiceBot.FakeTelegram.Text;

/// <summary>Reads the HTML style of the Bot API as the real parser does: byte by byte, with its faults in its own words.</summary>
internal sealed partial class HtmlParser
{
    private static readonly HashSet<string> Allowed =
    [
        "a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "tg-emoji", "tg-time", "span",
        "pre", "code", "blockquote",
    ];

    private static readonly SearchValues<char> Special = SearchValues.Create("<&");

    private readonly byte[] _html;
    private readonly List<byte> _plain;
    private readonly List<FakeEntity> _entities = [];
    private readonly List<OpenTag> _open = [];
    private int _at;
    private int _length;

    private HtmlParser(string html)
    {
        _html = Encoding.UTF8.GetBytes(html);
        _plain = new(_html.Length);
    }

    /// <summary>The text without tags, and what the tags said.</summary>
    /// <exception cref="Refusal">The text is not what the Bot API takes for HTML.</exception>
    public static (string Text, IReadOnlyList<FakeEntity> Entities) Parse(string html) =>
        html.AsSpan().ContainsAny(Special) ? new HtmlParser(html).Run() : (html, []);

    private (string Text, IReadOnlyList<FakeEntity> Entities) Run()
    {
        while (_at < _html.Length)
        {
            var c = _html[_at];
            if (c == '<' && Peek(1) == '/')
                ReadEndTag();
            else if (c == '<')
                ReadStartTag();
            else if (c == '&' && HtmlEntities.TryRead(_html, ref _at, out var rune))
                Append(rune);
            else
                AppendByte(c);
        }

        if (_open.Count > 0)
            throw Fault($"Can't find end tag corresponding to start tag \"{_open[^1].Name}\"");
        _entities.Sort((a, b) => a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : b.Length.CompareTo(a.Length));
        return (Encoding.UTF8.GetString([.. _plain]), _entities);
    }

    private void ReadEndTag()
    {
        var begin = _at;
        if (_open.Count == 0)
            throw Fault($"Unexpected end tag at byte offset {begin}");
        _at += 2;
        while (Peek() is var c && c != '>' && c != 0 && !IsSpace(c))
            _at++;
        var found = Encoding.UTF8.GetString(_html, begin + 2, _at - begin - 2).ToLowerInvariant();
        SkipSpaces();
        if (Peek() != '>')
            throw Fault($"Unclosed end tag at byte offset {begin}");
        var tag = _open[^1];
        if (found.Length > 0 && found != tag.Name)
            throw Fault($"Unmatched end tag at byte offset {begin}, expected \"</{tag.Name}>\", found \"</{found}>\"");
        _at++;
        _open.RemoveAt(_open.Count - 1);
        if (_length > tag.Offset && Entity(tag) is { } entity)
            _entities.Add(entity);
    }

    private FakeEntity? Entity(OpenTag tag)
    {
        var length = _length - tag.Offset;
        return tag.Name switch
        {
            "b" or "strong" => new("bold", tag.Offset, length),
            "i" or "em" => new("italic", tag.Offset, length),
            "u" or "ins" => new("underline", tag.Offset, length),
            "s" or "strike" or "del" => new("strikethrough", tag.Offset, length),
            "span" or "tg-spoiler" => new("spoiler", tag.Offset, length),
            "blockquote" => new(tag.Argument is null ? "blockquote" : "expandable_blockquote", tag.Offset, length),
            "a" => Link(tag, length),
            "pre" => Pre(tag, length),
            "code" => Code(tag, length),
            _ => null,
        };
    }

    private FakeEntity? Link(OpenTag tag, int length)
    {
        var url = tag.Argument ?? Encoding.UTF8.GetString([.. _plain.Skip(tag.Start)]);
        return LinkAddress.Normalise(url) is { } address ? new("text_link", tag.Offset, length, address) : null;
    }

    // <pre><code class="language-x"> is one entity: the inner one hands its language on.
    private FakeEntity Pre(OpenTag tag, int length)
    {
        var inner = _entities.FindIndex(e => e.Type == "pre" && e.Offset == tag.Offset && e.Length == length);
        if (inner < 0)
            return new("pre", tag.Offset, length);
        var language = _entities[inner].Language;
        _entities.RemoveAt(inner);
        return new("pre", tag.Offset, length, Language: language);
    }

    private FakeEntity Code(OpenTag tag, int length) => tag.Argument is not null && _open.Count > 0 && _open[^1].Name == "pre"
        ? new("pre", tag.Offset, length, Language: tag.Argument)
        : new("code", tag.Offset, length);

    private void Append(Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = rune.EncodeToUtf8(bytes);
        _plain.AddRange(bytes[..count]);
        _length += rune.Utf16SequenceLength;
    }

    private void AppendByte(byte c)
    {
        _plain.Add(c);
        _at++;
        if ((c & 0xC0) != 0x80)
            _length += c >= 0xF0 ? 2 : 1;
    }

    private byte Peek(int ahead = 0) => _at + ahead < _html.Length ? _html[_at + ahead] : (byte)0;

    private void SkipSpaces()
    {
        while (IsSpace(Peek()))
            _at++;
    }

    private static bool IsSpace(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0B;

    private static Refusal Fault(string text) => new(400, "Bad Request: can't parse entities: " + text);

    /// <param name="Name">The tag.</param>
    /// <param name="Argument">What its attributes say.</param>
    /// <param name="Offset">Where it begins in the text, in UTF-16 units.</param>
    /// <param name="Start">Where it begins in the text, in bytes.</param>
    private readonly record struct OpenTag(string Name, string? Argument, int Offset, int Start);
}
