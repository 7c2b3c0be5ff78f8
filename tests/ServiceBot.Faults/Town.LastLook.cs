using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ServiceBot.Domain.Statistics;
using ServiceBot.Faults.Canary;
using ServiceBot.Hosting.Commands;

namespace ServiceBot.Faults;

/// <content>
/// What is done at the end of every trial, whatever its fault: the service is asked everything that it answers, well and badly, and
/// all of it, with all that it wrote meanwhile, is searched for the secrets and the telephone.
/// </content>
internal sealed partial class Town
{
    private const string Hook = "canary";

    private static readonly string[] Pages = ["metrics", "health/ready", "health/live", "openapi/v1.json", "api/v1/cases", "api/v1/cases/s1/1", "api/v1/signals", "api/v1/statistics?station=s1"];

    private HttpClient Client(TimeSpan timeout, string? key = null)
    {
        var client = new HttpClient(new SearchedAnswers(Search)) { BaseAddress = new Uri(Address), Timeout = timeout };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? Search.Canaries.ApiKey);
        return client;
    }

    private async Task LookAsync()
    {
        if (!_isRunning)
        {
            _findings.Problems.Add("the service did not run at the end: it was not asked for secrets");
            return;
        }

        try
        {
            await AskAsync();
            foreach (var command in (string[][])
                [["cases"], ["cases", "--json"], ["digest", "--station", "s1", "--week", ReportingWeek.Of(DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime)).ToString()], ["backtest", "--station", "s1"]])
                await SayAsync(command);
            await RefuseFileAsync();
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException or TimeoutException)
        {
            _findings.Problems.Add($"the last look broke: {fault}");
        }

        foreach (var request in Telegram.Requests)
        {
            foreach (var (name, value) in request.Parameters)
            {
                // The one place where a secret belongs: Telegram is told how to show that it is Telegram.
                if ((request.Method, name) != ("setWebhook", "secret_token")) Search.Look($"Telegram's {request.Method}, {name}", value);
            }
        }

        var stored = await SearchedStore.LookAsync(Search, Database);
        _findings.Check(stored > 0 || Book.Accepted.IsEmpty, "no record holds the telephone: there was nothing to be told");
    }

    private async Task AskAsync()
    {
        var (phone, words) = (Search.Canaries.Phone, Search.Canaries.PhoneInWords);
        using var http = Client(TimeSpan.FromSeconds(100));
        foreach (var page in Pages) (await http.GetAsync(new Uri(page, UriKind.Relative))).Dispose();
        // Telephones where none belong, in words that are said back.
        await PostAsync("api/v1/bookings", new { id = "К-1", station = "s1", createdAt = phone, vehicle = Vehicle(1), possibleRepeat = words });
        await PostAsync("api/v1/work-orders", new { id = "К-2", station = phone, openedAt = $"вчера {words}", kind = phone, vehicle = new { vin = 1 } });
        await PostAsync("api/v1/calls", new { id = "К-3", station = "s1", startedAt = "2026-11-17T10:00", direction = phone, phone = $"звонить {words} нельзя 1" });
        await PostAsync("api/v1/cases", new { station = words, vehicle = new { plate = "!" }, complaint = "" });
        await PostAsync("api/v1/nothing", new { phone });
        await PostTextAsync("api/v1/bookings", $"{{\"id\": \"К-4\", \"phone\": \"{phone}\" ");
        // A tool of surveys that does its best, and others that guess.
        await PostAsync($"hooks/{Hook}/{Search.Canaries.HookSecret}", new { order = "К-5", comment = $"стук остался, {words}" });
        await PostAsync($"hooks/{Hook}/{Search.Canaries.HookSecret}", new { order = "К-5", at = phone });
        await PostAsync($"hooks/{Hook}/{Search.Canaries.HookSecret[..^1]}", new { phone });
        await PostAsync($"hooks/nobody/{Search.Canaries.HookSecret}", new { phone });
        (await http.GetAsync(new Uri($"hooks/{Hook}/{Search.Canaries.HookSecret}", UriKind.Relative))).Dispose();
        using (var forged = new HttpRequestMessage(HttpMethod.Post, WebhookPath) { Content = Json("""{"update_id":1}""") })
        {
            forged.Headers.Add("X-Telegram-Bot-Api-Secret-Token", Search.Canaries.WebhookSecret[..^1]);
            (await http.SendAsync(forged)).Dispose();
        }

        using var stranger = Client(TimeSpan.FromSeconds(100), Search.Canaries.ApiKey + "x");
        (await stranger.GetAsync(new Uri("api/v1/cases", UriKind.Relative))).Dispose();
        return;

        Task PostAsync(string path, object body) => PostTextAsync(path, JsonSerializer.Serialize(body));

        async Task PostTextAsync(string path, string body) => (await http.PostAsync(new Uri(path, UriKind.Relative), Json(body))).Dispose();
    }

    // A command beside the running service, as a person in the next room gives it.
    private async Task<string> SayAsync(params string[] command)
    {
        var config = Path.Combine(_folder.Path, "command.json");
        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(new { ServiceBot = Settings() }));
        using var output = new StringWriter();
        var code = await CommandLine.RunAsync([.. command, "--config", config], new Terminal(output, output, IsLive: false), CancellationToken.None);
        Search.Look($"the output of {command[0]}", output.ToString());
        _findings.Check(code == 0 || command[0] == "check", $"{string.Join(' ', command)}: {code}, {output}");
        return output.ToString();
    }

    // A file that cannot be read, with telephones in every column: what is written beside it tells the faults without them.
    private async Task RefuseFileAsync()
    {
        var (inbox, phone) = (Settings().Inbox.Folder is { Length: > 0 } set ? set : Path.Combine(DataFolder, "inbox"), Search.Canaries.Phone);
        Directory.CreateDirectory(inbox);
        await File.WriteAllTextAsync(
            Path.Combine(inbox, "canary.csv"),
            $"Номер;Код СТО;Дата открытия;Госномер;Телефон;Пробег\nК-7;s1;{phone};А777ВС178;{phone};много {Search.Canaries.PhoneInWords}\nК-8;{phone};20.11.2026;А778ВС178;{phone};12\n");
        string? faults = null;
        await UntilAsync(() => Task.FromResult((faults = Rejected().FirstOrDefault()) is not null), "the file is refused");
        foreach (var file in Rejected()) Search.Look($"the file {Path.GetExtension(Path.GetFileNameWithoutExtension(file))}.csv", await File.ReadAllTextAsync(file));
        return;

        IEnumerable<string> Rejected() => Directory.Exists(Path.Combine(inbox, "rejected")) ? Directory.EnumerateFiles(Path.Combine(inbox, "rejected"), "*.errors.csv") : [];
    }

    /// <summary>JSON to be posted.</summary>
    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
