using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Storage;

namespace ServiceBot.Stations;

/// <summary>Tells which member of a station a person of a channel is.</summary>
internal static class MemberDirectory
{
    /// <summary>The member, by the settings first and by a link that an administrator confirmed next; null: none.</summary>
    public static async Task<StationMember?> FindAsync(
        ServiceBotDb db, Station station, ChatUser user, CancellationToken cancel)
    {
        var named = user.Channel switch
        {
            "web" => station.Members.FirstOrDefault(x => x.WebLogin == user.UserId),
            "telegram" => station.Members.FirstOrDefault(
                x => x.TelegramId?.ToString(CultureInfo.InvariantCulture) == user.UserId),
            _ => null,
        };
        if (named is not null) return named;
        var linked = await db.MemberLinks.AsNoTracking()
            .Where(x => x.Station == station.Code && x.Channel == user.Channel && x.UserId == user.UserId)
            .Select(x => x.MemberId).FirstOrDefaultAsync(cancel);
        return linked is null ? null : station.Members.FirstOrDefault(x => x.Member.Id == linked);
    }
}
