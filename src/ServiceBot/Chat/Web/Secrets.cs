using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ServiceBot.Chat.Web;

/// <summary>Codes that let somebody in. The database knows their hashes only.</summary>
internal static class Secrets
{
    private const int Bytes = 24;

    /// <summary>192 random bits, 32 letters, digits, <c>-</c> and <c>_</c>.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
