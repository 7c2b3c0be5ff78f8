using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceBot.Hosting;
using ServiceBot.Intake.Api;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Intake.Api;

/// <summary>The real API over a store of its own; two stations, a key for both and one for the north.</summary>
internal sealed class ApiDriver : IAsyncDisposable
{
    public const string Key = "klyuch-vsego";
    public const string NorthKey = "klyuch-severa";
    private readonly WebApplication _app;
    private readonly string _folder;

    private ApiDriver(WebApplication app, string folder)
    {
        _app = app;
        _folder = folder;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<ApiDriver> StartAsync(
        Action<Settings>? change = null, Action<IServiceCollection>? services = null)
    {
        var folder = Directory.CreateTempSubdirectory("servicebot-api-").FullName;
        var settings = new Settings
        {
            DataFolder = folder,
            Stations = [new StationSettings { Code = "sever" }, new StationSettings { Code = "yug", TimeZone = "Asia/Yekaterinburg" }],
            Api = new ApiSettings
            {
                Keys =
                [
                    new ApiKeySettings { Name = "all", Key = Key },
                    new ApiKeySettings { Name = "north", Key = NorthKey, Stations = ["sever"] },
                ],
            },
        };
        change?.Invoke(settings);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddServiceBotCore(settings).AddServiceBotChat().AddApi().AddHealth().AddMetricsPage();
        services?.Invoke(builder.Services);
        var app = builder.Build();
        await app.Services.GetRequiredService<Schema>().BringUpToDateAsync(CancellationToken.None);
        app.UseProblems();
        app.UseApi();
        app.MapApi();
        app.MapHealth();
        app.MapMetrics();
        app.MapGet("/boom", string () => throw new InvalidOperationException("a secret of ours"));
        await app.StartAsync();
        return new ApiDriver(app, folder);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Answer)> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, string? key = Key)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, answer);
    }

    public Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Answer)> PostAsync(
        string path, string json, string? key = Key) =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"), key);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
