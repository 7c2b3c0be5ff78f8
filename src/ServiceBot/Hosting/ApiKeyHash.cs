using System.Security.Cryptography;

namespace ServiceBot.Hosting;

/// <summary>
/// A key of the API as it may stand in the settings without being the key: <c>sha256:</c> and 64 hexadecimal digits.
/// A key made here has 256 random bits, which no one can try out, so that one fast hash without salt protects it; a slow hash
/// would be paid at every call. A word a person has thought up is not protected by it.
/// </summary>
internal static class ApiKeyHash
{
    /// <summary>What a hash begins with, in the settings.</summary>
    public const string Prefix = "sha256:";

    private const int RandomBytes = 32;

    /// <summary>Whether the setting means to be a hash, well formed or not.</summary>
    public static bool IsMeant(string setting) => setting.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the setting is a hash that can be read.</summary>
    public static bool HasForm(string setting) =>
        IsMeant(setting) && setting.Length == Prefix.Length + (2 * SHA256.HashSizeInBytes)
        && setting.AsSpan(Prefix.Length).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0;

    /// <summary>The hash of the key that a setting lets in, whether the key itself stands there or its hash.</summary>
    public static byte[] OfSetting(string setting) =>
        HasForm(setting) ? Convert.FromHexString(setting.AsSpan(Prefix.Length)) : Secrets.Hash(setting);

    /// <summary>The hash of a key, as it may stand in the settings.</summary>
    public static string Write(string key) => Prefix + Convert.ToHexStringLower(Secrets.Hash(key));

    /// <summary>A new random key of letters, digits, <c>-</c> and <c>_</c>.</summary>
    public static string NewKey() => Secrets.New(RandomBytes);
}
