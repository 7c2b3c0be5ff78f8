using ServiceBot.FakeTelegram;
using Telegram.Bot;
using Telegram.Bot.Types.Enums;

namespace ServiceBot.Tests.FakeTelegram;

/// <summary>The fake reads HTML as Telegram does.</summary>
public class HtmlTests
{
    [Theory]
    [InlineData("a < b", "Unsupported start tag \"\" at byte offset 2")]
    [InlineData("давление <5 атм", "Unsupported start tag \"5\" at byte offset 17")]
    [InlineData("тут <br>", "Unsupported start tag \"br\" at byte offset 7")]
    [InlineData("<b", "Unclosed start tag at byte offset 0")]
    [InlineData("стук</b>", "Unexpected end tag at byte offset 8")]
    [InlineData("<b>стук</i>", "Unmatched end tag at byte offset 11, expected \"</b>\", found \"</i>\"")]
    [InlineData("<b>стук", "Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("<a =x>с</a>", "Empty attribute name in the tag \"a\" at byte offset 0")]
    [InlineData("<span class=\"red\">с</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0")]
    public async Task What_is_no_html_to_telegram_is_refused_in_its_words(string html, string fault)
    {
        await using var s = await Situation.New();
        await Situation.Refused(
            400, "Bad Request: can't parse entities: " + fault, () => s.Client.SendMessage(s.Chat.Id, html, ParseMode.Html));
        Assert.Empty(s.Server.Messages(s.Chat.Id));
    }

    [Theory]
    [InlineData("a > b & c &nbsp; &lt;d&gt; &#33;&#x41; &amp;&quot;", "a > b & c &nbsp; <d> !A &\"")]
    [InlineData("&lt;&lt5", "<<5")]
    [InlineData("  <b>по краям</b> \n", "по краям")]
    public async Task Entities_of_html_are_read_and_what_is_harmless_passes(string html, string text)
    {
        await using var s = await Situation.New();
        var sent = await s.Client.SendMessage(s.Chat.Id, html, ParseMode.Html);
        Assert.Equal(text, sent.Text);
    }

    [Fact]
    public async Task Tags_become_entities_counted_in_utf16()
    {
        await using var s = await Situation.New();
        var sent = await s.Client.SendMessage(
            s.Chat.Id,
            "🟠 <b>Случай <i>№1</i></b> <a href=\"https://example.org/?a=1&amp;b=2\">ссылка</a> "
            + "<pre><code class=\"language-sql\">select</code></pre><blockquote expandable>да</blockquote><s></s>",
            ParseMode.Html);

        Assert.Equal("🟠 Случай №1 ссылка selectда", sent.Text);
        Assert.Equal(
            [
                new FakeEntity("bold", 3, 9), new("italic", 10, 2),
                new("text_link", 13, 6, "https://example.org/?a=1&b=2"),
                new("pre", 20, 6, Language: "sql"), new("expandable_blockquote", 26, 2),
            ],
            s.Server.Message(s.Chat.Id, sent.Id)!.Entities);
        Assert.Equal("№1", sent.EntityValues!.ElementAt(1));
    }

    [Fact]
    public async Task Entities_stay_in_place_when_blanks_before_them_are_cut()
    {
        await using var s = await Situation.New();
        var sent = await s.Client.SendMessage(s.Chat.Id, " \n<b> да</b>", ParseMode.Html);
        Assert.Equal(("да", "да"), (sent.Text, Assert.Single(sent.EntityValues!)));
    }

    [Fact]
    public async Task Without_a_parse_mode_text_stays_as_it_is_and_an_unknown_mode_is_refused()
    {
        await using var s = await Situation.New();
        Assert.Equal("<b>", (await s.Client.SendMessage(s.Chat.Id, "<b>")).Text);
        var answer = await s.Get($"sendMessage?chat_id={s.Chat.Id}&text=x&parse_mode=bbcode");
        Assert.Equal("Bad Request: unsupported parse_mode", (string?)answer["description"]);
        answer = await s.Get($"sendMessage?chat_id={s.Chat.Id}&text=<b>x</b>&parse_mode=hTmL");
        Assert.Equal("x", (string?)answer["result"]!["text"]);
    }
}
