using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Signals;

public class NothingRepairedTests
{
    private static Signal? Return(WorkOrder earlier, string complaint = New.KnockAgain) =>
        Judging.Return(earlier, New.Return("R1", "2026-11-05 10:00", complaint));

    private static WorkOrder Done(params string[] works) => New.WorkOrder("E1", "2026-11-01 09:00", "2026-11-01 18:00") with
    {
        Lines = [.. works.Select(x => new WorkOrderLine(null, x))],
    };

    [Theory]
    [InlineData("диагностика подвески")]
    [InlineData("осмотр ходовой части, стук спереди")]
    [InlineData("рекомендована замена шаровой опоры левой")]
    [InlineData("проверка подвески; клиент отказался от замены шаровой опоры")]
    public void What_was_only_looked_at_cannot_have_been_repaired_badly_and_opens_no_case(string work)
    {
        var signal = Return(Done(work))!;
        Assert.Equal(
            (FaultGrade.SameArea, SimilarityReason.OnlyLookedAt, false),
            (signal.Evidence.Grade, signal.Evidence.Reason, signal.OpensCase));
    }

    [Fact]
    public void A_diagnosis_beside_a_repair_is_a_repair() =>
        Assert.True(Return(Done("диагностика подвески", New.BallJoint))!.OpensCase);

    [Fact]
    public void An_order_on_which_a_part_was_fitted_did_not_only_look() =>
        Assert.True(Return(Done("диагностика подвески, стук спереди") with { Parts = [new PartLine(null, "шаровая опора левая")] })!.OpensCase);

    [Fact]
    public void An_order_without_lines_is_not_known_to_have_only_looked() => Assert.True(Return(Done())!.OpensCase);

    [Theory]
    [InlineData("контрольный осмотр после замены шаровой опоры, жалоб нет")]
    [InlineData("без жалоб, протяжка шаровой опоры")]
    public void A_planned_check_without_complaint_brings_no_fault_back(string complaint)
    {
        var signal = Return(Done(New.BallJoint), complaint)!;
        Assert.Equal((SimilarityReason.NoComplaint, false), (signal.Evidence.Reason, signal.OpensCase));
    }

    [Fact]
    public void A_flagged_booking_opens_its_case_although_it_was_only_looked_at() =>
        Assert.True(Judging.Of(Done("диагностика подвески"), New.Booking("B1", "2026-11-05 10:00"))
            .Only(RuleName.BookingSaysPossibleRepeat)!.OpensCase);
}
