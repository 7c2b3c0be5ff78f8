using System.Text.Json;
using ServiceBot.Domain.Cases;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;

namespace ServiceBot.Tests.Intake.Files;

/// <summary>Holds the rules, as they are set at delivery, against what is true about the samples.</summary>
public sealed class SamplesJudgedTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples");

    // In these a rule has good reason to speak; the commission has to say no (samples/README.md).
    private static readonly string[] ForTheCommission = ["FlagAboutOtherWorkshop", "FlagWithUnrelatedFault", "OutsideDamage"];

    private static readonly Lazy<IReadOnlyList<CaseGroup>> Shared = new(Judge);

    private static IReadOnlyList<CaseGroup> Cases => Shared.Value;

    public static TheoryData<string, string?, string?, string?> Repeats()
    {
        var rows = new TheoryData<string, string?, string?, string?>();
        foreach (var repeat in Truth("repeats"))
            rows.Add(Text(repeat, "earlierWorkOrderId")!, Text(repeat, "returnWorkOrderId"), Text(repeat, "bookingId"), Text(repeat, "surveyResponseId"));
        return rows;
    }

    public static TheoryData<string, string[], string[], string[]> Lookalikes()
    {
        var rows = new TheoryData<string, string[], string[], string[]>();
        foreach (var other in Truth("lookalikes"))
            rows.Add(Text(other, "kind")!, Ids(other, "workOrderIds"), Ids(other, "bookingIds"), Ids(other, "surveyResponseIds"));
        return rows;
    }

    [Theory]
    [MemberData(nameof(Repeats))]
    public void Every_repair_that_came_back_opens_one_case(string earlier, string? back, string? booking, string? survey)
    {
        var found = Cases.Where(x => x.EarlierWorkOrderId == earlier).ToList();

        var group = Assert.Single(found);
        Assert.True(group.OpensCase);
        if (back is not null) Assert.Contains(group.Signals, s => s.WorkOrderId == back || s.ReturnId == back);
        if (booking is not null && group.Signals.Any(s => s.Rule == RuleName.BookingSaysPossibleRepeat))
            Assert.Contains(group.Signals, s => s.BookingId == booking);
        if (survey is not null) Assert.Contains(group.Signals, s => s.SurveyResponseId == survey);
    }

    [Theory]
    [MemberData(nameof(Lookalikes))]
    public void What_only_looks_like_a_repeat_opens_none(string kind, string[] orders, string[] bookings, string[] surveys)
    {
        var touching = Cases.Where(g => g.Signals.Any(s =>
            (orders.Contains(s.EarlierWorkOrderId) && (s.WorkOrderId is null || orders.Contains(s.WorkOrderId)))
            || bookings.Contains(s.BookingId) || surveys.Contains(s.SurveyResponseId))).ToList();

        if (ForTheCommission.Contains(kind)) Assert.Single(touching);
        else Assert.Empty(touching);
    }

    [Fact]
    public void There_are_no_other_cases()
    {
        var known = Truth("repeats").Select(x => Text(x, "earlierWorkOrderId"))
            .Concat(Truth("lookalikes").Where(x => ForTheCommission.Contains(Text(x, "kind"))).SelectMany(x => Ids(x, "workOrderIds")))
            .ToHashSet();
        Assert.Empty(Cases.SelectMany(x => x.Signals).Where(x => !known.Contains(x.EarlierWorkOrderId) && !known.Contains(x.WorkOrderId))
            .Select(x => (x.Key, x.EarlierWorkOrderId, x.Evidence.Quote)));
        Assert.Equal(Truth("repeats").Count() + ForTheCommission.Length, Cases.Count);
    }

    private static IReadOnlyList<CaseGroup> Judge()
    {
        var records = new[] { "zayavki-2026-08-11.csv", "zakaz-naryady-2026-08-11.csv", "oprosy-2026-08-11.csv" }
            .SelectMany(name => FileTrial.Read(File.ReadAllBytes(Path.Combine(Folder, name)), name).Records).ToList();
        var calendar = new StationCalendar(FileTrial.Moscow);
        return
        [
            .. VehicleHistory.Gather(records, [], new VisitRules())
                .SelectMany(history => CaseGroup.Gather(Rules.Judge(history, new RuleSettings(), calendar))),
        ];
    }

    private static IEnumerable<JsonElement> Truth(string list)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "truth.json")));
        return [.. document.RootElement.GetProperty(list).EnumerateArray().Select(x => x.Clone())];
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string[] Ids(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(id => id.GetString()!)];
}
