using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat.Web;

/// <summary>The built-in chat as a channel: a message is a row, an edit changes it, and open pages hear of both.</summary>
internal sealed class WebChannel(Writer writer, WebRooms rooms, TimeProvider time) : IChatChannel
{
    public const string ChannelName = "web";

    public string Name => ChannelName;

    public bool KnowsItsSends => true;

    public bool ShowsPictures => true;

    public ChannelPace Pace => ChannelPace.Unlimited;

    public Task<SendOutcome> SendAsync(
        ChatAddress chat, OutgoingMessage message, long outboxId, CancellationToken cancel)
    {
        // A room has no topics: what is meant for one goes to the room.
        if (rooms.Find(chat.ChatId) is not { } room)
            return Task.FromResult<SendOutcome>(new SendOutcome.Misconfigured($"No station has the room '{chat.ChatId}'."));
        var content = JsonSerializer.Serialize(message, ContentJson.Default.OutgoingMessage);
        return WriteAsync(
            async (db, token) =>
            {
                var row = await db.WebMessages.SingleOrDefaultAsync(x => x.OutboxId == outboxId, token);
                if (row is not null)
                {
                    await ChangeAsync(db, row, content, token);
                    return new SendOutcome.Sent(IdText(row.Id));
                }

                row = new WebMessageRow
                {
                    ChatKey = room.Key,
                    OutboxId = outboxId,
                    Content = content,
                    At = time.GetUtcNow(),
                    Revision = await Revisions.NextAsync(db, token),
                };
                db.WebMessages.Add(row);
                await db.SaveChangesAsync(token);
                return new SendOutcome.Sent(IdText(row.Id));
            },
            cancel);
    }

    public Task<SendOutcome> EditAsync(
        ChatAddress chat, string messageId, OutgoingMessage message, CancellationToken cancel)
    {
        var content = JsonSerializer.Serialize(message, ContentJson.Default.OutgoingMessage);
        var key = (chat with { Topic = null }).Key;
        return WriteAsync(
            async (db, token) =>
            {
                var row = long.TryParse(messageId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    ? await db.WebMessages.SingleOrDefaultAsync(
                        x => x.Id == id && x.ChatKey == key && x.OutboxId != null, token)
                    : null;
                if (row is null) return new SendOutcome.Gone($"There is no message {messageId} of the bot in {key}.");
                await ChangeAsync(db, row, content, token);
                return new SendOutcome.Sent(messageId);
            },
            cancel);
    }

    /// <summary>The answer to a press goes back with the page's own request, see <see cref="PressEndpoint"/>.</summary>
    public Task AnswerPressAsync(string queryId, string text, bool alert, CancellationToken cancel) => Task.CompletedTask;

    private async Task ChangeAsync(ServiceBotDb db, WebMessageRow row, string content, CancellationToken cancel)
    {
        if (row.Content == content) return;
        row.Content = content;
        row.EditedAt = time.GetUtcNow();
        row.Revision = await Revisions.NextAsync(db, cancel);
    }

    private async Task<SendOutcome> WriteAsync(
        Func<ServiceBotDb, CancellationToken, Task<SendOutcome>> act, CancellationToken cancel)
    {
        try
        {
            return await Revisions.RaceAsync(() => writer.InTransactionAsync(act, cancel));
        }
        catch (Exception fault) when (fault is DbUpdateException or DbException)
        {
            return new SendOutcome.Transient($"The message was not written: {fault.GetType().Name}.");
        }
    }

    private static string IdText(long id) => id.ToString(CultureInfo.InvariantCulture);
}
