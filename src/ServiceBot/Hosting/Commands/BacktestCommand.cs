using System.CommandLine;
using System.Globalization;
using ServiceBot.Backtests;
using ServiceBot.Domain.Signals;
using ServiceBot.Domain.Statistics;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>backtest</c>: what the rules would have raised on the history, per window, without raising it.</summary>
internal static class BacktestCommand
{
    public static Command Create(CommandFrame frame)
    {
        var station = frame.Station();
        var from = Day("--from", frame.Words["OptionFrom"]);
        var to = Day("--to", frame.Words["OptionTo"]);
        var window = new Option<int[]>("--window")
        {
            Description = frame.Words["OptionWindow"], HelpName = "N", AllowMultipleArgumentsPerToken = true,
        };
        window.Validators.Add(result =>
        {
            if (result.Tokens.Any(x => !int.TryParse(x.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > 3_650))
                result.AddError(frame.Words["WindowOutOfRange"]);
        });
        var command = frame.New("backtest");
        command.Options.Add(station);
        command.Options.Add(from);
        command.Options.Add(to);
        command.Options.Add(window);
        frame.Does(command, async (run, cancel) =>
        {
            var code = run.Arguments.GetValue(station);
            if (run.Station(code) is not { } found) return run.RefuseStation(code);
            var calendar = found.Calendar;
            var (first, last) = (run.Arguments.GetValue(from), run.Arguments.GetValue(to));
            if (first > last) return run.Refuse(run.Words.Format("SpanBackwards", first, last));
            await using var services = await CommandServices.BuildReadyAsync(run, cancel);
            IReadOnlyList<int> windows = run.Arguments.GetValue(window) is { Length: > 0 } named ? named : Backtest.UsualWindows;
            var backtest = await services.GetRequiredService<BacktestReader>().RunAsync(
                found, windows,
                first is { } a ? calendar.Instant(a.ToDateTime(TimeOnly.MinValue)) : DateTimeOffset.MinValue,
                last is { } b ? calendar.Instant(b.AddDays(1).ToDateTime(TimeOnly.MinValue)) : DateTimeOffset.MaxValue,
                cancel);
            Print(run, found.Name, backtest);
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<DateOnly?> Day(string name, string description)
    {
        var day = new Option<DateOnly?>(name) { Description = description, HelpName = "2026-11-01" };
        day.CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
                return read;
            result.AddError($"{name} {result.Tokens[0].Value}: yyyy-MM-dd");
            return null;
        };
        return day;
    }

    private static void Print(CommandRun run, string station, Backtest backtest)
    {
        var (words, print) = (run.Words, run.Terminal.Out);
        print.WriteLine(words.Format("BacktestTitle", station, backtest.RepairOrders));
        foreach (var window in backtest.Windows)
        {
            print.WriteLine(words.Format(
                "BacktestWindow", window.Days, window.Returns.Count, window.Of(FaultGrade.SameFault), window.Of(FaultGrade.SameArea),
                window.Of(FaultGrade.Unrelated), window.Cases));
            print.WriteLine("  " + string.Join(", ", Enum.GetValues<RuleName>().Select(
                x => $"{x} {window.Signals.GetValueOrDefault(x).ToString(words.Culture)}")));
            if (window.LeftOut.Count == 0) continue;
            print.WriteLine("  " + words.Format("BacktestLeftOut", string.Join(", ", window.LeftOut.GroupBy(x => (x.Because, x.Kind))
                .OrderBy(x => x.Key).Select(x => words.Format("BacktestReason", Reason(x.First(), words), x.Count())))));
        }

        // The widest window holds the returns of all others; the days tell which.
        var widest = backtest.Windows[^1];
        if (widest.Returns.Count > 0) print.WriteLine(words.Format("BacktestReturns", widest.Days));
        foreach (var one in widest.Returns)
        {
            print.WriteLine("  " + words.Format(
                "BacktestReturn", one.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), one.WorkOrderId, one.EarlierWorkOrderId,
                one.DaysSince, one.Vehicle.Plate?.Display ?? one.Vehicle.Vin?.Value ?? "—", words["Backtest" + one.Grade],
                string.Join(", ", one.Terms.Take(5))).TrimEnd());
        }

        if (widest.LeftOut.Count > 0) print.WriteLine(words.Format("BacktestLeftOutList", widest.Days));
        foreach (var one in widest.LeftOut)
        {
            print.WriteLine("  " + words.Format(
                "BacktestLeftOutLine", one.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), one.WorkOrderId,
                one.EarlierWorkOrderId, one.DaysSince, Reason(one, words)));
        }
    }

    private static string Reason(LeftOut one, Wording words) => one.Kind is { } kind
        ? words.Format("LeftOut" + one.Because, words["LeftOutKind" + kind])
        : words["LeftOut" + one.Because];
}
