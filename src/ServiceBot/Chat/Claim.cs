namespace ServiceBot.Chat;

/// <summary>A row that was claimed, with what is to be sent.</summary>
internal sealed record Claim(
    long OutboxId, ChatAddress Chat, string? MessageId, OutgoingMessage Message, byte[] Hash, int Version);

/// <summary>A send that ended.</summary>
/// <param name="Ended">The same moment by the time that goes on evenly.</param>
/// <param name="Settled">Whether the pace has already been told of it.</param>
internal sealed record Delivery(Claim Claim, SendOutcome Outcome, DateTimeOffset At, DateTimeOffset Ended, bool Settled = false);
