using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Commission;

public class VotingFrameTests
{
    private static IEnumerable<string> Ids(VotingFrame frame) => frame.Electorate.Select(x => x.Id).Order();

    [Fact]
    public void The_four_roles_of_the_station_vote_and_the_others_do_not()
    {
        CommissionMember[] staff =
        [
            .. New.Commission, New.Member("advisor", Role.Advisor), New.Member("mechanic", Role.Mechanic),
            New.Member("clerk", Role.BookingClerk), New.Member("admin", Role.Administrator),
        ];
        Assert.Equal(["client", "director", "foreman", "manager"], Ids(New.Frame(staff)));
    }

    [Fact]
    public void One_person_with_several_roles_has_one_vote()
    {
        CommissionMember[] small =
        [
            New.Member("owner", Role.StationManager, Role.HeadOfClientService, Role.ServiceDirector, Role.Administrator),
            New.Member("foreman", Role.Foreman, Role.Advisor),
        ];
        var frame = New.Frame([.. small, small[0]]);
        Assert.Equal(["foreman", "owner"], Ids(frame));
        Assert.Equal(2, frame.Quorum);
    }

    [Fact]
    public void Who_is_recused_does_not_vote_and_the_quorum_shrinks_with_the_electorate()
    {
        var frame = New.Frame(recused: "foreman");
        Assert.Equal(["client", "director", "manager"], Ids(frame));
        Assert.Equal(2, frame.Quorum);
        Assert.Null(frame.Elector("foreman"));
    }

    [Fact]
    public void Recusing_who_has_no_vote_shrinks_nothing()
    {
        var frame = New.Frame([.. New.Commission, New.Member("advisor", Role.Advisor)], recused: "advisor");
        Assert.Equal((4, 3), (frame.Electorate.Count, frame.Quorum));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    [InlineData(9, 4)]
    [InlineData(0, 1)]
    public void The_quorum_is_at_least_one_and_at_most_the_electorate(int set, int frozen) =>
        Assert.Equal(frozen, New.Frame(quorum: set).Quorum);

    [Fact]
    public void With_everyone_recused_nobody_votes_and_no_quorum_is_ever_there()
    {
        var frame = New.Frame(recused: ["client", "manager", "foreman", "director"]);
        Assert.Empty(frame.Electorate);
        Assert.IsType<Standing.NoQuorum>(VotingRules.Stands(frame, []));
    }
}
