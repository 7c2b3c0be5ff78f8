using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ServiceBot.Faults.Canary;

/// <summary>Every line of the log at every level, with its exceptions, the values of its places and its scopes.</summary>
internal sealed class SearchedLog(CanarySearch search) : ILoggerProvider
{
    /// <summary>Puts it in the place of the service's own log; it hears every level, whatever that one is set to.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<ILoggerProvider>(this);
        services.Configure<LoggerFilterOptions>(x => x.AddFilter<SearchedLog>(null, LogLevel.Trace));
    }

    public ILogger CreateLogger(string categoryName) => new OneLogger(search, categoryName);

    public void Dispose()
    {
    }

    private sealed class OneLogger(CanarySearch search, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            search.Look("log", $"{category} scope {state} {Places(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            search.Look("log", $"{category} {eventId} {formatter(state, exception)} {Places(state)} {exception}");

        private static string Places<TState>(TState state) =>
            state is IEnumerable<KeyValuePair<string, object?>> places ? string.Join("; ", places.Select(x => $"{x.Key}={x.Value}")) : "";
    }
}

/// <summary>Every activity of the process, with its tags and events.</summary>
internal sealed class SearchedTraces : IDisposable
{
    private readonly CanarySearch _search;
    private readonly Func<string> _service;
    private readonly ActivityListener _listener;

    /// <param name="search">The search.</param>
    /// <param name="service">The address of the service: what the trial itself asks of it is no trace of the service.</param>
    public SearchedTraces(CanarySearch search, Func<string> service)
    {
        (_search, _service) = (search, service);
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Look,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    private void Look(Activity activity)
    {
        var text = $"{activity.OperationName} {activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} "
            + $"{string.Join(' ', activity.Baggage)} {string.Join(' ', activity.Events.SelectMany(x => x.Tags))}";
        if (activity.OperationName != "System.Net.Http.HttpRequestOut" || !text.Contains(_service(), StringComparison.Ordinal)) _search.Look("trace", text);
    }
}

/// <summary>Every answer of the service, good or bad, with its headers.</summary>
internal sealed class SearchedAnswers(CanarySearch search) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        // The path of a hook holds a secret of the one who asks.
        search.Look(
            $"the answer {(int)answer.StatusCode} to {request.Method} /{string.Join('/', request.RequestUri!.AbsolutePath.Split('/').Skip(1).Take(3))}",
            $"{answer.Headers} {answer.Content.Headers} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        return answer;
    }
}
