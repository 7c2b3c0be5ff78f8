using Microsoft.EntityFrameworkCore;
using ServiceBot.Alerts;
using ServiceBot.Chat;
using ServiceBot.Digests;
using ServiceBot.Domain.Statistics;
using ServiceBot.Stations;
using ServiceBot.Statistics;

namespace ServiceBot.Conversation;

/// <summary><c>/digest</c>: the last finished week's digest, as it was sent where it was; <c>/digest 2026-W47</c> another.</summary>
internal sealed class DigestChatCommand(
    DigestReader reader, DigestPage page, DigestPost post, ConversationWording words, TimeProvider time) : IChatCommand
{
    public string Name => "digest";

    public async Task<MessageContent> AnswerAsync(CommandCall call, Membership? member, CancellationToken cancel)
    {
        var station = member!.Station;
        var now = time.GetUtcNow();
        var running = ReportingWeek.Of(now, station.Calendar);
        var week = running.Previous;
        if (call.Argument.Length > 0 && !ReportingWeek.TryParse(call.Argument.ToUpperInvariant(), out week))
            return MessageContent.Plain(words.Format("DigestUnreadable", ShortText.Said(call.Argument, 60)), words["DigestUsage"]);
        if (week!.CompareTo(running) > 0) return MessageContent.Plain(words.Format("DigestNotBegun", week), words["DigestUsage"]);
        return (await post.FrozenAsync(call.Db, station.Code, week, cancel))?.Message
            ?? page.Write(station, await reader.ReadAsync(call.Db, station, week, now, cancel), late: false);
    }
}

/// <summary><c>/stats</c>: the last thirty days beside the thirty before.</summary>
internal sealed class StatsCommand(
    StatisticsReader reader, CardWording cards, ConversationWording words, TimeProvider time) : IChatCommand
{
    private const int Days = 30;
    private const int MostCauses = 3;

    public string Name => "stats";

    public async Task<MessageContent> AnswerAsync(CommandCall call, Membership? member, CancellationToken cancel)
    {
        var station = member!.Station;
        var to = time.GetUtcNow();
        var from = to.AddDays(-Days);
        var now = await reader.ReadAsync(station.Code, from, to, cancel);
        var before = await reader.ReadAsync(station.Code, from.AddDays(-Days), from, cancel);
        List<string> lines =
        [
            words.Format("StatsCases", now.Cases.Total, before.Cases.Total),
            words.Format("StatsRepeat", now.Verdicts.GetValueOrDefault("Repeat"), before.Verdicts.GetValueOrDefault("Repeat")),
            words.Format("StatsNotRepeat", now.Verdicts.GetValueOrDefault("NotRepeat"), before.Verdicts.GetValueOrDefault("NotRepeat")),
            words.Format("StatsOrders", now.RepairOrders, before.RepairOrders),
            now.RepeatsPer100.Rate is { } rate
                ? before.RepeatsPer100.Rate is { } was ? words.Format("StatsRate", rate, was) : words.Format("StatsRateAlone", rate)
                : words["StatsNoRate"],
        ];
        if (now.HoursToVerdict.Median is { } hours) lines.Add(words.Format("StatsHours", hours));
        var causes = now.Causes.Where(x => x.Value > 0).OrderByDescending(x => x.Value).ThenBy(x => x.Key, StringComparer.Ordinal)
            .Take(MostCauses).Select(x => words.Format("StatsCause", cards["Cause" + x.Key], x.Value)).ToList();
        if (causes.Count > 0) lines.Add(words.Format("StatsCauses", string.Join(", ", causes)));
        return MessageContent.Plain(
            words.Format("StatsTitle", ShortText.Name(station.Name), station.Calendar.Local(from), station.Calendar.Local(to)), [.. lines]);
    }
}
