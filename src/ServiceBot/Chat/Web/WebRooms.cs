using System.Collections.Frozen;
using System.Globalization;
using ServiceBot.Domain.Commission;
using ServiceBot.Stations;

namespace ServiceBot.Chat.Web;

/// <summary>Someone who may enter the built-in chat: one person, also where a member of several stations.</summary>
/// <param name="Key">Tells the person from all others, as long as the settings keep login or station and member id.</param>
/// <param name="Name">The name people read.</param>
/// <param name="Memberships">One or more, in the order of the settings.</param>
internal sealed record WebPerson(string Key, string Name, IReadOnlyList<WebMembership> Memberships)
{
    /// <summary>The first membership: where the person is at home.</summary>
    public WebMembership Home => Memberships[0];

    /// <summary>All roles at all stations, each once.</summary>
    public IEnumerable<Role> Roles => Memberships.SelectMany(x => x.Member.Member.Roles).Distinct();
}

internal sealed record WebMembership(Station Station, StationMember Member);

/// <summary>A room: a chat of one station, or of several where their settings name the same one; or a person's own.</summary>
/// <param name="Id">The chat's id in the settings; <c>@login</c> for a person's own room.</param>
/// <param name="Name">What people read; empty for a person's own room, which the page names.</param>
/// <param name="Stations">Whose cards come here; the first gives the time zone.</param>
/// <param name="IsPrivate">A person alone with the bot.</param>
internal sealed record WebRoom(string Id, string Name, IReadOnlyList<Station> Stations, bool IsPrivate)
{
    public ChatAddress Address => new(WebChannel.ChannelName, Id);

    /// <summary>The form that is stored.</summary>
    public string Key => Address.Key;
}

/// <summary>Who may enter, and which rooms each sees: those of the stations he is a member of, and his own.</summary>
/// <param name="stations">All stations of the settings; whom they name as members may change.</param>
/// <param name="ownRooms">Whether each person has a room alone with the bot.</param>
internal sealed class WebRooms(StationDirectory stations, bool ownRooms)
{
    private volatile RoomPlan _plan = new(stations.All, ownRooms);

    public IReadOnlyList<WebPerson> People => Now.People;

    private RoomPlan Now
    {
        get
        {
            var (plan, all) = (_plan, stations.All);
            return ReferenceEquals(plan.Stations, all) ? plan : _plan = new RoomPlan(all, ownRooms);
        }
    }

    public WebPerson? FindPerson(string station, string memberId) => Now.ByMember.GetValueOrDefault((station, memberId));

    public WebRoom? Find(string id) => Now.ById.GetValueOrDefault(id);

    /// <summary>The person's rooms; none when he has just ceased to be a member.</summary>
    public IReadOnlyList<WebRoom> Of(WebPerson person) => Now.OfPerson.GetValueOrDefault(person.Key, []);

    /// <summary>The room, if it is one of the person's; null tells nothing of whether it exists.</summary>
    public WebRoom? Find(WebPerson person, string id) => Of(person).FirstOrDefault(x => x.Id == id);

    /// <summary>The person as the features know him in that room.</summary>
    public static ChatUser UserIn(WebPerson person, WebRoom room)
    {
        var here = person.Memberships.FirstOrDefault(x => room.Stations.Any(s => s.Code == x.Station.Code)) ?? person.Home;
        return new ChatUser(WebChannel.ChannelName, here.Member.WebLogin, person.Name);
    }
}

/// <summary>The people and rooms that one version of the settings gives.</summary>
internal sealed class RoomPlan
{
    /// <param name="stations">All stations.</param>
    /// <param name="ownRooms">Whether each person has a room alone with the bot.</param>
    public RoomPlan(IReadOnlyList<Station> stations, bool ownRooms)
    {
        Stations = stations;
        People = [.. stations
            .SelectMany(s => s.Members.Select(m => new WebMembership(s, m)))
            .GroupBy(SamePerson)
            .Select(x => NewPerson([.. x]))
            .DistinctBy(x => x.Key)];
        ByMember = People
            .SelectMany(p => p.Memberships.Select(m => (Key: (m.Station.Code, m.Member.Member.Id), Person: p)))
            .DistinctBy(x => x.Key)
            .ToFrozenDictionary(x => x.Key, x => x.Person);

        var shared = stations
            .SelectMany(s => s.Chats.Where(c => c.Channel == WebChannel.ChannelName).Select(c => (Station: s, c.ChatId)))
            .Distinct()
            .GroupBy(x => x.ChatId)
            .Select(x => NewRoom(x.Key, [.. x.Select(y => y.Station)]))
            .ToList();
        OfPerson = People.ToFrozenDictionary(x => x.Key, x => (IReadOnlyList<WebRoom>)[.. RoomsOf(x, shared, ownRooms)]);
        ById = OfPerson.Values.SelectMany(x => x).Concat(shared).DistinctBy(x => x.Id).ToFrozenDictionary(x => x.Id);
    }

    /// <summary>What it was made of.</summary>
    public IReadOnlyList<Station> Stations { get; }

    public IReadOnlyList<WebPerson> People { get; }

    public FrozenDictionary<(string Station, string Member), WebPerson> ByMember { get; }

    public FrozenDictionary<string, WebRoom> ById { get; }

    public FrozenDictionary<string, IReadOnlyList<WebRoom>> OfPerson { get; }

    // A login written in the settings names one person at every station. A member's id, which stands for a login where
    // none is written, does not: "1" here and "1" there may be two people, unless the name is the same too.
    private static (string Login, string? Name) SamePerson(WebMembership x) =>
        HasLogin(x.Member) ? (x.Member.WebLogin, null) : (x.Member.WebLogin, x.Member.Member.Name);

    private static bool HasLogin(StationMember member) => member.WebLogin != member.Member.Id;

    private static WebPerson NewPerson(IReadOnlyList<WebMembership> memberships)
    {
        var home = memberships[0];
        return new WebPerson(
            HasLogin(home.Member)
                ? $"login:{home.Member.WebLogin}"
                : $"member:{Uri.EscapeDataString(home.Station.Code)}/{home.Member.Member.Id}",
            home.Member.Member.Name, memberships);
    }

    private static WebRoom NewRoom(string id, IReadOnlyList<Station> stations)
    {
        // A station with several rooms shows which is which.
        var several = stations.Count == 1
            && stations[0].Chats.Count(x => x.Channel == WebChannel.ChannelName) > 1 && id != stations[0].Code;
        var name = string.Join(" · ", stations.Select(x => x.Name));
        return new WebRoom(id, several ? $"{name} · {id}" : name, stations, IsPrivate: false);
    }

    private IEnumerable<WebRoom> RoomsOf(WebPerson person, IReadOnlyList<WebRoom> shared, bool ownRooms)
    {
        foreach (var room in shared)
        {
            if (person.Memberships.Any(x => room.Stations.Contains(x.Station))) yield return room;
        }

        if (!ownRooms) yield break;

        // Alone with the bot the login is all that tells who asks: it must be nobody else's.
        var login = person.Home.Member.WebLogin;
        if (People.Count(p => p.Memberships.Any(m => m.Member.WebLogin == login)) == 1)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"@{Uri.EscapeDataString(login)}");
            yield return new WebRoom(id, "", [.. person.Memberships.Select(x => x.Station).Distinct()], IsPrivate: true);
        }
    }
}
