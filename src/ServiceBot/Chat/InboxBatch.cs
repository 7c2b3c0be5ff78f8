using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>
/// What a batch of events has looked up within its transaction: a hundred presses on a card ask the database for its
/// buttons, its row and its chat once.
/// </summary>
internal sealed class InboxBatch
{
    private readonly ServiceBotDb _db;
    private readonly Dictionary<(string Channel, string QueryId), string> _replies = [];
    private readonly Dictionary<(string Channel, string ChatId), string> _chats = [];
    private readonly Dictionary<(string Subject, string ChatKey), OutboxRow> _cards = [];

    private InboxBatch(ServiceBotDb db) => _db = db;

    /// <summary>Loads what was taken before, and the buttons that were pressed.</summary>
    public static async Task<InboxBatch> LoadAsync(
        ServiceBotDb db, IReadOnlyList<ChatEvent> events, CancellationToken cancel)
    {
        var batch = new InboxBatch(db);
        foreach (var group in events.GroupBy(x => x.Chat.Channel, StringComparer.Ordinal))
        {
            var keys = group.Select(KeyOf).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            if (keys.Count == 0) continue;
            var known = await db.Presses.Where(x => x.Channel == group.Key && EF.Parameter(keys).Contains(x.QueryId))
                .Select(x => new { x.QueryId, x.Reply }).ToListAsync(cancel);
            foreach (var x in known) batch._replies[(group.Key, x.QueryId)] = x.Reply;
        }

        var tokens = events.OfType<ButtonPressed>().Select(x => x.Token).Distinct(StringComparer.Ordinal).ToList();
        if (tokens.Count <= 1) return batch;
        var buttons = await db.Buttons.Where(x => EF.Parameter(tokens).Contains(x.Token)).ToListAsync(cancel);
        batch.Subjects = buttons.Select(x => x.Subject).ToHashSet(StringComparer.Ordinal);
        var subjects = batch.Subjects.ToList();
        foreach (var row in await db.Outbox.Where(x => EF.Parameter(subjects).Contains(x.Subject)).ToListAsync(cancel))
            batch._cards[(row.Subject, row.ChatKey)] = row;
        return batch;
    }

    /// <summary>What the buttons pressed are about, where there are several.</summary>
    public IReadOnlySet<string> Subjects { get; private set; } = new HashSet<string>();

    /// <summary>The key by which an event is known again; null for one whose repetition changes nothing.</summary>
    public static string? KeyOf(ChatEvent one) => one switch
    {
        ButtonPressed press => press.QueryId,
        MessageReceived message => "message:" + message.EventKey,
        _ => null,
    };

    /// <summary>What was said to an event that was taken before, in this batch or an earlier one; null for a new one.</summary>
    public string? ReplyTo(ChatEvent one) => _replies.GetValueOrDefault((one.Chat.Channel, KeyOf(one)!));

    /// <summary>Writes an event down as taken.</summary>
    public void Take(PressRow row)
    {
        _db.Presses.Add(row);
        _replies[(row.Channel, row.QueryId)] = row.Reply;
    }

    /// <summary>The chat under its newest id.</summary>
    public async ValueTask<ChatAddress> CurrentAsync(ChatAddress chat, CancellationToken cancel)
    {
        var key = (chat.Channel, chat.ChatId);
        if (!_chats.TryGetValue(key, out var id))
            _chats[key] = id = (await ChatMoves.CurrentAsync(_db, chat, cancel)).ChatId;
        return id == chat.ChatId ? chat : chat with { ChatId = id };
    }

    /// <summary>The outbox row of a card, or null.</summary>
    public async ValueTask<OutboxRow?> CardAsync(string subject, string chatKey, CancellationToken cancel)
    {
        if (_cards.TryGetValue((subject, chatKey), out var row)) return row;
        row = _db.Outbox.Local.FirstOrDefault(x => x.Subject == subject && x.ChatKey == chatKey)
            ?? await _db.Outbox.SingleOrDefaultAsync(x => x.Subject == subject && x.ChatKey == chatKey, cancel);
        if (row is not null) _cards[(subject, chatKey)] = row;
        return row;
    }

    /// <summary>A chat has moved: what was looked up by its old id no longer holds.</summary>
    public void Forget()
    {
        _chats.Clear();
        _cards.Clear();
    }
}
