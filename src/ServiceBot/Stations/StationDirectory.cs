using System.Collections.Frozen;
using System.Globalization;
using ServiceBot.Chat;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Sources;
using ServiceBot.Hosting;

namespace ServiceBot.Stations;

/// <summary>All stations of the settings. Their members may change while the service runs, nothing else of them.</summary>
internal sealed class StationDirectory
{
    private volatile Known _now;

    public StationDirectory(IEnumerable<Station> stations) => _now = new Known([.. stations]);

    /// <summary>The stations as they are now: the same list until members change.</summary>
    public IReadOnlyList<Station> All => _now.All;

    public Station? Find(string code) => _now.ByCode.GetValueOrDefault(code);

    /// <summary>The station of that code.</summary>
    /// <exception cref="KeyNotFoundException">No such station: the caller did not check.</exception>
    public Station Get(string code) => _now.ByCode[code];

    /// <summary>Takes over who is a member, from newer settings; a station that is not in them has nobody left.</summary>
    public void TakeMembersOf(StationDirectory newer) =>
        _now = new Known([.. All.Select(x => x with { Members = newer.Find(x.Code)?.Members ?? [] })]);

    /// <summary>Reads checked settings.</summary>
    /// <exception cref="FormatException">A value is unreadable; <c>SettingsCheck</c> reports these before.</exception>
    public static StationDirectory From(Settings settings) => new(settings.Stations.Select(Read));

    private sealed class Known(IReadOnlyList<Station> all)
    {
        public IReadOnlyList<Station> All => all;

        public FrozenDictionary<string, Station> ByCode { get; } = all.ToFrozenDictionary(x => x.Code, StringComparer.Ordinal);
    }

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
