using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ServiceBot.Hosting;

namespace ServiceBot.Faults.Canary;

/// <summary>
/// Secrets and two telephones of customers that are drawn for one town and stand nowhere else in the world: where one of them
/// is found, it was told.
/// </summary>
internal sealed class Canaries
{
    /// <summary>What the telephone in its field is called.</summary>
    public const string Telephone = "telephone";

    /// <summary>What the telephone in somebody's words is called.</summary>
    public const string TelephoneInWords = "telephone in words";

    private readonly (string What, string Value)[] _secrets;
    private readonly SearchValues<string> _any;
    private readonly Regex _phone;
    private readonly Regex _phoneInWords;

    public Canaries()
    {
        (var (a, b, c), _phone) = Draw("905");
        Phone = $"8 (905) {a}-{b}-{c}";
        ((a, b, c), _phoneInWords) = Draw("906");
        PhoneInWords = $"+7 906 {a} {b} {c}";
        _secrets =
        [
            ("bot token", Token[(Token.IndexOf(':') + 1)..]), ("API key", ApiKey), ("hash of the API key", ApiKeyHash.Write(ApiKey)[ApiKeyHash.Prefix.Length..]),
            ("webhook secret", WebhookSecret), ("hook secret", HookSecret),
        ];
        _any = SearchValues.Create([.. _secrets.Select(x => x.Value)], StringComparison.OrdinalIgnoreCase);
    }

    public string Token { get; } = $"42{RandomNumberGenerator.GetString("123456789", 5)}:AA-canary-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";

    public string ApiKey { get; } = "canary-key-" + RandomNumberGenerator.GetHexString(24, lowercase: true);

    public string WebhookSecret { get; } = "canary-webhook-" + RandomNumberGenerator.GetHexString(24, lowercase: true);

    public string HookSecret { get; } = "canary-hook-" + RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>The telephone that stands in its field of a record.</summary>
    public string Phone { get; }

    /// <summary>The telephone that somebody wrote into what he says.</summary>
    public string PhoneInWords { get; }

    /// <summary>The secrets as bytes: as text, and the hash of the key as it is.</summary>
    public IEnumerable<(string What, byte[] Bytes)> SecretBytes =>
        _secrets.Select(x => (x.What, Encoding.UTF8.GetBytes(x.Value))).Append(("hash of the API key", Convert.FromHexString(_secrets[2].Value)));

    /// <summary>The first canary in a text, and where; null where there is none.</summary>
    public (string What, int At)? Find(string text)
    {
        if (text.AsSpan().IndexOfAny(_any) is var at and >= 0)
            return (_secrets.First(x => text.AsSpan(at).StartsWith(x.Value, StringComparison.OrdinalIgnoreCase)).What, at);
        if (First(_phone, text) is { } phone) return (Telephone, phone);
        return First(_phoneInWords, text) is { } said ? (TelephoneInWords, said) : null;
    }

    private static int? First(Regex pattern, string text)
    {
        var matches = pattern.EnumerateMatches(text);
        return matches.MoveNext() ? matches.Current.Index : null;
    }

    // All ten digits, however they are set apart; or the seven of a town as people write them.
    private static ((string, string, string) Digits, Regex Pattern) Draw(string code)
    {
        var digits = RandomNumberGenerator.GetString("0123456789", 7);
        var (a, b, c) = (digits[..3], digits[3..5], digits[5..]);
        return ((a, b, c), new Regex($"{code}[^0-9]{{0,3}}{a}[^0-9]{{0,2}}{b}[^0-9]{{0,2}}{c}|(?<![0-9]){a}[- ]{b}[- ]{c}(?![0-9])", RegexOptions.CultureInvariant));
    }
}
