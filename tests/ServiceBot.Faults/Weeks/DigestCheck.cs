using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Domain.Commission;
using ServiceBot.Domain.Signals;
using ServiceBot.FakeTelegram;

namespace ServiceBot.Faults.Weeks;

/// <summary>Each station has got one digest of the week, and its figures are the truth's.</summary>
internal sealed partial class DigestCheck(Town town, WeekScript script, WeekWatch watch, Findings findings)
{
    private const string Key = "digest:2026-W47";

    /// <summary>Whether a message is the digest of this week.</summary>
    public static bool IsOfTheWeek(FakeMessage message) => message.Words.StartsWith("Сводка за неделю 47", StringComparison.Ordinal);

    /// <summary>Compares.</summary>
    /// <param name="wasWeeksAhead">Whether there may be digests of later weeks besides.</param>
    public async Task RunAsync(bool wasWeeksAhead)
    {
        var kept = await town.ReadAsync(db => db.Documents.AsNoTracking().Where(x => x.Key.StartsWith("digest:")).Select(x => new { x.Station, x.Key }).ToListAsync());
        var rows = (await Store.OutboxAsync(town)).Where(x => x.Subject.StartsWith("digest:", StringComparison.Ordinal)).ToList();
        foreach (var place in town.Places)
        {
            var own = kept.Where(x => x.Station == place.Code).Select(x => x.Key).ToList();
            if (wasWeeksAhead) findings.Add("digests of weeks to come", own.RemoveAll(x => string.CompareOrdinal(x, Key) > 0));
            findings.Check(own is [Key], $"{place.Code}: digests {string.Join(", ", own)}");
            var messages = watch.GroupsOf(place.Code).SelectMany(town.Telegram.BotMessages).Where(IsOfTheWeek).ToList();
            findings.Lost += messages.Count == 0 ? 1 : 0;
            findings.Doubled += Math.Max(0, messages.Count - 1);
            findings.Check(messages.Count > 0, $"{place.Code}: no digest in the chat");
            var strays = rows.Where(x => x.ChatKey == place.Key && x.Subject.EndsWith(Key[^8..], StringComparison.Ordinal)).Sum(x => x.Strays);
            findings.Check(messages.Count <= 1 + strays, $"{place.Code}: {messages.Count} digests in the chat, {strays} marked");
            if (messages.Count > 1) findings.Marked += Math.Min(messages.Count - 1, strays);
            foreach (var message in messages) Compare(place.Code, message);
        }

        findings.Add("digests", kept.Count);
    }

    private void Compare(string station, FakeMessage message)
    {
        var cases = script.Stories.Where(x => x.Station == station && x.Case is not null).Select(x => x.Case!).ToList();
        Dictionary<string, int> truth = new()
        {
            ["Под подозрением"] = cases.Count,
            ["Подтверждено"] = cases.Count(x => x.Verdict == Verdict.Repeat),
            ["Отклонено"] = cases.Count(x => x.Verdict == Verdict.NotRepeat),
            ["Не решено в срок"] = 0,
            ["Открыто"] = cases.Count(x => x.Verdict is null),
            ["Просрочено"] = 0,
            ["Ремонтных заказ-нарядов закрыто"] = script.RepairsClosed(station),
            ["• отметка при записи"] = Signals(station, RuleName.BookingSaysPossibleRepeat),
            ["• ответ на опрос"] = Signals(station, RuleName.SurveyNamesPoorRepair),
            ["• возврат после ремонта"] = Signals(station, RuleName.ReturnedWithinWindow),
        };
        foreach (var cause in cases.Where(x => x.Cause is not null).GroupBy(x => x.Cause!)) truth["• " + NameOf(cause.Key)] = cause.Count();
        var told = Figure().Matches(message.Words).DistinctBy(x => x.Groups[1].Value)
            .ToDictionary(x => x.Groups[1].Value, x => int.Parse(x.Groups[2].Value, CultureInfo.InvariantCulture));
        foreach (var (name, count) in truth)
            findings.Check(told.GetValueOrDefault(name) == count, $"{station}: the digest says «{name}: {told.GetValueOrDefault(name)}», it is {count}\n{message.Words}");
    }

    private int Signals(string station, RuleName rule) =>
        script.Signals.Count(x => x.Station == station && x.Key.StartsWith(rule + ":", StringComparison.Ordinal));

    private static string NameOf(string cause) => cause switch
    {
        Buttons.Training => "не хватило навыка, нужно обучение", Buttons.Workmanship => "нарушение технологии ремонта", _ => "не было выходного контроля",
    };

    [GeneratedRegex("^([^:\n]+): ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Figure();
}
