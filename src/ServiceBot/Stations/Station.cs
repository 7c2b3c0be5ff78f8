using ServiceBot.Chat;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Stations;

/// <summary>A station as the settings describe it, checked.</summary>
internal sealed record Station(
    string Code,
    string Name,
    StationCalendar Calendar,
    bool RequireBooking,
    bool ShowNames,
    IReadOnlyList<ChatAddress> Chats,
    IReadOnlyList<StationMember> Members,
    CommissionRules Commission)
{
    /// <summary>Whether an order without a booking is told at once, where one is required.</summary>
    public bool MissingBookingAtOnce { get; init; }
}

/// <summary>A member with the ways to recognise them.</summary>
/// <param name="Member">Name and roles.</param>
/// <param name="TelegramId">The Telegram user id, or null until linked.</param>
/// <param name="WebLogin">The login in the built-in chat; the member's id where none is set.</param>
internal sealed record StationMember(CommissionMember Member, long? TelegramId, string WebLogin);

/// <summary>The settings of a station's commission.</summary>
internal sealed record CommissionRules(
    int Quorum, TimeSpan Deadline, TimeSpan MinimumOpen, bool RecuseConflicted, bool AllowChange);
