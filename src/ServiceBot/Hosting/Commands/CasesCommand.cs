using System.CommandLine;
using System.Text.Json;
using ServiceBot.Chat;
using ServiceBot.Domain.Cases;
using ServiceBot.Intake.Api;
using ServiceBot.Intake.Api.Reads;
using ServiceBot.Stations;

namespace ServiceBot.Hosting.Commands;

/// <summary><c>cases</c>: lists cases, for people as a table, for programs as the API's JSON.</summary>
internal static class CasesCommand
{
    public static Command Create(CommandFrame frame)
    {
        var station = frame.Station();
        var state = frame.OneOf("--state", frame.Words["OptionState"], "X", Enum.GetNames<CaseState>());
        var json = new Option<bool>("--json") { Description = frame.Words["OptionJson"] };
        var command = frame.New("cases");
        command.Options.Add(station);
        command.Options.Add(state);
        command.Options.Add(json);
        frame.Does(command, async (run, cancel) =>
        {
            var code = run.Arguments.GetValue(station);
            if (code is not null && run.Station(code) is null) return run.RefuseStation(code);
            IReadOnlyList<CaseState> states = run.Arguments.GetValue(state) is { } name
                ? [Enum.Parse<CaseState>(name, ignoreCase: true)]
                : [];
            await using var services = await CommandServices.BuildReadyAsync(run, cancel);
            var stations = services.GetRequiredService<StationDirectory>();
            List<StationSpan> spans =
            [
                .. (code is null ? stations.All : [run.Station(code)!])
                    .Select(s => new StationSpan(s.Code, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)),
            ];
            var found = await AllAsync(services.GetRequiredService<CaseReader>(), spans, states, cancel);
            if (run.Arguments.GetValue(json)) run.Terminal.Out.WriteLine(JsonSerializer.Serialize(found, Readable));
            else Print(run, found);
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonSerializerOptions Readable { get; } = new(ApiJson.Options) { WriteIndented = true };

    private static async Task<List<CaseAnswer>> AllAsync(
        CaseReader reader, IReadOnlyList<StationSpan> spans, IReadOnlyList<CaseState> states, CancellationToken cancel)
    {
        var all = new List<CaseAnswer>();
        for (var number = 1; ; number++)
        {
            var page = await reader.CasesAsync(spans, states, number, cancel);
            all.AddRange(page.Items);
            if (number >= page.Pages) return all;
        }
    }

    private static void Print(CommandRun run, IReadOnlyList<CaseAnswer> cases)
    {
        if (cases.Count == 0)
        {
            run.Terminal.Error.WriteLine(run.Words["CasesNone"]);
            return;
        }

        var words = run.Words;
        List<string[]> rows =
        [
            [words["ColumnNumber"], words["ColumnStation"], words["ColumnState"], words["ColumnOpened"], words["ColumnVehicle"], words["ColumnEarlier"], words["ColumnVotes"]],
            .. cases.Select(x => new[]
            {
                x.Number.ToString(words.Culture), x.Station, words["State" + x.State],
                x.OpenedAt.ToString("dd.MM.yyyy HH:mm", words.Culture), Vehicle(x.Vehicle), x.EarlierWorkOrderId ?? "—",
                x.Votes.Count.ToString(words.Culture),
            }.Select(ShortText.OneLine).ToArray()),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length)).ToArray();
        foreach (var row in rows)
            run.Terminal.Out.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    private static string Vehicle(VehicleAnswer vehicle)
    {
        var tail = vehicle.Vin is { Length: > 4 } vin ? "…" + vin[^4..] : vehicle.Vin;
        return string.Join(" ", new[] { vehicle.Plate, tail }.Where(x => !string.IsNullOrEmpty(x)));
    }
}
