using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ServiceBot.Tests.Harness;

/// <summary>Keeps every line of the log, with the whole of its exceptions and the values of its places.</summary>
internal sealed class KeptLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Puts it beside the service's own log; it hears every level, whatever that one is set to.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<ILoggerProvider>(this);
        services.Configure<LoggerFilterOptions>(x => x.AddFilter<KeptLog>(null, LogLevel.Trace));
    }

    public ILogger CreateLogger(string categoryName) => new OneLogger(_lines, categoryName);

    public void Dispose()
    {
    }

    private sealed class OneLogger(ConcurrentQueue<string> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"{category} scope {state} {Places(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category} {eventId} {formatter(state, exception)} {Places(state)} {exception}");

        private static string Places<TState>(TState state) =>
            state is IEnumerable<KeyValuePair<string, object?>> places ? string.Join("; ", places.Select(x => $"{x.Key}={x.Value}")) : "";
    }
}
