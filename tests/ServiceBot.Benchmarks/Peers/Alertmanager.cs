using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.Benchmarks.Service;
using ServiceBot.FakeTelegram;
using ServiceBot.FakeTelegram.Http;

namespace ServiceBot.Benchmarks.Peers;

/// <summary>
/// Prometheus Alertmanager: it too takes alerts by HTTP and brings them to Telegram groups, so it can be measured beside the
/// service, with the same fake Telegram. It keeps alerts in memory, knows no commission and edits nothing.
/// </summary>
internal sealed class Alertmanager : IAsyncDisposable
{
    /// <summary>What is said where it cannot be measured.</summary>
    public const string Absent = "Prometheus Alertmanager is not on the PATH (Debian: prometheus-alertmanager), its figures are quoted";

    private static readonly string[] Names = ["prometheus-alertmanager", "alertmanager"];

    private readonly Process _process;
    private readonly HttpClient _http;

    private Alertmanager(Process process, int port)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
    }

    /// <summary>The program, or null where it is not installed.</summary>
    /// <param name="path">The folders to look in, as in PATH.</param>
    public static string? Find(string? path) =>
        (from folder in (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         from name in Names
         select Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Its configuration: a receiver for each group, every alert a message of its own and at once.</summary>
    /// <param name="api">The address of the Bot API.</param>
    /// <param name="token">The bot's.</param>
    /// <param name="groups">The chats, in the order of the stations.</param>
    /// <returns>JSON, which is YAML too.</returns>
    public static string Config(string api, string token, IReadOnlyList<long> groups) => JsonSerializer.Serialize(new
    {
        route = new
        {
            receiver = Fleet.Code(0),
            group_by = new[] { "card" },
            group_wait = "0s",
            routes = groups.Select((_, n) => new { receiver = Fleet.Code(n), matchers = new[] { $"station=\"{Fleet.Code(n)}\"" } }),
        },
        receivers = groups.Select((group, n) => new
        {
            name = Fleet.Code(n),
            telegram_configs = new[]
            {
                new
                {
                    api_url = api, bot_token = token, chat_id = group, parse_mode = "", send_resolved = false,
                    message = "{{ .CommonLabels.card }} · {{ .CommonAnnotations.complaint }}",
                },
            },
        }),
    });

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="MalfunctionException">It ends, or is not ready within half a minute.</exception>
    public static async Task<Alertmanager> StartAsync(string program, string folder, FakeTelegramServer telegram, Fleet fleet)
    {
        var config = Path.Combine(folder, "alertmanager.yml");
        await File.WriteAllTextAsync(config, Config(telegram.Url, telegram.Token, [.. fleet.Groups.Select(x => x.Id)]));
        var port = FreePort.Find();
        var process = Process.Start(new ProcessStartInfo(program,
            [
                "--config.file=" + config, "--storage.path=" + Path.Combine(folder, "alertmanager"), "--log.level=error",
                $"--web.listen-address=127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}", "--cluster.listen-address=",
            ]) { WorkingDirectory = folder, RedirectStandardError = true })!;
        // What it says of refused messages is not kept; a full pipe would hold it up.
        process.BeginErrorReadLine();
        var peer = new Alertmanager(process, port);
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30) && !process.HasExited;)
        {
            try
            {
                using var answer = await peer._http.GetAsync("-/ready");
                if (answer.IsSuccessStatusCode) return peer;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(20);
        }

        await peer.DisposeAsync();
        throw new MalfunctionException("Alertmanager did not become ready.");
    }

    /// <summary>Posts alerts, each of which becomes a message.</summary>
    /// <exception cref="MalfunctionException">They were not taken.</exception>
    public async Task PostAsync(params IEnumerable<(string Station, string Card)> alerts)
    {
        using var answer = await _http.PostAsJsonAsync("api/v2/alerts", alerts.Select(x => new
        {
            labels = new { alertname = "PossibleRepeat", station = x.Station, card = x.Card },
            annotations = new { complaint = "снова стук спереди справа" },
        }));
        if (!answer.IsSuccessStatusCode) throw new MalfunctionException($"Alertmanager refuses alerts: {(int)answer.StatusCode}");
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
