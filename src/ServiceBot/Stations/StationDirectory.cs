using System.Collections.Frozen;
using System.Globalization;
using ServiceBot.Chat;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;

namespace ServiceBot.Stations;

/// <summary>All stations of the settings.</summary>
internal sealed class StationDirectory
{
    private readonly FrozenDictionary<string, Station> _byCode;

    public StationDirectory(IEnumerable<Station> stations)
    {
        All = [.. stations];
        _byCode = All.ToFrozenDictionary(x => x.Code, StringComparer.Ordinal);
    }

    public IReadOnlyList<Station> All { get; }

    public Station? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The station of that code.</summary>
    /// <exception cref="KeyNotFoundException">No such station: the caller did not check.</exception>
    public Station Get(string code) => _byCode[code];

    /// <summary>Reads checked settings.</summary>
    /// <exception cref="FormatException">A value is unreadable; <c>SettingsCheck</c> reports these before.</exception>
    public static StationDirectory From(Settings settings) => new(settings.Stations.Select(Read));

    private static Station Read(StationSettings s) => new(
        s.Code,
        s.Name.Length == 0 ? s.Code : s.Name,
        new StationCalendar(
            TimeZoneInfo.FindSystemTimeZoneById(s.TimeZone),
            s.WorkingHours is { Count: > 0 } ? WorkingHoursText.Read(s.WorkingHours) : null,
            s.Holidays.Select(x => DateOnly.ParseExact(x, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToHashSet()),
        s.RequireBooking,
        s.ShowNames,
        [.. s.Chats.Select(c => new ChatAddress(c.Channel, c.Id, c.Topic))],
        [.. s.Members.Select(m => new StationMember(
            new CommissionMember(
                m.Id, m.Name.Length == 0 ? m.Id : m.Name, [.. m.Roles.Select(r => Enum.Parse<Role>(r, ignoreCase: true))]),
            m.Telegram,
            string.IsNullOrEmpty(m.Web) ? m.Id : m.Web))],
        new CommissionRules(
            s.Commission.Quorum, s.Commission.Deadline, s.Commission.MinimumOpen,
            s.Commission.RecuseConflicted, s.Commission.AllowChange)) { MissingBookingAtOnce = s.MissingBookingAtOnce };
}
