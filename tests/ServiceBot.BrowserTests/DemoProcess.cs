using System.Diagnostics;
using System.Globalization;
using System.Text;
using ServiceBot.FakeTelegram.Http;

namespace ServiceBot.BrowserTests;

/// <summary>The command <c>demo</c> as people start it: a process of its own, a folder without data, a free port.</summary>
internal sealed class DemoProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicebot-demo-");
    private readonly StringBuilder _output = new();
    private Process? _process;

    public int Port { get; } = FreePort.Find();

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/");

    /// <summary>What it has said since it was started last.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Starts it and waits until it has said where it is.</summary>
    public async Task StartAsync()
    {
        lock (_output) _output.Clear();
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = Call("demo", "--port", Port.ToString(CultureInfo.InvariantCulture)), EnableRaisingEvents = true };
        _process.Exited += (_, _) => said.TrySetException(new InvalidOperationException($"It ended.\n{Output}"));
        void Keep(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null) return;
            lock (_output) _output.AppendLine(line.Data);
            if (line.Data.Contains(Url, StringComparison.Ordinal)) said.TrySetResult();
        }

        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await said.Task.WaitAsync(Patience);
    }

    /// <summary>Runs a command beside it, in the same folder.</summary>
    public async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Call(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Asks it to end, as a supervisor does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        var process = _process ?? throw new InvalidOperationException("It is not running.");
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        _process = null;
        using (process) return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private ProcessStartInfo Call(params string[] arguments)
    {
        var call = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "servicebot.dll"), .. arguments])
            call.ArgumentList.Add(argument);
        return call;
    }
}
