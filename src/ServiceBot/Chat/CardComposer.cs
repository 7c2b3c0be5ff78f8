using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>Makes the message of an outbox row as it should be now, its buttons written down before it is sent.</summary>
internal sealed class CardComposer(
    IEnumerable<ICardRenderer> renderers, IEnumerable<IChatChannel> channels, TimeProvider time)
{
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";

    private readonly Dictionary<string, ICardRenderer> _renderers = renderers.ToDictionary(x => x.SubjectKind);
    private readonly HashSet<string> _picturesIn = [.. channels.Where(x => x.ShowsPictures).Select(x => x.Name)];

    /// <summary>The message, or null when the subject is not to be shown.</summary>
    public async Task<OutgoingMessage?> ComposeAsync(ServiceBotDb db, OutboxRow row, CancellationToken cancel)
    {
        var content = row.Frozen is null
            ? await RenderAsync(db, row, cancel)
            : JsonSerializer.Deserialize(row.Frozen, ContentJson.Default.MessageContent);
        if (content is null) return null;
        // Where they are not shown they are left out: a picture that comes later then changes nothing there.
        var pictures = _picturesIn.Contains(row.Channel) ? content.Pictures : null;
        if (content.Buttons.Count == 0)
            return new OutgoingMessage(content.Title, content.Lines, []) { Pictures = pictures };

        var known = await db.Buttons.Where(x => x.Subject == row.Subject && x.ChatKey == row.ChatKey)
            .ToDictionaryAsync(x => x.Action, x => x.Token, cancel);
        var rows = new List<IReadOnlyList<OutgoingButton>>();
        foreach (var line in content.Buttons)
        {
            var buttons = new List<OutgoingButton>();
            foreach (var button in line)
            {
                if (!known.TryGetValue(button.Action, out var token))
                {
                    token = NewToken();
                    known[button.Action] = token;
                    db.Buttons.Add(new ButtonRow
                    {
                        Token = token, ChatKey = row.ChatKey, Subject = row.Subject, Action = button.Action,
                        CreatedAt = time.GetUtcNow(),
                    });
                }

                buttons.Add(new OutgoingButton(button.Label, token));
            }

            rows.Add(buttons);
        }

        return new OutgoingMessage(content.Title, content.Lines, rows) { Pictures = pictures };
    }

    /// <summary>Tells two messages apart.</summary>
    public static byte[] Hash(OutgoingMessage message) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(message, ContentJson.Default.OutgoingMessage));

    private async Task<MessageContent?> RenderAsync(ServiceBotDb db, OutboxRow row, CancellationToken cancel)
    {
        var kind = row.Subject[..row.Subject.IndexOf(':', StringComparison.Ordinal)];
        return _renderers.TryGetValue(kind, out var renderer)
            ? await renderer.RenderAsync(db, row.Subject, new ChatAddress(row.Channel, row.ChatId, row.Topic), cancel)
            : throw new InvalidOperationException($"Nobody renders the card of '{row.Subject}'.");
    }

    // "1" is the version of what a button carries; 16 of 54 letters and digits cannot be guessed.
    private static string NewToken() => "1:" + RandomNumberGenerator.GetString(Alphabet, 16);
}
