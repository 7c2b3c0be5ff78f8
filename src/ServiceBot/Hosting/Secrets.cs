using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ServiceBot.Hosting;

/// <summary>Codes and keys that let somebody in: made at random, kept as hashes, compared in constant time.</summary>
internal static class Secrets
{
    /// <summary>Of a one-time code or a session; a key that is kept for years has more.</summary>
    private const int UsualBytes = 24;

    /// <summary>Letters, digits, <c>-</c> and <c>_</c>.</summary>
    /// <param name="bytes">How many random bytes it holds; 24 make 32 signs.</param>
    public static string New(int bytes = UsualBytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>What is kept of a secret: its SHA-256.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Whether what is shown is the secret of that hash. Takes the same time whatever is shown.</summary>
    public static bool Opens(byte[] hash, string shown) => CryptographicOperations.FixedTimeEquals(hash, Hash(shown));
}
