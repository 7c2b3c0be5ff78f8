using System.Buffers;
using System.Text.Json;

namespace ServiceBot.FakeTelegram.Updates;

/// <summary>What has happened and was not confirmed yet. The world's gate guards it.</summary>
internal sealed class UpdateQueue(FakeTelegramOptions options)
{
    private static readonly HashSet<string> OnlyWhenAsked = ["chat_member", "message_reaction", "message_reaction_count"];

    private readonly List<PendingUpdate> _pending = [];
    private HashSet<string>? _allowed;
    private int _lastId = 700_000_000;
    private IReadOnlyList<PendingUpdate> _inHand = [];

    /// <summary>How it goes wrong with updates; null for once and in order.</summary>
    public UpdateDisorder? Disorder { get; set; }

    /// <summary>Completed, and renewed, when something was added.</summary>
    public TaskCompletionSource Added { get; private set; } = NewSignal();

    /// <summary>Presses that nobody fetched in time.</summary>
    public int LostPresses { get; private set; }

    /// <summary>Sets the kinds of updates from now on: null leaves them, an empty list means the usual ones.</summary>
    public void Allow(IReadOnlyCollection<string>? kinds)
    {
        if (kinds is not null)
            _allowed = kinds.Count == 0 ? null : [.. kinds];
    }

    public IReadOnlyCollection<string>? Allowed => _allowed;

    /// <summary>Adds an update, unless its kind is not wanted.</summary>
    public void Add(string kind, long stream, Action<Utf8JsonWriter> body)
    {
        if (_allowed is null ? OnlyWhenAsked.Contains(kind) : !_allowed.Contains(kind))
            return;
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("update_id", ++_lastId);
            json.WritePropertyName(kind);
            body(json);
            json.WriteEndObject();
        }

        var isPress = kind == "callback_query";
        var life = isPress ? options.PressLife : options.UpdateLife;
        _pending.Add(new(_lastId, isPress, stream, buffer.WrittenSpan.ToArray(), options.Clock.GetUtcNow() + life)
        {
            Left = Disorder?.Deliveries ?? 1,
        });
        var added = Added;
        Added = NewSignal();
        added.TrySetResult();
    }

    /// <summary>Confirms everything below <paramref name="offset"/>; a negative one keeps only that many.</summary>
    public void Confirm(int offset)
    {
        DropExpired();
        if (Disorder is not null)
            ConfirmInHand(offset);
        else if (offset > 0)
            _pending.RemoveAll(update => update.Id < offset);
        else if (offset < 0 && _pending.Count > -offset)
            _pending.RemoveRange(0, _pending.Count + offset);
    }

    public IReadOnlyList<PendingUpdate> Take(int limit)
    {
        DropExpired();
        return _inHand = Disorder is { } disorder ? disorder.Pick(_pending, limit) : [.. _pending.Take(limit)];
    }

    public int Count()
    {
        DropExpired();
        return _pending.Count;
    }

    /// <summary>It was delivered once.</summary>
    public void Remove(PendingUpdate update)
    {
        if (--update.Left <= 0)
            _pending.Remove(update);
    }

    public void Clear() => _pending.Clear();

    // Out of order an offset says only that the batch it follows has arrived.
    private void ConfirmInHand(int offset)
    {
        if (_inHand.Count == 0 || offset != _inHand.Max(update => update.Id) + 1)
            return;
        foreach (var update in _inHand)
            Remove(update);
        _inHand = [];
    }

    private void DropExpired()
    {
        var now = options.Clock.GetUtcNow();
        LostPresses += _pending.Count(update => update.IsPress && update.Until <= now);
        _pending.RemoveAll(update => update.Until <= now);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>An update that waits.</summary>
/// <param name="Id">Its number.</param>
/// <param name="IsPress">True for a callback query.</param>
/// <param name="Stream">A webhook keeps the order within one chat.</param>
/// <param name="Json">The whole update.</param>
/// <param name="Until">When it is lost.</param>
internal sealed record PendingUpdate(int Id, bool IsPress, long Stream, byte[] Json, DateTimeOffset Until)
{
    /// <summary>How often it is still to be delivered.</summary>
    public int Left { get; set; } = 1;
}
