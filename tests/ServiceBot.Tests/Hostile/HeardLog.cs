using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ServiceBot.Tests.Hostile;

/// <summary>What the service writes to its log.</summary>
internal sealed class HeardLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<(int Id, LogLevel Level, string Text)> Lines => [.. _lines];

    /// <summary>Hears the service's own events from Information on.</summary>
    public void Listen(IServiceCollection services)
    {
        services.AddSingleton<ILoggerProvider>(this);
        services.Configure<LoggerFilterOptions>(x => x.AddFilter<HeardLog>("ServiceBot", LogLevel.Information).AddFilter<HeardLog>(null, LogLevel.Warning));
    }

    public ILogger CreateLogger(string categoryName) => new One(this);

    public void Dispose()
    {
    }

    private sealed class One(HeardLog all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all._lines.Enqueue((eventId.Id, logLevel, formatter(state, exception) + exception));
    }
}
