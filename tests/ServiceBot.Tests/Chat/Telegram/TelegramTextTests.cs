using System.Text;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;

namespace ServiceBot.Tests.Chat.Telegram;

/// <summary>What a message looks like to Telegram.</summary>
public class TelegramTextTests
{
    [Fact]
    public void The_title_is_bold_and_nothing_in_the_text_is_read_as_a_tag()
    {
        var html = TelegramText.Html(Message("Случай №1 <b>", "a < b & c > d", "<script>alert(1)</script>", "&amp;"));

        Assert.Equal(
            "<b>Случай №1 &lt;b&gt;</b>\na &lt; b &amp; c &gt; d\n&lt;script&gt;alert(1)&lt;/script&gt;\n&amp;amp;", html);
    }

    [Fact]
    public void A_title_alone_has_no_line_below_it() =>
        Assert.Equal("<b>Бот</b>", TelegramText.Html(Message("Бот")));

    [Fact]
    public void Ten_thousand_characters_are_cut_to_4096_by_whole_words()
    {
        var words = string.Join(' ', Enumerable.Repeat("<стук>", 2000));
        var plain = ToPlain(TelegramText.Html(Message("Случай №1", words)));

        Assert.InRange(plain.EnumerateRunes().Count(), 4096 - 80, 4096);
        Assert.EndsWith("<стук>…", plain);
    }

    [Fact]
    public void Emoji_count_as_one_and_are_never_cut_in_half()
    {
        Assert.Equal(Many("🟠", 4096), TelegramText.Cut(Many("🟠", 4096), 4096));

        var cut = TelegramText.Cut(Many("🟠", 5000), 4096);
        Assert.Equal(4096, cut.EnumerateRunes().Count());
        Assert.DoesNotContain(Rune.ReplacementChar, cut.EnumerateRunes());
        Assert.EndsWith("🟠…", cut);
    }

    [Fact]
    public void A_family_of_joined_emoji_stays_or_goes_as_a_whole()
    {
        const string family = "👨‍👩‍👧";
        Assert.Equal(family + family + "…", TelegramText.Cut(Many(family, 10), 12));
    }

    [Fact]
    public void A_single_long_word_is_cut_where_it_must() =>
        Assert.Equal(new string('ж', 99) + "…", TelegramText.Cut(new string('ж', 300), 100));

    [Fact]
    public void A_text_that_just_fits_is_left_alone()
    {
        var text = Many("слово ", 16) + "конец";
        Assert.Equal(text, TelegramText.Cut(text, text.Length));
        Assert.NotEqual(text, TelegramText.Cut(text, text.Length - 1));
    }

    [Fact]
    public void A_title_that_fills_the_message_leaves_no_room_for_lines()
    {
        var plain = TelegramText.Plain(Message(new string('т', 5000), "строка"), 4096);
        Assert.Equal(4096, plain.Length);
        Assert.DoesNotContain("строка", plain);
    }

    [Fact]
    public void No_text_of_any_make_is_longer_than_the_limit_or_breaks_a_pair()
    {
        var random = new Random(20261122);
        string[] pieces = ["слово ", "🟠", "👨‍👩‍👧", "<b>", "&", "\n", "ё", "e\u0301", "длинноеслово", "🇷🇺", " "];
        for (var i = 0; i < 400; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(1, 80); n > 0; n--) text.Append(pieces[random.Next(pieces.Length)]);
            var full = text.ToString();
            var limit = random.Next(2, 120);
            var cut = TelegramText.Cut(full, limit);

            Assert.True(cut.EnumerateRunes().Count() <= limit, $"round {i}");
            Assert.DoesNotContain(Rune.ReplacementChar, cut.EnumerateRunes());
            Assert.True(cut == full || full.StartsWith(cut[..^1], StringComparison.Ordinal), $"round {i}");
        }
    }

    private static string Many(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static OutgoingMessage Message(string title, params string[] lines) => new(title, lines, []);

    private static string ToPlain(string html) => html
        .Replace("<b>", "").Replace("</b>", "").Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");
}
