using System.Text;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;

namespace ServiceBot.Chat.Telegram;

/// <summary>
/// The bot's token. The Bot API wants it in the address of every call, so the client is given <see cref="Shown"/>, a
/// stand-in of the same form, and only <see cref="TelegramWire"/> puts the real one in, last of all.
/// </summary>
internal sealed class TelegramSecrets
{
    private const string Hidden = "***";
    private readonly string[] _secrets;

    /// <exception cref="ArgumentException">The token has not the form <c>123456:letters</c>.</exception>
    public TelegramSecrets(TelegramSettings settings)
    {
        Token = (settings.Token ?? "").Trim();
        if (!HasForm(Token)) throw new ArgumentException("ServiceBot:Telegram:Token must be like 123456:ABC-xyz.");
        var colon = Token.IndexOf(':', StringComparison.Ordinal);
        Shown = Token[..colon] + ":hidden";
        var secrets = new List<string> { Token, Uri.EscapeDataString(Token), Token[(colon + 1)..] };
        if (Uri.TryCreate(settings.Proxy, UriKind.Absolute, out var proxy) && proxy.UserInfo.Length > 0)
        {
            secrets.Add(proxy.UserInfo);
            var password = proxy.UserInfo[(proxy.UserInfo.IndexOf(':', StringComparison.Ordinal) + 1)..];
            secrets.Add(password);
            secrets.Add(Uri.UnescapeDataString(password));
        }

        _secrets = [.. secrets.Where(x => x.Length > 0).Distinct().OrderByDescending(x => x.Length)];
    }

    /// <summary>The real token.</summary>
    public string Token { get; }

    /// <summary>What everything but the wire sees in its place.</summary>
    public string Shown { get; }

    /// <summary>Whether a text has the form of a token: the bot's number, a colon, and letters, digits, _ or -.</summary>
    public static bool HasForm(string token)
    {
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return colon is >= 1 and <= 16
            && token.AsSpan(0, colon).IndexOfAnyExceptInRange('0', '9') < 0
            && colon + 1 < token.Length
            && token.AsSpan(colon + 1).ToString().All(x => char.IsAsciiLetterOrDigit(x) || x is '_' or '-');
    }

    /// <summary>The text without any secret, and without telephones: it may repeat what was sent.</summary>
    public string Mask(string text)
    {
        foreach (var secret in _secrets) text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        return PhoneNumber.Hide(text);
    }

    /// <summary>A fault in one line, with what caused it, without any secret: for logs and reasons.</summary>
    public string Describe(Exception fault)
    {
        var line = new StringBuilder();
        for (var one = fault; one is not null; one = one.InnerException)
        {
            if (line.Length > 0) line.Append(" <- ");
            line.Append(one.GetType().Name).Append(": ").Append(one.Message);
        }

        return Mask(line.Replace('\r', ' ').Replace('\n', ' ').ToString());
    }
}
