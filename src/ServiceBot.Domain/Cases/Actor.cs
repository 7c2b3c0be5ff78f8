namespace ServiceBot.Domain.Cases;

/// <summary>Who did it: a member, a program through the API, or the service itself.</summary>
/// <param name="MemberId">The member's key, or null when nobody of the station did it.</param>
/// <param name="Name">The name people read.</param>
/// <param name="Channel">Where it was done: "telegram", "web", "api"; null for the service itself.</param>
public sealed record Actor(string? MemberId, string Name, string? Channel)
{
    /// <summary>The service itself: a rule, a deadline.</summary>
    public static Actor Service { get; } = new(null, "ServiceBot", null);
}
