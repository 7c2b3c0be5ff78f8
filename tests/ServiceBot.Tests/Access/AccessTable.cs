using System.Text.RegularExpressions;

namespace ServiceBot.Tests.Access;

/// <summary>Every kind of caller of an address.</summary>
public enum Caller
{
    Nobody, WrongKey, KeyOfOther, KeyOfHere, KeyOfAll, HookSecret, MadeUpSession, ExpiredSession, MemberOfOther, Mechanic, Commission, Administrator,
}

/// <summary>An address with the status that each kind of caller gets.</summary>
public sealed record AccessRow(string Address, IReadOnlyDictionary<Caller, int> Expected)
{
    public override string ToString() => Address;
}

/// <summary>
/// Who may do what: the one place in which it is written. What is asked for exists and belongs to one station ("here"); a caller
/// "of other" belongs to another. An address that is not here fails the tests.
/// </summary>
internal static partial class AccessTable
{
    private const string Addresses =
        """
        //                                                              key                      session
        // address                                              nobody  wrong other here all     hook    made-up expired other mechanic vote admin
        POST /api/v1/bookings                                   401     401   422   200  200     401     401     401     401   401      401  401
        POST /api/v1/work-orders                                401     401   422   200  200     401     401     401     401   401      401  401
        POST /api/v1/survey-responses                           401     401   422   200  200     401     401     401     401   401      401  401
        POST /api/v1/calls                                      401     401   422   200  200     401     401     401     401   401      401  401
        POST /api/v1/cases                                      401     401   422   201  201     401     401     401     401   401      401  401
        GET  /api/v1/cases                                      401     401   200   200  200     401     401     401     401   401      401  401
        GET  /api/v1/cases?station={station}                    401     401   404   200  200     401     401     401     401   401      401  401
        GET  /api/v1/cases/{station}/{number}                   401     401   404   200  200     401     401     401     401   401      401  401
        GET  /api/v1/signals                                    401     401   200   200  200     401     401     401     401   401      401  401
        GET  /api/v1/signals?station={station}                  401     401   404   200  200     401     401     401     401   401      401  401
        GET  /api/v1/statistics?station={station}               401     401   404   200  200     401     401     401     401   401      401  401
        GET  /openapi/{documentName}.json                       200     200   200   200  200     200     200     200     200   200      200  200
        GET  /                                                  200     200   200   200  200     200     200     200     200   200      200  200
        GET  /chat/page/{name}                                  200     200   200   200  200     200     200     200     200   200      200  200
        GET  /enter/{code}                                      200     200   200   200  200     200     200     200     200   200      200  200
        POST /enter/{code}                                      303     303   303   303  303     303     303     303     303   303      303  303
        GET  /chat/api/texts                                    200     200   200   200  200     200     200     200     200   200      200  200
        GET  /chat/api/demo/people                              404     404   404   404  404     404     404     404     404   404      404  404
        POST /chat/api/demo/become                              404     404   404   404  404     404     404     404     404   404      404  404
        GET  /chat/api/me                                       401     401   401   401  401     401     401     401     200   200      200  200
        POST /chat/api/leave                                    401     401   401   401  401     401     401     401     204   204      204  204
        POST /chat/api/leave-everywhere                         401     401   401   401  401     401     401     401     204   204      204  204
        GET  /chat/api/sessions                                 401     401   401   401  401     401     401     401     200   200      200  200
        POST /chat/api/sessions/{session}/end                   401     401   401   401  401     401     401     401     404   404      204  404
        POST /chat/api/links                                    401     401   401   401  401     401     401     401     403   403      403  200
        GET  /chat/api/rooms                                    401     401   401   401  401     401     401     401     200   200      200  200
        GET  /chat/api/rooms/{room}/messages                    401     401   401   401  401     401     401     401     404   200      200  200
        POST /chat/api/rooms/{room}/messages                    401     401   401   401  401     401     401     401     404   201      201  201
        GET  /chat/api/rooms/{room}/photos/{key}                401     401   401   401  401     401     401     401     404   200      200  200
        GET  /chat/api/rooms/{room}/messages/{message}/pictures/{key}   401 401 401 401 401      401     401     401     404   200      200  200
        POST /chat/api/rooms/{room}/read                        401     401   401   401  401     401     401     401     404   204      204  204
        POST /chat/api/press                                    401     401   401   401  401     401     401     401     404   200      200  200
        GET  /chat/api/events                                   401     401   401   401  401     401     401     401     200   200      200  200
        POST /hooks/{name}                                      401     401   401   401  401     200     401     401     401   401      401  401
        POST /hooks/{name}/{secret}                             401     401   401   401  401     200     401     401     401   401      401  401
        ANY  /from-telegram/9f3c                                404     404   404   404  404     200     404     404     404   404      404  404
        ANY  /health/live                                       200     200   200   200  200     200     200     200     200   200      200  200
        ANY  /health/ready                                      200     200   200   200  200     200     200     200     200   200      200  200
        GET  /metrics                                           200     200   200   200  200     200     200     200     200   200      200  200
        """;

