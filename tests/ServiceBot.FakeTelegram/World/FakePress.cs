namespace ServiceBot.FakeTelegram;

/// <summary>One tap on a button, and what came of it.</summary>
public sealed class FakePress
{
    private readonly TaskCompletionSource<FakeAnswer> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal FakePress(string id, long userId, long chatId, int messageId, string data, DateTimeOffset at) =>
        (Id, UserId, ChatId, MessageId, Data, At) = (id, userId, chatId, messageId, data, at);

    /// <summary>The id of the callback query.</summary>
    public string Id { get; }

    /// <summary>Who pressed.</summary>
    public long UserId { get; }

    /// <summary>Where.</summary>
    public long ChatId { get; }

    /// <summary>Under which message.</summary>
    public int MessageId { get; }

    /// <summary>What was sent back.</summary>
    public string Data { get; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The answer; null while there is none.</summary>
    public FakeAnswer? Answer => _answered.Task.IsCompletedSuccessfully ? _answered.Task.Result : null;

    /// <summary>Waits for the answer, in real time.</summary>
    /// <exception cref="TimeoutException">There was none.</exception>
    public async Task<FakeAnswer> AnswerAsync(TimeSpan? timeout = null)
    {
        try
        {
            return await _answered.Task.WaitAsync(timeout ?? TimeSpan.FromSeconds(10));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The press of {UserId} on message {MessageId} ({Data}) was not answered");
        }
    }

    internal bool TryAnswer(FakeAnswer answer) => _answered.TrySetResult(answer);
}

/// <summary>What the person who pressed is shown.</summary>
/// <param name="Text">The words; null when only the spinner stopped.</param>
/// <param name="IsAlert">True for a window that must be closed.</param>
/// <param name="At">When.</param>
public sealed record FakeAnswer(string? Text, bool IsAlert, DateTimeOffset At);
