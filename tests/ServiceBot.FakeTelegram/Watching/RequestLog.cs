namespace ServiceBot.FakeTelegram.Watching;

/// <summary>The latest requests, the counters, and those who wait for something to happen.</summary>
internal sealed class RequestLog(int kept)
{
    private readonly Queue<FakeRequest> _requests = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();
    private int _watchers;
    private long _count;
    private long _tooMany;
    private long _refusals;

    public long Count => Interlocked.Read(ref _count);

    public long TooMany => Interlocked.Read(ref _tooMany);

    public long Refusals => Interlocked.Read(ref _refusals);

    public FakeRequest Begin(DateTimeOffset at, string method, long chatId, IReadOnlyDictionary<string, string> parameters)
    {
        var request = new FakeRequest(Interlocked.Increment(ref _count), at, method, chatId, parameters);
        if (kept > 0)
        {
            lock (_gate)
            {
                _requests.Enqueue(request);
                if (_requests.Count > kept)
                    _requests.Dequeue();
            }
        }

        return request;
    }

    public void End(FakeRequest request, int status, string? description)
    {
        request.Status = status;
        request.Description = description;
        if (status == 429)
            Interlocked.Increment(ref _tooMany);
        else if (status >= 400 && status != 409)
            Interlocked.Increment(ref _refusals);
        Changed();
    }

    public IReadOnlyList<FakeRequest> All()
    {
        lock (_gate)
            return [.. _requests];
    }

    /// <summary>Tells those who wait that something has happened.</summary>
    public void Changed()
    {
        if (Volatile.Read(ref _watchers) > 0)
            Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
    }

    public async Task WaitUntil(Func<bool> condition, TimeSpan timeout, Func<string> state)
    {
        Interlocked.Increment(ref _watchers);
        try
        {
            using var end = new CancellationTokenSource(timeout);
            while (true)
            {
                var changed = Volatile.Read(ref _changed).Task;
                if (condition())
                    return;
                try
                {
                    // Not everything that a condition may ask is announced: look again now and then.
                    await changed.WaitAsync(TimeSpan.FromMilliseconds(50), end.Token);
                }
                catch (TimeoutException)
                {
                    continue;
                }
                catch (OperationCanceledException)
                {
                    throw new TimeoutException($"It has not come to pass within {timeout}. {state()}");
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _watchers);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
