using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ServiceBot.Tests.Harness;

/// <summary>The service as a process of its own, so that it can be killed as a power cut would.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly string _config;
    private readonly string _folder;
    private readonly StringBuilder _log = new();
    private Process? _process;

    public ServiceProcess(string folder, string configJson)
    {
        _folder = folder;
        _config = Path.Combine(folder, "servicebot.json");
        File.WriteAllText(_config, configJson);
        Port = FreePort();
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}/"), Timeout = TimeSpan.FromSeconds(10) };
        Http.DefaultRequestHeaders.Authorization = new("Bearer", StationUnderTest.ApiKey);
    }

    public int Port { get; }

    public HttpClient Http { get; }

    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, "servicebot.dll"), "run", "--config", _config },
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Urls"] = $"http://127.0.0.1:{Port}", ["ServiceBot__DataFolder"] = Path.Combine(_folder, "data") },
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var i = 0; i < 600; i++)
        {
            if (_process.HasExited) throw new InvalidOperationException($"It ended with {_process.ExitCode}.\n{Log}");
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
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_log) _log.AppendLine(line);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
