using ServiceBot.Domain.Commission;

namespace ServiceBot.Chat.Web;

/// <summary>Who am I; who else may be let in; whom the demonstration can show.</summary>
internal static partial class MeEndpoints
{
    public static IResult Texts(HttpContext context, WebWording words, DemoDoor door) => TypedResults.Json(
        new TextsView(words.Culture.TwoLetterISOLanguageName, door.IsOpenTo(context), words.PageTexts),
        WebJson.Wire.TextsView);

    public static async Task<IResult> MeAsync(
        HttpContext context, WebRooms rooms, WebSessions sessions, WebWording words, CancellationToken cancel)
    {
        var visitor = context.Visitor();
        // The page asks when it is opened.
        await sessions.UsedAsync(visitor, cancel);
        var led = visitor.Person.Memberships
            .Where(x => x.Member.Member.Is(Role.Administrator)).Select(x => x.Station).ToHashSet();
        var invites = rooms.People
            .SelectMany(p => p.Memberships.Where(m => led.Contains(m.Station)).Select(m => (Person: p, Membership: m)))
            .Select(x => View(x.Person, x.Membership, visitor.Person, words));
        return TypedResults.Json(
            new MeView(
                visitor.SessionId, visitor.Person.Name, [.. visitor.Person.Roles.Select(words.RoleName)], [.. invites]),
            WebJson.Wire.MeView);
    }

    public static async Task<IResult> LeaveAsync(
        HttpContext context, WebSessions sessions, SessionCookie cookie, CancellationToken cancel)
    {
        await sessions.CloseAsync(context.Visitor().Token, cancel);
        cookie.Remove(context);
        return TypedResults.NoContent();
    }

    /// <summary>Ends all sessions of the person, on every device, and the links that were made for him.</summary>
    public static async Task<IResult> LeaveEverywhereAsync(
        HttpContext context, WebSessions sessions, SessionCookie cookie, ILogger<LoginLinks> log, CancellationToken cancel)
    {
        var person = context.Visitor().Person;
        var (ended, links) = await sessions.RevokeAsync([.. person.Memberships.Select(x => (x.Station.Code, x.Member.Member.Id))], cancel);
        Log.LeftEverywhere(log, person.Home.Member.Member.Id, person.Home.Station.Code, ended, links);
        cookie.Remove(context);
        return TypedResults.NoContent();
    }

    /// <summary>An administrator makes a link for a member of his station.</summary>
    public static async Task<IResult> LinkAsync(
        HttpContext context, LoginLinks links, ILogger<LoginLinks> log, CancellationToken cancel)
    {
        var person = context.Visitor().Person;
        if (await JsonBody.ReadAsync(context, WebJson.Wire.MemberRequest, cancel)
            is not { Station: { } station, Member: { } member })
            return Refusals.Refuse(context, StatusCodes.Status400BadRequest, "BadRequest");
        var maker = person.Memberships.FirstOrDefault(
            x => x.Station.Code == station && x.Member.Member.Is(Role.Administrator));
        if (maker is null) return Refusals.Refuse(context, StatusCodes.Status403Forbidden, "OnlyAdministrator");
        if (await links.CreateAsync(station, member, cancel) is not { } link)
            return Refusals.Refuse(context, StatusCodes.Status404NotFound, "NoSuchMember");
        Log.LinkMade(log, maker.Member.Member.Id, member, station);
        return TypedResults.Json(new LinkView(link.Path, link.ExpiresAt), WebJson.Wire.LinkView);
    }

    /// <summary>Everybody of the demonstration.</summary>
    public static async Task<IResult> PeopleAsync(
        HttpContext context, WebRooms rooms, WebWording words, DemoDoor door, WebSessions sessions, SessionCookie cookie,
        CancellationToken cancel)
    {
        if (!door.IsOpenTo(context)) return Refusals.Refuse(context, StatusCodes.Status404NotFound, "DemoOnly");
        var me = (await sessions.FindAsync(cookie.Read(context), cancel))?.Person;
        IReadOnlyList<PersonView> people = [.. rooms.People.Select(x => View(x, x.Home, me, words))];
        return TypedResults.Json(people, WebJson.Wire.IReadOnlyListPersonView);
    }

    /// <summary>Becomes another person of the demonstration.</summary>
    public static async Task<IResult> BecomeAsync(
        HttpContext context, WebRooms rooms, DemoDoor door, WebSessions sessions, SessionCookie cookie,
        CancellationToken cancel)
    {
        if (!door.IsOpenTo(context)) return Refusals.Refuse(context, StatusCodes.Status404NotFound, "DemoOnly");
        if (!WebGuard.ComesFromOurPage(context.Request))
            return Refusals.Refuse(context, StatusCodes.Status403Forbidden, "WrongOrigin");
        if (await JsonBody.ReadAsync(context, WebJson.Wire.MemberRequest, cancel)
                is not { Station: { } station, Member: { } member }
            || rooms.FindPerson(station, member) is null)
            return Refusals.Refuse(context, StatusCodes.Status404NotFound, "NoSuchMember");
        cookie.Write(context, await sessions.ChangeAsync(cookie.Read(context), station, member, DeviceName.Of(context), cancel));
        return TypedResults.NoContent();
    }

    private static PersonView View(WebPerson person, WebMembership at, WebPerson? me, WebWording words) => new(
        at.Station.Code, at.Station.Name, at.Member.Member.Id, person.Name,
        [.. at.Member.Member.Roles.Select(words.RoleName)], person.Key == me?.Key);

    private static partial class Log
    {
        [LoggerMessage(1452, LogLevel.Information, "Member {Member} of station {Station} signed out everywhere: {Sessions} sessions, {Links} links")]
        public static partial void LeftEverywhere(ILogger logger, string member, string station, int sessions, int links);

        [LoggerMessage(1451, LogLevel.Information, "Member {Maker} made a sign-in link for member {Member} of station {Station}")]
        public static partial void LinkMade(ILogger logger, string maker, string member, string station);
    }
}
