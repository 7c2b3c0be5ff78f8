using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Statistics;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Statistics;

public sealed class MorningCheckTests
{
    private static Signal Return(string order, FaultGrade grade = FaultGrade.SameFault, string? booking = null) =>
        New.Signal($"r:{order}", "1", order, grade: grade) with { WorkOrderId = order, BookingId = booking };

    private static Signal Flag(string visit) =>
        New.Signal($"f:{visit}", "1", visit, rule: RuleName.BookingSaysPossibleRepeat);

    private static UnflaggedReturn? Only(Signal signal, IEnumerable<Signal> flags, Dictionary<string, bool?>? answers = null) =>
        MorningCheck.Unflagged([(signal, 7)], flags, answers ?? []).SingleOrDefault();

    [Fact]
    public void A_return_with_the_same_fault_that_nobody_flagged_is_found()
    {
        var found = Only(Return("2"), []);

        Assert.Equal(("2", "1", 7, AtBooking.NoBooking), (found?.WorkOrderId, found?.EarlierWorkOrderId, found?.Case, found?.Booking));
    }

    [Fact]
    public void A_return_that_was_flagged_is_not_found() => Assert.Null(Only(Return("2"), [Flag("2")]));

    [Fact]
    public void A_flag_of_another_visit_says_nothing_of_this_one() => Assert.NotNull(Only(Return("2"), [Flag("3")]));

    [Theory]
    [InlineData(FaultGrade.SameArea)]
    [InlineData(FaultGrade.Unrelated)]
    public void A_return_that_is_less_alike_is_not_held_against_the_booking(FaultGrade grade) =>
        Assert.Null(Only(Return("2", grade), []));

    [Theory]
    [InlineData(false, AtBooking.AnsweredNo)]
    [InlineData(null, AtBooking.NotAsked)]
    public void What_was_written_at_the_booking_is_told(bool? answer, AtBooking expected) =>
        Assert.Equal(expected, Only(Return("2", booking: "b"), [], new() { ["b"] = answer })?.Booking);
}
