namespace ServiceBot.Domain.Commission;

/// <summary>What a member of staff does at the station.</summary>
public enum Role
{
    /// <summary>руководитель клиентской службы. Votes.</summary>
    HeadOfClientService = 1,

    /// <summary>руководитель СТО. Votes; names cause and responsible.</summary>
    StationManager = 2,

    /// <summary>мастер цеха. Votes.</summary>
    Foreman = 3,

    /// <summary>директор департамента по сервису. Votes; has the casting vote.</summary>
    ServiceDirector = 4,

    /// <summary>мастер-консультант. Sees the cards, does not vote.</summary>
    Advisor = 5,

    /// <summary>автомеханик. May attach his own words and photos.</summary>
    Mechanic = 6,

    /// <summary>оператор сервис-бюро.</summary>
    BookingClerk = 7,

    /// <summary>Links members and keeps the service.</summary>
    Administrator = 8,
}

/// <summary>A member of staff as the commission knows them.</summary>
/// <param name="Id">The key in the station's settings.</param>
/// <param name="Name">The name people read.</param>
/// <param name="Roles">One or more.</param>
public sealed record CommissionMember(string Id, string Name, IReadOnlyList<Role> Roles)
{
    /// <summary>The four roles of the commission (a practitioner's method for commercial-vehicle stations).</summary>
    public static IReadOnlyList<Role> VotingRoles { get; } =
        [Role.HeadOfClientService, Role.StationManager, Role.Foreman, Role.ServiceDirector];

    /// <summary>Whether the member has a vote; one, however many roles.</summary>
    public bool MayVote => Roles.Any(VotingRoles.Contains);

    /// <summary>Whether the member has that role.</summary>
    /// <param name="role">The role asked for.</param>
    public bool Is(Role role) => Roles.Contains(role);
}
