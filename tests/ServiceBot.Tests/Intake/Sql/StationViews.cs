using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using ServiceBot.FakeTelegram.Http;
using ServiceBot.Hosting;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Intake.Sql;

/// <summary>A station's own database with a view of its orders, one row a job.</summary>
internal abstract class StationViews : IAsyncDisposable
{
    public abstract string Provider { get; }

    public abstract string ConnectionString { get; }

    protected abstract string TimeType { get; }

    public async Task CreateAsync()
    {
        await RunAsync($"""CREATE TABLE jobs (number varchar(20), opened {TimeType}, closed {TimeType}, plate varchar(20), repeat_flag int, job varchar(100), hours numeric(8,2), changed {TimeType})""");
        await RunAsync("""CREATE VIEW orders AS SELECT number, opened, closed, plate, repeat_flag, job, hours, changed FROM jobs""");
    }

    /// <summary>An order with its jobs, changed in that minute.</summary>
    public async Task PutAsync(string number, int minute, int jobs = 1, string plate = "А001ВС178", string closed = "NULL")
    {
        await RunAsync($"DELETE FROM jobs WHERE number = '{number}'");
        for (var i = 1; i <= jobs; i++)
            await RunAsync($"INSERT INTO jobs VALUES ('{number}', '2026-11-03 09:00:00', {closed}, '{plate}', 0, 'Работа {i}', 1.25, '{Changed(minute)}')");
    }

    public async Task RunAsync(string statement)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    public SqlSettings Source(int rowLimit = 4) => new()
    {
        Name = "dms", Provider = Provider, ConnectionString = ConnectionString, Station = StationUnderTest.Code,
        Queries =
        [
            new()
            {
                Kind = "WorkOrder", View = "orders", HighWater = "changed", PollSeconds = 0.2, RowLimit = rowLimit, RereadMinutes = 5,
                Columns = new()
                {
                    ["number"] = "id", ["opened"] = "openedAt", ["closed"] = "closedAt", ["plate"] = "vehicle.plate", ["repeat_flag"] = "possibleRepeat",
                    ["job"] = "lines.text", ["hours"] = "lines.normHours",
                },
            },
        ],
    };

    public abstract ValueTask DisposeAsync();

    protected abstract DbConnection Connect();

    private static string Changed(int minute) =>
        new DateTime(2026, 11, 3, 9, 0, 0).AddMinutes(minute).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

/// <summary>A file of SQLite, where a time is a text.</summary>
internal sealed class SqliteViews(string folder) : StationViews
{
    public override string Provider => "Sqlite";

    public override string ConnectionString { get; } = $"Data Source={Path.Combine(folder, "station.db")}";

    protected override string TimeType => "text";

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override DbConnection Connect() => new SqliteConnection(ConnectionString + ";Pooling=false");
}

/// <summary>A cluster of PostgreSQL of the test's own, in a temporary folder on a free port of loopback.</summary>
internal sealed class PostgresViews : StationViews
{
    private readonly string _folder = Directory.CreateTempSubdirectory("servicebot-pg-").FullName;
    private readonly string _bin = Binaries();
    private readonly int _port = FreePort.Find();
    private Process? _server;

    public override string Provider => "PostgreSql";

    public override string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=reader;Database=postgres;Timeout=10;Pooling=false";

    protected override string TimeType => "timestamp";

    public async Task BeginAsync()
    {
        // The server refuses to run as root: a container's user. Then the folder is the server's user's.
        if (IsRoot) await RunProgramAsync("chown", "postgres", _folder);
        await RunProgramAsync(Path.Combine(_bin, "initdb"), "-D", Path.Combine(_folder, "data"), "-U", "reader", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        await StartAsync();
    }

    /// <summary>Starts the server and waits until it lets somebody in.</summary>
    public async Task StartAsync()
    {
        _server = Process.Start(Start(Path.Combine(_bin, "postgres"), "-D", Path.Combine(_folder, "data"), "-p", _port.ToString(CultureInfo.InvariantCulture),
            "-k", _folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=10"))!;
        _server.OutputDataReceived += (_, _) => { };
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        for (var i = 0; ; i++)
        {
            try
            {
                await using var connection = Connect();
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (i < 300 && !_server.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Ends the server at once, as a power cut does.</summary>
    public async Task KillAsync()
    {
        if (_server is null) return;
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    public override async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override DbConnection Connect() => new NpgsqlConnection(ConnectionString);

    private static bool IsRoot => Environment.UserName == "root";

    private static string Binaries()
    {
        // Debian keeps the server's programs off the path.
        var found = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(x => Path.Combine(x, "bin")).Where(x => File.Exists(Path.Combine(x, "initdb"))).Max()
            : null;
        return found ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");
    }

    private static ProcessStartInfo Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(IsRoot && program.StartsWith('/') ? "setpriv" : program)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        if (IsRoot && program.StartsWith('/'))
        {
            foreach (var x in (string[])["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", program]) start.ArgumentList.Add(x);
        }

        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

    private static async Task RunProgramAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Start(program, arguments))!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await output}{await error}");
    }
}
