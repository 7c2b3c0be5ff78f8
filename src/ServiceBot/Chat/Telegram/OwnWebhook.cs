using ServiceBot.Hosting;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace ServiceBot.Chat.Telegram;

/// <summary>The webhook that the settings describe, at Telegram's side: set, looked at, or taken away again.</summary>
internal sealed class OwnWebhook(ITelegramBotClient client, Settings settings)
{
    /// <summary>So many updates are brought at once; they are taken together.</summary>
    private const int Connections = 40;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>The address of the settings; empty where there is none.</summary>
    public string Url { get; } = (settings.Telegram.WebhookUrl ?? "").Trim();

    /// <summary>Sets it. What waits at Telegram is kept and brought to it.</summary>
    /// <exception cref="RequestException">Telegram was not reached or refused.</exception>
    public Task SetAsync(CancellationToken cancel) => WithinAsync(
        async token =>
        {
            await client.SetWebhook(
                Url, maxConnections: Connections, allowedUpdates: UpdateSource.Wanted,
                secretToken: settings.Telegram.WebhookSecret, cancellationToken: token);
            return true;
        },
        cancel);

    /// <summary>How Telegram fares with whatever webhook is set.</summary>
    /// <exception cref="RequestException">Telegram was not reached or refused.</exception>
    public Task<WebhookInfo> LookAsync(CancellationToken cancel) => WithinAsync(client.GetWebhookInfo, cancel);

    /// <summary>
    /// Takes the webhook away where it is the one of the settings: so a station goes back to polling by one setting. That
    /// of another program is left for a person to decide about.
    /// </summary>
    /// <returns>Whether it was ours and is gone; what waits is kept for polling.</returns>
    /// <exception cref="RequestException">Telegram was not reached or refused.</exception>
    public async Task<bool> RemoveIfOursAsync(CancellationToken cancel)
    {
        if (Url.Length == 0 || (await LookAsync(cancel)).Url != Url) return false;
        return await WithinAsync(
            async token =>
            {
                await client.DeleteWebhook(dropPendingUpdates: false, token);
                return true;
            },
            cancel);
    }

    private static async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            return await call(limit.Token);
        }
        catch (OperationCanceledException fault) when (!cancel.IsCancellationRequested)
        {
            throw new RequestException("Telegram did not answer in time.", fault);
        }
    }
}