    /// <summary>Buttons by what is kept of them; <c>*</c> stands for any value. Who is not named may press.</summary>
    private const string Buttons =
        """
        // button               stranger       other          mechanic            advisor             foreman             client              director            manager  admin
        case vote:*             NotAMember     NotAMember     NoVoteRight         NoVoteRight         may                 may                 may                 may      NoVoteRight
        case diagnosis          NotAMember     NotAMember     NoVoteRight         NoVoteRight         may                 may                 may                 may      NoVoteRight
        case cause:*            NotAMember     NotAMember     OnlyStationManager  OnlyStationManager  OnlyStationManager  OnlyStationManager  OnlyStationManager  may      OnlyStationManager
        case cause-back         NotAMember     NotAMember     OnlyStationManager  OnlyStationManager  OnlyStationManager  OnlyStationManager  OnlyStationManager  may      OnlyStationManager
        case responsible:*      NotAMember     NotAMember     OnlyStationManager  OnlyStationManager  OnlyStationManager  OnlyStationManager  OnlyStationManager  may      OnlyStationManager
        case call:*             NotAMember     NotAMember     OnlyClientService   may                 OnlyClientService   may                 OnlyClientService   may      OnlyClientService
        case reopen             NotAMember     NotAMember     NoVoteRight         NoVoteRight         may                 may                 may                 may      NoVoteRight
        returns *               NotAMember     NotAMember     may                 may                 may                 may                 may                 may      may
        join link:*             JoinOnlyAdministrator JoinOnlyAdministrator JoinOnlyAdministrator JoinOnlyAdministrator JoinOnlyAdministrator JoinOnlyAdministrator JoinOnlyAdministrator JoinOnlyAdministrator may
        join refuse             JoinOnlyAdministrator JoinOnlyAdministrator JoinOnlyAdministrator JoinOnlyAdministrator JoinOnlyAdministrator JoinOnlyAdministrator JoinOnlyAdministrator JoinOnlyAdministrator may
        """;

    /// <summary>Commands of the chat: whom they are answered to. "members" means those of the station that the answer is about.</summary>
    public static IReadOnlyDictionary<string, string> Commands { get; } = new Dictionary<string, string>
    {
        ["start"] = "everybody", ["help"] = "everybody", ["join"] = "everybody", ["mine"] = "members", ["cases"] = "members", ["case"] = "members",
        ["find"] = "members", ["report"] = "members", ["digest"] = "members", ["stats"] = "members", ["copy"] = "members",
    };

    /// <summary>Commands of the command line ask for no caller: whoever may read the settings and the database may run them.</summary>
    public static IReadOnlyList<string> ProgramCommands { get; } =
        ["backtest", "backup", "cases", "check", "demo", "digest", "forget", "import", "key", "link", "migrate", "restore", "run"];

    public static IReadOnlyList<AccessRow> Rows { get; } = [.. Lines(Addresses).Select(parts =>
    {
        var callers = Enum.GetValues<Caller>();
        Assert.Equal(2 + callers.Length, parts.Length);
        return new AccessRow($"{parts[0]} {parts[1]}", callers.ToDictionary(x => x, x => int.Parse(parts[2 + (int)x])));
    })];

    /// <summary>Kinds of persons before a button, in the order of the table's columns.</summary>
    public static IReadOnlyList<string> Persons { get; } =
        ["stranger", "other", "mechanic", "advisor", "foreman", "client", "director", "manager", "admin"];

    /// <summary>Subject kind, action with <c>*</c>, and for each person <c>may</c> or the name of the refusal.</summary>
    public static IReadOnlyList<(string Subject, string Action, IReadOnlyList<string> Expected)> ButtonRows { get; } =
        [.. Lines(Buttons).Select(parts => (parts[0], parts[1], (IReadOnlyList<string>)parts[2..]))];

    private static IEnumerable<string[]> Lines(string table) => table.Split('\n')
        .Where(x => x.Length > 0 && !x.StartsWith("//", StringComparison.Ordinal)).Select(x => Spaces().Split(x.Trim()));

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
