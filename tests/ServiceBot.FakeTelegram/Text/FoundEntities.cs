using System.Text.RegularExpressions;

namespace ServiceBot.FakeTelegram.Text;

/// <summary>What Telegram finds in any text by itself and makes something to tap: after the open sources of its own library.</summary>
internal static partial class FoundEntities
{
    /// <summary>The entities, in no order.</summary>
    public static IEnumerable<FakeEntity> In(string text) =>
    [
        .. Found("mention", Mention(), text), .. Found("bot_command", Command(), text), .. Found("cashtag", Cashtag(), text),
        .. Found("hashtag", Hashtag(), text), .. Found("email", Email(), text), .. Found("url", Protocol(), text),
        .. Found("url", Domain(), text), .. Found("url", Numbers(), text),
    ];

    private static IEnumerable<FakeEntity> Found(string type, Regex pattern, string text) =>
        pattern.Matches(text).Select(x => new FakeEntity(type, x.Index, x.Length));

    [GeneratedRegex(@"(?<![\p{L}\p{N}_])@[a-zA-Z0-9_]{2,32}(?![\p{L}\p{N}_])")]
    private static partial Regex Mention();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\p{L}\p{N}_/<>])")]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_\u200c])#(?=[\p{N}_\u200c]*\p{L})[\p{L}\p{N}_\u200c]{1,256}(?![\p{L}\p{N}_\u200c]*#)")]
    private static partial Regex Hashtag();

    [GeneratedRegex(@"(?<![$\p{L}\p{N}_])\$[A-Z]{1,8}(?![$\p{L}\p{N}_])")]
    private static partial Regex Cashtag();

    [GeneratedRegex(@"[a-zA-Z0-9_.+:-]{1,64}@(?:[a-zA-Z0-9](?:[a-zA-Z0-9_-]{0,28})\.){1,6}[a-zA-Z]{2,8}")]
    private static partial Regex Email();

    // With a protocol any name is an address.
    [GeneratedRegex(@"(?:https?|ftp|tg|ton|tonsite)://[^\s/?#]+", RegexOptions.IgnoreCase)]
    private static partial Regex Protocol();

    // Without one those that end as most do.
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}_@.-])(?:[\p{L}\p{N}_-]{1,63}\.)+(?:com|net|org|info|biz|me|io|app|dev|shop|ru|su|рф|бел|укр|online|site)(?![\p{L}\p{N}_-])",
        RegexOptions.IgnoreCase)]
    private static partial Regex Domain();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\p{L}\p{N}_.])")]
    private static partial Regex Numbers();
}
