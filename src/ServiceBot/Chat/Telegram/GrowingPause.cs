namespace ServiceBot.Chat.Telegram;

/// <summary>The pause after faults in a row.</summary>
internal static class GrowingPause
{
    /// <summary>Doubles with each fault, and varies, so that many bots do not come back at the same moment.</summary>
    /// <param name="first">The pause after the first.</param>
    /// <param name="longest">The longest.</param>
    /// <param name="faults">How many there were in a row, from 1.</param>
    /// <returns>Up to a quarter less than the doubled pause.</returns>
    public static TimeSpan After(TimeSpan first, TimeSpan longest, int faults)
    {
        var pause = first * Math.Pow(2, Math.Min(faults - 1, 16));
        return (pause < longest ? pause : longest) * (0.75 + Random.Shared.NextDouble() / 4);
    }
}
