using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ServiceBot.FakeTelegram.Http;

namespace ServiceBot.Tests.Harness;

/// <summary>The service as a process of its own, so that it can be killed as a power cut would, or asked to end.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    // A start takes one or two seconds; on a machine that is busy with other things, many times that.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _config;
    private readonly string _folder;
    private readonly string _data;
    private readonly IReadOnlyList<string> _program;
    private readonly StringBuilder _log = new();
    private Process? _process;

    /// <param name="folder">Where it works.</param>
    /// <param name="configJson">Its settings.</param>
    /// <param name="data">Where its store is; null for a folder in the other.</param>
    /// <param name="program">Another program that serves, given the file of the settings; null for the service's own.</param>
    public ServiceProcess(string folder, string configJson, string? data = null, Func<string, IReadOnlyList<string>>? program = null)
    {
        (_folder, _data) = (folder, data ?? Path.Combine(folder, "data"));
        _config = Path.Combine(folder, "servicebot.json");
        _program = program?.Invoke(_config) ?? ["servicebot.dll", "run", "--config", _config];
        Configure(configJson);
        Port = FreePort.Find();
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}/"), Timeout = TimeSpan.FromSeconds(10) };
        Http.DefaultRequestHeaders.Authorization = new("Bearer", StationUnderTest.ApiKey);
    }

    public int Port { get; }

    public HttpClient Http { get; }

    public string Database => Path.Combine(_data, "servicebot.db");

    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    /// <summary>Writes its settings, which it reads when it is started next.</summary>
    public void Configure(string configJson) => File.WriteAllText(_config, configJson);

    /// <summary>Starts it and waits until it is ready.</summary>
    public Task StartAsync()
    {
        Begin();
        return UntilReadyAsync();
    }

    /// <summary>Starts it and returns at once.</summary>
    public void Begin()
    {
        // What runs in the background of a script is born deaf to SIGINT; the service must not inherit that from its test.
        var start = new ProcessStartInfo("env")
        {
            ArgumentList =
            {
                "--default-signal=INT", "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, _program[0]),
            },
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Urls"] = $"http://127.0.0.1:{Port}",
                ["ServiceBot__DataFolder"] = _data,
                // Short lives do not repay the counting.
                ["DOTNET_TieredPGO"] = "0",
            },
        };
        foreach (var argument in _program.Skip(1)) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until it takes requests.</summary>
    public async Task UntilReadyAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            if (_process!.HasExited) throw new InvalidOperationException($"It ended with {_process.ExitCode}.\n{Log}");
            if (await AnswersAsync()) return;
            await Task.Delay(50);
        }

        throw new TimeoutException($"It did not become ready.\n{Log}");
    }

    /// <summary>Ends it at once, without a chance to finish anything (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Asks it to end.</summary>
    /// <param name="signal"><c>TERM</c> as a supervisor does, <c>INT</c> as Ctrl+C.</param>
    public async Task SignalAsync(string signal)
    {
        var id = _process!.Id.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndedAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        await _process!.WaitForExitAsync(limit.Token);
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Http.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("health/live");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or SocketException)
        {
            // A connection that ends in the moment in which it came about is told as a bare SocketException.
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_log) _log.AppendLine(line);
    }
}
