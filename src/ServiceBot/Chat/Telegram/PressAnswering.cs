using System.Threading.Channels;
using ServiceBot.Hosting;

namespace ServiceBot.Chat.Telegram;

/// <summary>
/// Sends the answers to presses beside the listening, several at once: a slow answer holds up neither the others nor
/// the next updates.
/// </summary>
internal sealed partial class PressAnswering(
    TelegramChannel channel, TelegramSecrets secrets, TimeProvider time, ILogger<PressAnswering> log)
{
    private const int AtOnce = 16;

    // When this many wait, listening waits too: Telegram keeps the presses better than our memory does.
    private readonly Channel<PressAnswer> _waiting = System.Threading.Channels.Channel.CreateBounded<PressAnswer>(
        new BoundedChannelOptions(1000) { SingleWriter = true });

    /// <summary>Puts answers in the queue; waits while it is full.</summary>
    public async ValueTask AddAsync(IReadOnlyList<PressAnswer> answers, CancellationToken cancel)
    {
        for (var i = 0; i < answers.Count; i++) await _waiting.Writer.WriteAsync(answers[i], cancel);
    }

    /// <summary>No answer follows; <see cref="RunAsync"/> ends when those waiting are sent.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Sends until <see cref="Complete"/>.</summary>
    /// <param name="cancel">Gives up what still waits.</param>
    public Task RunAsync(CancellationToken cancel)
    {
        var senders = new Task[AtOnce];
        for (var i = 0; i < AtOnce; i++) senders[i] = SendAsync(cancel);
        return Task.WhenAll(senders);
    }

    private async Task SendAsync(CancellationToken cancel)
    {
        await foreach (var answer in _waiting.Reader.ReadAllAsync(cancel))
        {
            try
            {
                await channel.AnswerPressAsync(answer.QueryId, answer.Text, answer.Alert, cancel);
                if (answer.HeardAt is { } heardAt) Telemetry.PressAnswered(channel.Name, time.GetUtcNow() - heardAt);
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested)
            {
                // One answer that breaks must not end the answering of all others.
                Log.AnswerBroke(log, answer.QueryId, secrets.Describe(fault));
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1531, LogLevel.Error, "The answer to the press {Query} broke: {Fault}")]
        public static partial void AnswerBroke(ILogger log, string query, string fault);
    }
}
