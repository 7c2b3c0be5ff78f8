using System.Globalization;
using System.Text.RegularExpressions;
using ServiceBot.Domain.Commission;
using ServiceBot.Stations;

namespace ServiceBot.Hosting;

internal sealed partial class SettingsCheck
{
    private static readonly string[] Channels = ["telegram", "web"];

    private string StationCodes => string.Join(", ", _settings.Stations.Select(s => s.Code));

    private StationSettings? StationNamed(string code) =>
        _settings.Stations.Find(s => s.Code.Equals(code, StringComparison.OrdinalIgnoreCase));

    private void CheckStations()
    {
        if (_settings.Stations.Count == 0 && !_faults.Exists(f => f.Path.StartsWith(Full("Stations"), StringComparison.OrdinalIgnoreCase)))
            Refuse("Stations", null, "NoStations");
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var chats = new Dictionary<(string, string, int?), string>();
        var stationOfChat = new Dictionary<(string, string), string>();
        foreach (var (station, path) in Items("Stations", _settings.Stations))
        {
            if (!CodeForm().IsMatch(station.Code)) Refuse($"{path}:Code", station.Code, "NotACode");
            else if (!codes.TryAdd(station.Code, path)) Refuse($"{path}:Code", station.Code, "Twice", Full(codes[station.Code]));
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(station.TimeZone, out _))
                Refuse($"{path}:TimeZone", station.TimeZone, "NoSuchTimeZone");
            CheckHours(station, path);
            CheckChats(station, path, chats, stationOfChat);
            CheckMembers(station, path);
            CheckCommission(station, path);
        }
    }

    private void CheckHours(StationSettings station, string path)
    {
        var days = new Dictionary<DayOfWeek, string>();
        foreach (var (name, span) in station.WorkingHours ?? [])
        {
            try
            {
                foreach (var day in WorkingHoursText.Read(new Dictionary<string, string> { [name] = span }).Keys)
                {
                    if (!days.TryAdd(day, name)) Refuse($"{path}:WorkingHours:{name}", span, "DayTwice", day, days[day]);
                }
            }
            catch (FormatException)
            {
                Refuse($"{path}:WorkingHours:{name}", span, "NotWorkingHours");
            }
        }

        for (var i = 0; i < station.Holidays.Count; i++)
        {
            if (!DateOnly.TryParseExact(station.Holidays[i], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                Refuse($"{path}:Holidays:{i}", station.Holidays[i], "NotADay");
        }
    }

    private void CheckChats(
        StationSettings station, string path,
        Dictionary<(string, string, int?), string> chats, Dictionary<(string, string), string> stationOfChat)
    {
        foreach (var (chat, at) in Items($"{path}:Chats", station.Chats))
        {
            chat.Channel = OneOf($"{at}:Channel", chat.Channel, Channels);
            if (chat.Id.Length == 0)
            {
                Refuse($"{at}:Id", null, "Required");
                continue;
            }

            if (chat.Channel == "telegram")
            {
                if (!long.TryParse(chat.Id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) || id == 0)
                    Refuse($"{at}:Id", chat.Id, "NotAChatId");
                if (string.IsNullOrEmpty(_settings.Telegram.Token) && !_faults.Exists(f => f.Path == Full("Telegram:Token"))) Refuse("Telegram:Token", null, "TokenMissing", Full(at));
            }
            else if (!ChatIdForm().IsMatch(chat.Id))
            {
                Refuse($"{at}:Id", chat.Id, "NotARoom");
            }

            if (chat.Topic is not null && (chat.Topic <= 0 || chat.Channel != "telegram"))
                Refuse($"{at}:Topic", Invariant(chat.Topic), "NotATopic");
            if (!chats.TryAdd((chat.Channel, chat.Id, chat.Topic), at))
                Refuse($"{at}:Id", chat.Id, "Twice", Full(chats[(chat.Channel, chat.Id, chat.Topic)]));
            else if (!stationOfChat.TryAdd((chat.Channel, chat.Id), path) && stationOfChat[(chat.Channel, chat.Id)] != path)
                Refuse($"{at}:Id", chat.Id, "ChatOfAnotherStation", Full(stationOfChat[(chat.Channel, chat.Id)]));
        }
    }

    private void CheckMembers(StationSettings station, string path)
    {
        var (ids, telegrams, logins) = (new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
            new Dictionary<long, string>(), new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
        foreach (var (member, at) in Items($"{path}:Members", station.Members))
        {
            if (!CodeForm().IsMatch(member.Id)) Refuse($"{at}:Id", member.Id, "NotACode");
            else if (!ids.TryAdd(member.Id, at)) Refuse($"{at}:Id", member.Id, "Twice", Full(ids[member.Id]));
            if (member.Roles.Count == 0) Refuse($"{at}:Roles", null, "NoRoles", string.Join(", ", Enum.GetNames<Role>()));
            for (var i = 0; i < member.Roles.Count; i++)
                member.Roles[i] = OneOf($"{at}:Roles:{i}", member.Roles[i], Enum.GetNames<Role>());
            if (member.Telegram is <= 0) Refuse($"{at}:Telegram", Invariant(member.Telegram), "NotAUserId");
            else if (member.Telegram is { } user && !telegrams.TryAdd(user, at))
                Refuse($"{at}:Telegram", Invariant(user), "Twice", Full(telegrams[user]));
            var login = string.IsNullOrEmpty(member.Web) ? member.Id : member.Web;
            if (login.Length > 0 && !logins.TryAdd(login, at) && !string.IsNullOrEmpty(member.Web))
                Refuse($"{at}:Web", member.Web, "Twice", Full(logins[login]));
        }
    }

    private void CheckCommission(StationSettings station, string path)
    {
        var commission = station.Commission;
        var voting = CommissionMember.VotingRoles.Select(r => r.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var voters = station.Members.Count(m => m.Roles.Exists(voting.Contains));
        if (commission.Quorum < 1) Refuse($"{path}:Commission:Quorum", Invariant(commission.Quorum), "NotPositive");
        // Without members there is no vote yet: the station takes records, and "check" says who is missing.
        else if (voters > 0 && commission.Quorum > voters)
            Refuse($"{path}:Commission:Quorum", Invariant(commission.Quorum), "QuorumTooHigh", voters);
        if (commission.Deadline <= TimeSpan.Zero)
            Refuse($"{path}:Commission:Deadline", commission.Deadline.ToString("c", CultureInfo.InvariantCulture), "NotADuration");
        if (commission.MinimumOpen < TimeSpan.Zero)
            Refuse($"{path}:Commission:MinimumOpen", commission.MinimumOpen.ToString("c", CultureInfo.InvariantCulture), "NotADuration");
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}_-][\p{L}\p{Nd}_.-]{0,49}$")]
    private static partial Regex CodeForm();

    [GeneratedRegex(@"^[\p{L}\p{Nd}_.-]{1,50}$")]
    private static partial Regex ChatIdForm();
}
