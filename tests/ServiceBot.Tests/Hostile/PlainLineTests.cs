using System.Globalization;
using ServiceBot.Chat;
using ServiceBot.Chat.Telegram;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Hostile;

/// <summary>What others wrote, made fit to stand in a line of ours.</summary>
public sealed class PlainLineTests
{
    [Fact]
    public void What_others_wrote_is_shown_on_one_line_cut_and_turns_nothing_round()
    {
        for (var n = 0; n < Hostile.Count(2_000); n++)
        {
            var dice = Hostile.Dice(n);
            var text = dice.Chance(15) ? HostileTexts.WithHalfAPair(dice, 32_000) : HostileTexts.Next(dice, 32_000);
            var length = dice.Pick(30, 40, 60, 120, 160);
            var shown = ShortText.Quote(text, length);

            Assert.Null(HostileTexts.Fault($"до «{shown}» после"));
            Assert.Null(HostileTexts.Fault(PlainLine.Of($"до «{text}» после")));
            Assert.InRange(shown.Length, 0, length + 2);
            Assert.Equal(shown, PlainLine.Of(shown));
            // It is the beginning of what was written, whole characters, and not next to nothing of it.
            var seen = HostileTexts.Skeleton(shown);
            if (seen.EndsWith('…') && !HostileTexts.Skeleton(text).StartsWith(seen, StringComparison.Ordinal)) seen = seen[..^1];
            Assert.StartsWith(seen, HostileTexts.Skeleton(text), StringComparison.Ordinal);
            Assert.StartsWith(HostileTexts.Beginning(text, length), seen, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("замена колодок", "замена колодок")]
    [InlineData("две\r\nстроки\tи табуляция", "две строки и табуляция")]
    [InlineData("один\u2028два\u2029три\u0085четыре", "один два три четыре")]
    [InlineData("нуль\0 и звонок\u0007", "нуль и звонок")]
    [InlineData("\u202Eздравствуйте\u202C, стук", "здравствуйте, стук")]
    [InlineData("семья 👨‍👩‍👧 и флаг 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "семья 👨‍👩‍👧 и флаг 🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("жалоба שלום", "\u2068жалоба שלום\u2069")]
    [InlineData("يطرق \u2069 عند", "\u2068يطرق عند\u2069")]
    public void A_quote_reads_like_this(string text, string shown) => Assert.Equal(shown, ShortText.Quote(text, 60));

    [Fact]
    public void Of_hundreds_of_marks_on_a_letter_a_few_stay_and_words_behind_them_are_seen()
    {
        Assert.Equal("Z" + new string('\u0301', 8) + " стук", ShortText.Quote("Z" + new string('\u0301', 400) + " стук", 60));
        Assert.Equal(new string('\u200B', 8) + "стук", ShortText.Quote(new string('\u200B', 400) + "стук", 60));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    public void No_character_of_two_units_is_cut_in_half(int length)
    {
        var bombs = string.Concat(Enumerable.Repeat("💣", 20));
        foreach (var cut in (string[])[ShortText.Cut(bombs, length), Beginning.Of(bombs, length)])
        {
            Assert.EndsWith("💣…", cut, StringComparison.Ordinal);
            Assert.Equal(cut.Length / 2, new StringInfo(cut).LengthInTextElements - 1);
        }
    }

    [Theory]
    [InlineData("🔴 Случай №5 · повторный ремонт", "Случай №5 · повторный ремонт")]
    [InlineData("🔥🔥", "?")]
    [InlineData("\u200F\u202E Кольцова", "Кольцова")]
    public void A_name_begins_with_a_letter_so_that_it_looks_like_no_card(string name, string shown) => Assert.Equal(shown, ShortText.Name(name));

    [Theory]
    [InlineData("/report А123ВС178 стук", "/\u2060report А123ВС178 стук")]
    [InlineData("нажмите (/join@bot)", "нажмите (/\u2060join@bot)")]
    [InlineData("р/тяга, 1/2, a/b, /стук, http://a", "р/тяга, 1/2, a/b, /стук, http://a")]
    public void A_command_in_a_quote_is_nothing_to_tap(string text, string shown)
    {
        Assert.Equal(shown, ShortText.Quote(text, 60));
        Assert.Equal(shown, ShortText.Said(text, 60));
    }

    [Theory]
    [InlineData("спросите @durov и @all, почта ivan@mail.ru", "спросите @\u2060durov и @\u2060all, почта ivan@mail.\u2060ru")]
    [InlineData("(@a_b) @", "(@\u2060a_b) @")]
    [InlineData("http://evil.ru/a.html?b=1 и tg://resolve", "http:\u2060//evil.\u2060ru/a.\u2060html?b=1 и tg:\u2060//resolve")]
    [InlineData("зло.рф, 203.0.113.7, #скидка, $USD", "зло.\u2060рф, 203.\u20600.113.7, #\u2060скидка, $\u2060USD")]
    [InlineData("12.11.2026 9:10, 1.5 н/ч, А. В. Климова, т.е. №5 · 10:30", "12.11.2026 9:10, 1.5 н/ч, А. В. Климова, т.е. №5 · 10:30")]
    public void A_name_or_an_address_in_a_text_is_nothing_to_tap_in_Telegram(string text, string sent) =>
        Assert.Equal($"<b>{sent}</b>\n{sent}", TelegramText.Html(new OutgoingMessage(text, [text], [])));
}
