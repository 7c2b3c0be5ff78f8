using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Harness;

/// <summary>The real host on a free port of loopback, over a database of its own.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningHost(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public static async Task<RunningHost> StartAsync(
        Settings settings, Action<IServiceCollection>? adjust = null, bool demo = false, string? urls = null,
        SettingsSource? source = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = urls ?? "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Warning",
        }).Build();
        var app = ServiceBotHost.Build(configuration, settings, demo, adjust, source);
        await app.Services.GetRequiredService<Schema>().BringUpToDateAsync(CancellationToken.None);
        await app.StartAsync();
        return new RunningHost(app);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async Task<T> ReadAsync<T>(Func<ServiceBotDb, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<ServiceBotDb>>().CreateDbContextAsync();
        return await read(db);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("servicebot-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
