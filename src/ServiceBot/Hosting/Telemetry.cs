using System.Diagnostics.Metrics;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Sources;
using ServiceBot.Intake;

namespace ServiceBot.Hosting;

/// <summary>What is counted while the service runs. Called by the features, read at <c>/metrics</c>.</summary>
/// <remarks>Counts begin anew with the process; what must be known exactly is counted from the facts.</remarks>
internal static class Telemetry
{
    /// <summary>The meter's name, for listeners.</summary>
    public const string MeterName = "ServiceBot";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> RecordCounter = Meter.CreateCounter<long>(
        "servicebot.records", null, "Source records taken, by kind and outcome");

    private static readonly Counter<long> RejectedCounter = Meter.CreateCounter<long>(
        "servicebot.records.rejected", null, "Source records that could not be taken, by kind and way in");

    private static readonly Counter<long> SignalCounter = Meter.CreateCounter<long>(
        "servicebot.signals", null, "Signals recorded, by rule and mode");

    private static readonly Counter<long> OpenedCounter = Meter.CreateCounter<long>(
        "servicebot.cases.opened", null, "Cases opened, by station");

    private static readonly Counter<long> DecidedCounter = Meter.CreateCounter<long>(
        "servicebot.cases.decided", null, "Votes that ended, by verdict; Undecided where none came in time");

    private static readonly Counter<long> VoteCounter = Meter.CreateCounter<long>(
        "servicebot.votes", null, "Votes cast or changed, by choice");

    private static readonly Counter<long> SendCounter = Meter.CreateCounter<long>(
        "servicebot.sends", null, "Messages sent or edited, by channel and category of outcome");

    private static readonly Counter<long> RateLimitedCounter = Meter.CreateCounter<long>(
        "servicebot.rate.limited", null, "Calls of a channel refused for being too many (429), of sends, edits and answers");

    private static readonly Counter<long> PressCounter = Meter.CreateCounter<long>(
        "servicebot.presses", null, "Presses taken, by channel and outcome");

    private static readonly Histogram<double> PressWait = Meter.CreateHistogram(
        "servicebot.press.answer", "s", "From hearing a press to its answer, by channel", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    private static readonly Histogram<double> DetectionTime = Meter.CreateHistogram(
        "servicebot.detection", "s", "One judgement of the vehicles of a batch: history, rules, cases", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });

    private static readonly Counter<long> RefusedCallCounter = Meter.CreateCounter<long>(
        "servicebot.api.refused", null, "Calls of the API without a known key");

    private static readonly Counter<long> FileCounter = Meter.CreateCounter<long>(
        "servicebot.files", null, "Files of the inbox, by outcome");

    /// <summary>Records were taken.</summary>
    public static void Records(RecordKind kind, RecordOutcome outcome, long count = 1) =>
        RecordCounter.Add(count, new("kind", kind.ToString()), new("outcome", outcome.ToString()));

    /// <summary>Records could not be taken.</summary>
    /// <param name="wayIn"><c>api</c> or <c>file</c>.</param>
    public static void Rejected(RecordKind? kind, string wayIn, long count)
    {
        if (count > 0) RejectedCounter.Add(count, new("kind", kind?.ToString() ?? "unknown"), new("way", wayIn));
    }

    /// <summary>A rule raised a signal that was not there before.</summary>
    public static void Signal(RuleName rule, RuleMode mode) =>
        SignalCounter.Add(1, new("rule", rule.ToString()), new("mode", mode.ToString()));

    public static void CaseOpened(string station) => OpenedCounter.Add(1, new KeyValuePair<string, object?>("station", station));

    /// <param name="verdict">The name of the verdict, or <c>Undecided</c>.</param>
    public static void CaseDecided(string verdict) => DecidedCounter.Add(1, new KeyValuePair<string, object?>("verdict", verdict));

    /// <param name="choice">The name of the choice.</param>
    public static void Vote(string choice) => VoteCounter.Add(1, new KeyValuePair<string, object?>("choice", choice));

    /// <param name="outcome">The category of the outcome: <c>Sent</c>, <c>RateLimited</c>.</param>
    public static void Send(string channel, bool isEdit, string outcome) =>
        SendCounter.Add(1, new("channel", channel), new("act", isEdit ? "edit" : "send"), new("outcome", outcome));

    /// <summary>The other side asked for fewer calls.</summary>
    public static void RateLimited(string channel) => RateLimitedCounter.Add(1, new KeyValuePair<string, object?>("channel", channel));

    /// <param name="outcome">The name under which the press is kept.</param>
    public static void Press(string channel, string outcome) =>
        PressCounter.Add(1, new("channel", channel), new("outcome", outcome));

    /// <summary>A press was answered after so long.</summary>
    public static void PressAnswered(string channel, TimeSpan wait) =>
        PressWait.Record(Math.Max(0, wait.TotalSeconds), new KeyValuePair<string, object?>("channel", channel));

    /// <summary>Measures until it is disposed of; a judgement that breaks is measured too.</summary>
    public static IDisposable MeasureDetection(TimeProvider time) => new Stopping(time, time.GetTimestamp());

    /// <param name="reason">Which refusal: a name of ours, nothing the caller wrote.</param>
    public static void CallRefused(string reason) =>
        RefusedCallCounter.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <param name="outcome"><c>done</c>, <c>partly</c>, <c>rejected</c>.</param>
    public static void InboxFile(string outcome) => FileCounter.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private sealed class Stopping(TimeProvider time, long began) : IDisposable
    {
        public void Dispose() => DetectionTime.Record(time.GetElapsedTime(began).TotalSeconds);
    }
}
