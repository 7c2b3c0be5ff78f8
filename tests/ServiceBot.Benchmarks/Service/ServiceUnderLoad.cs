using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using ServiceBot.FakeTelegram.Http;

namespace ServiceBot.Benchmarks.Service;

/// <summary>The service as a process of its own, as people run it.</summary>
internal sealed class ServiceUnderLoad : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private ServiceUnderLoad(Process process, int port)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromMinutes(2) };
        Http.DefaultRequestHeaders.Authorization = new("Bearer", Fleet.ApiKey);
    }

    /// <summary>A client of its API.</summary>
    public HttpClient Http { get; }

    /// <summary>From the start of the process until <c>/health/ready</c> said 200.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>
    /// Memory that it holds now, in MB of a million bytes, and how much of it are pages of files, which the system shares
    /// among processes and takes back at will; where the system does not tell, its working set.
    /// </summary>
    public (double Resident, double OfFiles) Megabytes
    {
        get
        {
            var status = $"/proc/{_process.Id}/status";
            if (!File.Exists(status))
            {
                _process.Refresh();
                return (_process.WorkingSet64 / 1e6, 0);
            }

            var lines = File.ReadAllLines(status);
            return (Of("VmRSS:"), Of("RssFile:"));

            double Of(string name) => double.Parse(
                lines.First(x => x.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
    }

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan Worked
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program and waits until it is ready.</summary>
    /// <param name="program">The dll, and the words of the command line before the file of settings.</param>
    /// <param name="folder">Where the settings and the data are.</param>
    /// <param name="settings">The section <c>ServiceBot</c> in braces, JSON.</param>
    public static async Task<ServiceUnderLoad> StartAsync(IReadOnlyList<string> program, string folder, string settings)
    {
        var config = Path.Combine(folder, "servicebot.json");
        await File.WriteAllTextAsync(config, settings);
        var port = FreePort.Find();
        var start = new ProcessStartInfo("dotnet", ["exec", .. program, config])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Urls"] = $"http://127.0.0.1:{port}",
                ["ServiceBot__DataFolder"] = DataFolder(folder),
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        var began = Stopwatch.GetTimestamp();
        var service = new ServiceUnderLoad(Process.Start(start)!, port);
        service._process.OutputDataReceived += (_, line) => service.Keep(line.Data);
        service._process.ErrorDataReceived += (_, line) => service.Keep(line.Data);
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        await service.WaitUntilReadyAsync();
        service.ReadyAfter = Stopwatch.GetElapsedTime(began);
        return service;
    }

    /// <summary>Where a service in that folder keeps its database.</summary>
    public static string DataFolder(string folder) => Path.Combine(folder, "data");

    /// <summary>Posts a record, or an array of them.</summary>
    /// <exception cref="MalfunctionException">It was not taken whole.</exception>
    public async Task PostAsync(string kind, object body, int records = 1)
    {
        using var answer = await Http.PostAsJsonAsync("api/v1/" + kind, body);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || !text.Contains($"\"accepted\":{records},", StringComparison.Ordinal))
            throw new MalfunctionException($"{kind} were not accepted: {(int)answer.StatusCode} {text}\n{Log}");
    }

    /// <summary>Ends it as a power cut would, and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    private async Task WaitUntilReadyAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2))
        {
            if (_process.HasExited) throw new MalfunctionException($"The service ended with {_process.ExitCode}.\n{Log}");
            try
            {
                using var answer = await Http.GetAsync("health/ready");
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
                await Task.Delay(5);
                continue;
            }

            await Task.Delay(5);
        }

        throw new MalfunctionException($"The service did not become ready.\n{Log}");
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_log) _log.AppendLine(line);
    }
}
