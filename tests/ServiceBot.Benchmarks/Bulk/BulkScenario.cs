using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ServiceBot.Benchmarks.Service;

namespace ServiceBot.Benchmarks.Bulk;

/// <summary>
/// The import of a million work-order lines, against the command line of SQLite that imports the same file into a keyed
/// table and asks for the returns; then one more record on the full store against an empty one. Needs <c>sqlite3</c>.
/// </summary>
internal sealed class BulkScenario : IScenario
{
    /// <inheritdoc />
    public string Name => "bulk";

    /// <inheritdoc />
    public string Title => "a million work-order lines imported, and one more record judged";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Figure>> RunAsync(bool quick, Action<string> say)
    {
        var size = quick ? new RegisterSize(2_500, 300, 400) : RegisterSize.Million;
        var folder = Directory.CreateTempSubdirectory("servicebot-bulk-").FullName;
        try
        {
            var file = Path.Combine(folder, "zakaz-naryady.csv");
            await using (var to = File.Create(file))
                WorkOrderFile.Write(to, size, CodePagesEncodingProvider.Instance.GetEncoding(1251)!);
            say($"{size.Orders * RegisterSize.LinesPerOrder:N0} lines, {new FileInfo(file).Length / 1e6:F0} MB, windows-1251");
            // As it is delivered; a trial of seconds takes the build at hand.
            var program = quick ? ServiceBuild.Beside[0] : (await ServiceBuild.PublishAsync(Path.Combine(folder, "published")))[0];
            // The file is in memory for both.
            var plain = await SqliteAsync(folder, file);
            var first = await ImportAsync(program, folder, "data", file);
            say(first.Line);
            var again = await ImportAsync(program, folder, "data", file);
            Must(first.Line, size.Orders, "read", "accepted");
            Must(first.Line, plain.Returns, "returns");
            Must(first.Line, 0, "unchanged", "rejected");
            Must(again.Line, size.Orders, "read", "unchanged");
            Must(again.Line, 0, "accepted", "rejected", "returns", "signals", "cases");
            var full = Path.Combine(folder, "data");
            var vehicles = OneMoreRecord.Vehicles(size);
            var few = Path.Combine(folder, "zakaz-naryady-few.csv");
            await WriteOnlyAsync(few, file, vehicles);
            say($"the same vehicles alone: {(await ImportAsync(program, folder, "few", few)).Line}");
            var known = await OneMoreRecord.CompareAsync(Path.Combine(folder, "few"), full, vehicles);
            var strange = await OneMoreRecord.CompareAsync(Path.Combine(folder, "empty"), full, OneMoreRecord.Strangers(size));
            return
            [
                new Figure("sqlite3: import and window query", plain.Seconds, "s"),
                new Figure("import", first.Seconds, "s", Peer: $"sqlite3: {plain.Seconds:F1} s"),
                new Figure("import, times as long as sqlite3", first.Seconds / plain.Seconds, "", Aim.AtMost(1.5)),
                new Figure("import, memory at most (RSS)", first.Peak / 1e6, "MB", Aim.AtMost(400)),
                new Figure("import, processor time", first.Processor, "s"),
                new Figure("returns found, as many as the query finds", Of(first.Line, "returns"), ""),
                new Figure("the same file again", again.Seconds, "s"),
                new Figure("one more of a new vehicle, empty store, median", strange.Small.Percentile(50), "ms"),
                new Figure("the same, full store", strange.Full.Percentile(50), "ms"),
                new Figure("full store, times as long as empty", strange.Full.Percentile(50) / strange.Small.Percentile(50), "", Aim.AtMost(1.2)),
                new Figure("one more of a known vehicle, alone on file", known.Small.Percentile(50), "ms"),
                new Figure("the same vehicle, full store", known.Full.Percentile(50), "ms"),
                new Figure("full store, times as long as alone", known.Full.Percentile(50) / known.Small.Percentile(50), "", Aim.AtMost(1.2)),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Must(string line, int value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Of(line, name) != value) throw new MalfunctionException($"{name} is not {value}: {line}");
        }
    }

    private static int Of(string line, string name)
    {
        var words = line.Replace(",", "", StringComparison.Ordinal).Split(' ');
        var at = Array.IndexOf(words, name);
        return at < 0 ? -1 : int.Parse(words[at + 1], CultureInfo.InvariantCulture);
    }

    /// <summary>The same work by hand: the file into a keyed table, and the window query for returns.</summary>
    private static async Task<(double Seconds, int Returns)> SqliteAsync(string folder, string file)
    {
        var columns = string.Join(", ", WorkOrderFile.Columns.Select(x => $"\"{x}\" TEXT"));
        var script = Path.Combine(folder, "plain.sql");
        await File.WriteAllTextAsync(script, PlainSql(columns, file), new UTF8Encoding(false));
        var answer = await RunAsync("sqlite3", [Path.Combine(folder, "plain.db"), $".read {script}"]);
        if (answer.Code != 0) throw new MalfunctionException(answer.Error);
        return (answer.Seconds, int.Parse(answer.Out.Trim(), CultureInfo.InvariantCulture));
    }

    // Whatever the encoding, the bytes go into the table as they are; only the kinds are compared, by their bytes.
    private static string PlainSql(string columns, string file)
    {
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        var kinds = string.Join(", ", new[] { "Коммерческий ремонт", "Гарантийный ремонт" }
            .Select(kind => $"x'{Convert.ToHexString(windows.GetBytes(kind))}'"));
        static string Day(string x) => $"julianday(substr({x},7,4)||'-'||substr({x},4,2)||'-'||substr({x},1,2))";
        static string Sortable(string x) => $"substr({x},7,4)||substr({x},4,2)||substr({x},1,2)||substr('0'||substr({x},12),-8)";
        return $"""
            CREATE TABLE lines({columns}, PRIMARY KEY("Номер", "Код работы"));
            .mode csv
            .separator ";"
            .import --skip 1 "{file}" lines
            .mode list
            WITH orders AS (
              SELECT VIN AS vin, {Sortable("\"Дата\"")} AS opened, {Day("\"Дата\"")} AS openedDay,
                {Day("\"Дата закрытия\"")} AS closedDay
              FROM lines WHERE CAST("Вид ремонта" AS BLOB) IN ({kinds}) GROUP BY "Номер"
            ), earlier AS (
              SELECT openedDay, MAX(closedDay) OVER (PARTITION BY vin ORDER BY opened
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS closedDay FROM orders
            )
            SELECT COUNT(*) FROM earlier WHERE openedDay - closedDay <= 14;
            """;
    }

    // The rows of some vehicles, and the header.
    private static async Task WriteOnlyAsync(string to, string file, IReadOnlyList<int> vehicles)
    {
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        var vins = vehicles.Select(WorkOrderFile.Vin).Append("VIN").ToHashSet(StringComparer.Ordinal);
        var column = Array.IndexOf(WorkOrderFile.Columns, "VIN");
        await File.WriteAllLinesAsync(
            to, File.ReadLines(file, windows).Where(line => vins.Contains(line.Split(';', column + 2)[column])), windows);
    }

    private static async Task<Run> ImportAsync(string program, string folder, string data, string file)
    {
        var config = Path.Combine(folder, $"{data}.json");
        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(new
        {
            ServiceBot = new
            {
                DataFolder = Path.Combine(folder, data),
                Stations = new[]
                {
                    new { Code = "sever", Name = "СТО Северный", TimeZone = "Europe/Moscow", Chats = new[] { new { Channel = "web", Id = "sever" } } },
                },
            },
        }));
        var run = await RunAsync("dotnet", ["exec", program, "import", file, "--config", config]);
        return run.Code == 0 ? run : throw new MalfunctionException(run.Error);
    }

    private static async Task<Run> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new MalfunctionException($"{program} does not start: {missing.Message}");
        }

        using var running = process;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExitAsync();
        var (peak, processor) = (0L, 0.0);
        while (!ended.IsCompleted)
        {
            try
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
                processor = process.TotalProcessorTime.TotalSeconds;
            }
            catch (InvalidOperationException)
            {
                break;
            }

            await Task.WhenAny(ended, Task.Delay(100));
        }

        await ended;
        return new Run(process.ExitCode, clock.Elapsed.TotalSeconds, peak, processor, await output, await error);
    }

    private sealed record Run(int Code, double Seconds, long Peak, double Processor, string Out, string Error)
    {
        public string Line => Out.Trim();
    }
}
