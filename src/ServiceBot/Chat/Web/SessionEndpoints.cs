namespace ServiceBot.Chat.Web;

/// <summary>Where a person is signed in, and the end of one of these sessions.</summary>
internal static partial class SessionEndpoints
{
    public static async Task<IResult> ListAsync(HttpContext context, WebSessions sessions, CancellationToken cancel)
    {
        var visitor = context.Visitor();
        IReadOnlyList<SessionView> mine =
        [
            .. (await sessions.OfAsync(visitor.Person, cancel)).Select(x => new SessionView(
                x.Id, x.Session.Device, x.Session.CreatedAt, x.Session.SeenAt, x.Id == visitor.SessionId)),
        ];
        return TypedResults.Json(mine, WebJson.Wire.IReadOnlyListSessionView);
    }

    /// <summary>Ends it; of a session of somebody else nothing is told.</summary>
    public static async Task<IResult> EndAsync(
        HttpContext context, string session, WebSessions sessions, SessionCookie cookie, ILogger<WebSessions> log, CancellationToken cancel)
    {
        var visitor = context.Visitor();
        if (!await sessions.EndAsync(visitor.Person, session, cancel))
            return Refusals.Refuse(context, StatusCodes.Status404NotFound, "NoSuchSession");
        Log.Ended(log, visitor.Person.Home.Member.Member.Id, visitor.Person.Home.Station.Code);
        if (session == visitor.SessionId) cookie.Remove(context);
        return TypedResults.NoContent();
    }

    private static partial class Log
    {
        [LoggerMessage(1453, LogLevel.Information, "Member {Member} of station {Station} ended a session of his")]
        public static partial void Ended(ILogger log, string member, string station);
    }
}
