using System.Globalization;
using ServiceBot.Alerts;
using ServiceBot.Digests;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Statistics;
using ServiceBot.Stations;

namespace ServiceBot.Tests.Digests;

/// <summary>Digests as plain values, to be worded.</summary>
internal static class Drawn
{
    public static readonly ReportingWeek Week = ReportingWeek.Of(new DateOnly(2026, 11, 16));

    public static Station Station(string name = "СТО Северный") => new(
        "sever", name, new StationCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow")), true, false, [], [],
        new CommissionRules(3, TimeSpan.FromHours(16), TimeSpan.Zero, false, true));

    public static DigestPage Page(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return new DigestPage(new DigestWording(culture), new CardWording(culture));
    }

    public static string Text(string language, DigestContent digest, bool late = false) =>
        DigestPage.Text(Page(language).Write(Station(), digest, late));

    /// <summary>A week in which nothing happened.</summary>
    public static DigestContent Quiet { get; } = new()
    {
        Week = Week,
        AsOf = new DateTimeOffset(2026, 11, 22, 21, 0, 0, TimeSpan.Zero),
        IsRunning = false,
        Suspected = 0,
        Confirmed = 0,
        Rejected = 0,
        Undecided = 0,
        Withdrawn = 0,
        Reopened = 0,
        Open = 0,
        Overdue = 0,
        Rate = new Proportion(0, 0),
        RateBefore = new Proportion(0, 0),
        Causes = [],
        Responsible = [],
        Waiting = [],
        Signals = [],
        Returns = [],
        LoweredFlags = [],
        OrdersWithoutBooking = null,
    };

    /// <summary>A week that has something of everything.</summary>
    public static DigestContent Full { get; } = Quiet with
    {
        Suspected = 5,
        Confirmed = 3,
        Rejected = 2,
        Undecided = 1,
        Withdrawn = 1,
        Reopened = 1,
        Open = 4,
        Overdue = 2,
        Rate = new Proportion(3, 78),
        RateBefore = new Proportion(2, 80),
        Causes = [new(Cause.Diagnosis, 2), new(Cause.CustomerPart, 1)],
        Responsible = [new(ResponsibleKind.Process, null, 2), new(ResponsibleKind.Mechanic, null, 1)],
        Waiting =
        [
            new(Awaited.Vote, "Мастеров Ц. Х.", [new(12, true, 6), new(15, false, 1)]),
            new(Awaited.Vote, "Рогов С. Т.", [new(15, false, 1)]),
            new(Awaited.DirectorsVote, "Директоров Д. П.", [new(11, true, 8)]),
            new(Awaited.MajorityOfVotes, null, [new(10, true, 9)]),
            new(Awaited.Cause, null, [new(13, false, 1), new(14, false, 0)]),
            new(Awaited.Responsible, null, [new(9, false, 3)]),
            new(Awaited.CustomerCall, null, [new(9, false, 3), new(13, false, 1), new(14, false, 5)]),
        ],
        Signals =
        [
            new(RuleName.BookingSaysPossibleRepeat, 3, 0), new(RuleName.SurveyNamesPoorRepair, 1, 2),
            new(RuleName.ReturnedWithinWindow, 4, 0), new(RuleName.ReportedByStaff, 1, 0),
        ],
        Returns = [new(FaultGrade.SameFault, 1), new(FaultGrade.SameArea, 1), new(FaultGrade.Unrelated, 2)],
        LoweredFlags = [new(RecordKind.Booking, "З-000117"), new(RecordKind.WorkOrder, "ЗН-000345")],
        OrdersWithoutBooking = ["ЗН-000341", "ЗН-000350"],
    };
}
