using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ServiceBot.Chat.Web;
using ServiceBot.Hosting;
using ServiceBot.Hosting.Commands;
using ServiceBot.Stations;
using ServiceBot.Tests.Harness;

namespace ServiceBot.Tests.Hosting;

/// <summary>Settings that change under the running service.</summary>
public sealed class SettingsWatchTests : IAsyncLifetime
{
    private const string First = "first-key-0123456789abcdef";
    private const string Second = "second-key-0123456789abcdef";

    private readonly TemporaryFolder _folder = new();
    private readonly KeptLog _log = new();
    private RunningHost _service = null!;
    private int _written;

    private string ConfigFile => Path.Combine(_folder.Path, "settings.json");

    private SettingsWatch Watch => _service.Get<SettingsWatch>();

    public async Task InitializeAsync()
    {
        Write(Settings(First));
        var source = ConfigurationLayers.Source(ConfigFile);
        _service = await RunningHost.StartAsync(source.Read().Settings, _log.AddTo, source: source);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_key_that_is_added_opens_and_one_that_is_removed_does_not_and_only_names_are_logged()
    {
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await CallAsync(First), await CallAsync(Second)));

        Change(Settings(Second));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await CallAsync(First), await CallAsync(Second)));
        Assert.Contains(_log.Lines, x => x.Contains("The API key name-of-second opens from now on"));
        Assert.Contains(_log.Lines, x => x.Contains("The API key name-of-first opens nothing any more"));
        Assert.DoesNotContain(_log.Lines, x => x.Contains(First) || x.Contains(Second) || x.Contains(ApiKeyHash.Write(Second)));
    }

    [Fact]
    public async Task Nobody_needs_to_ask_the_files_are_looked_at_by_themselves()
    {
        Write(Settings(First, Second));
        await Eventually.Zero(async () => await CallAsync(Second) == HttpStatusCode.OK ? 0 : 1);
    }

    [Theory]
    [InlineData("{ \"ServiceBot\": { ")]
    [InlineData("""{ "ServiceBot": { "Api": { "Keys": [ { "Name": "new", "Key": "second-key-0123456789abcdef" } ] }, "Detektion": { "WindowDays": 3 } } }""")]
    [InlineData("""{ "ServiceBot": { "Api": { "Keys": [ { "Name": "new", "Key": "second-key-0123456789abcdef", "Stations": [ "zapad" ] } ] } } }""")]
    public async Task Settings_with_a_fault_are_refused_as_a_whole_and_told_until_they_are_mended(string text)
    {
        await Task.Delay(20);
        File.WriteAllText(ConfigFile, text);
        Watch.Look();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await CallAsync(First), await CallAsync(Second)));
        Assert.Contains("Изменённые настройки не приняты, действуют прежние", await HealthAsync());
        Assert.Contains(_log.Lines, x => x.Contains("The changed settings are not taken, the former stay"));
        Assert.DoesNotContain(_log.Lines, x => x.Contains(Second));

        Change(Settings(First, Second));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(Second));
        Assert.Contains("Действуют настройки из файлов.", await HealthAsync());
    }

    [Fact]
    public async Task What_is_read_at_a_start_only_is_named()
    {
        var changed = Settings(First);
        changed["Detection"] = new JsonObject { ["WindowDays"] = 21 };
        changed["Digest"] = new JsonObject { ["Day"] = "Friday" };
        Change(changed);

        Assert.Equal(["Detection", "Digest"], Watch.Now.NeedStart);
        Assert.Contains("вступят в силу при следующем запуске: Detection, Digest", await HealthAsync());
    }

    [Fact]
    public async Task A_key_that_goes_on_keeps_what_it_has_used_up_and_obeys_its_new_stations()
    {
        var narrow = Settings(First);
        narrow["Api"]!["Keys"]![0]!["Stations"] = new JsonArray("yug");
        narrow["Api"]!["CallsPerMinute"] = 3;
        Assert.Equal(HttpStatusCode.OK, await CallAsync(First));
        Change(narrow);

        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(First));
        Assert.Contains(_log.Lines, x => x.Contains("The API key name-of-first opens other stations than before"));
        var limited = Settings(First);
        limited["Api"]!["CallsPerMinute"] = 3;
        Change(limited);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++) answers.Add(await CallAsync(First));
        Assert.Contains(HttpStatusCode.OK, answers);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Fact]
    public async Task A_member_who_is_taken_out_is_out_at_the_next_request_and_back_when_he_is_put_back()
    {
        using var visit = await EnterAsync("foreman");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visit));
        using var stream = new StreamReader(await visit.GetStreamAsync("/chat/api/events"));
        var link = await _service.Get<LoginLinks>().CreateAsync("sever", "foreman", CancellationToken.None);
        var without = Settings(First);
        without["Stations"]![0]!["Members"]!.AsArray().RemoveAt(0);
        Change(without);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(visit));
        Assert.Equal(HttpStatusCode.NotFound, (await visit.PostAsync(link!.Path, null)).StatusCode);
        Assert.DoesNotContain(_service.Get<StationDirectory>().Get("sever").Members, x => x.Member.Id == "foreman");
        Assert.Contains(_log.Lines, x => x.Contains("sever/foreman is no member any more"));
        // The open page hears that it is out, and nothing after it.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var heard = await stream.ReadToEndAsync(patience.Token);
        Assert.EndsWith("event: end\ndata: {}", heard.TrimEnd());

        Change(Settings(First));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visit));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient visit)
    {
        using var answer = await visit.GetAsync("/chat/api/rooms");
        return answer.StatusCode;
    }

    private async Task<HttpClient> EnterAsync(string member)
    {
        var link = await _service.Get<LoginLinks>().CreateAsync("sever", member, CancellationToken.None);
        var visit = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _service.Address };
        using var entered = await visit.PostAsync(link!.Path, null);
        Assert.Equal(HttpStatusCode.SeeOther, entered.StatusCode);
        return visit;
    }

    private async Task<HttpStatusCode> CallAsync(string key)
    {
        using var http = new HttpClient { BaseAddress = _service.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.GetAsync("/api/v1/cases?station=sever");
        return answer.StatusCode;
    }

    private async Task<string> HealthAsync()
    {
        using var http = new HttpClient { BaseAddress = _service.Address };
        return await http.GetStringAsync("/health/ready");
    }

    private void Change(JsonObject settings)
    {
        Write(settings);
        Watch.Look();
    }

    private void Write(JsonObject settings)
    {
        File.WriteAllText(ConfigFile, new JsonObject { ["ServiceBot"] = settings }.ToJsonString());
        // Two changes within one tick of the disk's clock would look like one.
        File.SetLastWriteTimeUtc(ConfigFile, new DateTime(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc).AddSeconds(++_written));
    }

    private JsonObject Settings(params string[] keys) => new()
    {
        ["DataFolder"] = Path.Combine(_folder.Path, "data"),
        ["Stations"] = new JsonArray(Station("sever", "foreman", "manager"), Station("yug", "other")),
        ["Api"] = new JsonObject
        {
            ["Keys"] = new JsonArray([.. keys.Select(x => (JsonNode)new JsonObject { ["Name"] = "name-of-" + x.Split('-')[0], ["Key"] = ApiKeyHash.Write(x) })]),
        },
    };

    private static JsonObject Station(string code, params string[] members) => new()
    {
        ["Code"] = code,
        ["Commission"] = new JsonObject { ["Quorum"] = 1 },
        ["Chats"] = new JsonArray(new JsonObject { ["Channel"] = "web", ["Id"] = code }),
        ["Members"] = new JsonArray([.. members.Select(x => (JsonNode)new JsonObject { ["Id"] = x, ["Name"] = x, ["Roles"] = new JsonArray("Foreman") })]),
    };
}
