using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Storage;

namespace ServiceBot.Chat;

/// <summary>Makes the messages of outbox rows as they should be now, their buttons written down before they are sent.</summary>
internal sealed partial class CardComposer(
    IEnumerable<ICardRenderer> renderers, IEnumerable<IChatChannel> channels, TimeProvider time, ILogger<CardComposer> log)
{
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>A title is one line that is read at a glance, UTF-16 units.</summary>
    private const int LongestTitle = 300;

    /// <summary>More of a button's words no phone shows, UTF-16 units.</summary>
    private const int LongestLabel = 80;

    private readonly Dictionary<string, ICardRenderer> _renderers = renderers.ToDictionary(x => x.SubjectKind);
    private readonly HashSet<string> _picturesIn = [.. channels.Where(x => x.ShowsPictures).Select(x => x.Name)];

    /// <summary>The messages of the rows. One that breaks is told apart and holds up none of the others.</summary>
    public async Task<Composed> ComposeAsync(ServiceBotDb db, IReadOnlyCollection<OutboxRow> rows, CancellationToken cancel)
    {
        var (cards, broken) = await RenderEachAsync(
            db, [.. rows.Where(x => x.Frozen is null).Select(x => x.Subject).Distinct(StringComparer.Ordinal)], cancel);
        var contents = new List<(OutboxRow Row, MessageContent Content)>();
        foreach (var row in rows)
        {
            var content = row.Frozen is null ? cards.GetValueOrDefault(row.Subject) : Thawed(row, broken);
            if (content is not null) contents.Add((row, content));
        }

        var tokens = await TokensAsync(db, [.. contents.Where(x => x.Content.Buttons.Count > 0).Select(x => x.Row.Subject)], cancel);
        var messages = contents.ToDictionary(
            x => x.Row.Id,
            x => new OutgoingMessage(
                Short(x.Content.Title, LongestTitle), [.. x.Content.Lines.Select(line => PlainLine.Of(line))],
                [.. x.Content.Buttons.Select(line => line.Select(button => Outgoing(db, tokens, x.Row, button)).ToList())])
            {
                // Where they are not shown they are left out: a picture that comes later then changes nothing there.
                Pictures = _picturesIn.Contains(x.Row.Channel) ? x.Content.Pictures : null,
                IsSilent = x.Row.IsSilent,
            });
        return new Composed(messages, broken);
    }

    // Looked at again when it is cut: the cut may take away what closed a direction.
    private static string Short(string text, int length) => PlainLine.Of(ShortText.Cut(PlainLine.Of(text), length));

    private MessageContent? Thawed(OutboxRow row, Dictionary<string, string> broken)
    {
        try
        {
            return Outbox.ContentOf(row);
        }
        catch (JsonException fault)
        {
            broken[row.Subject] = nameof(JsonException);
            Log.Broken(log, row.Subject, fault);
            return null;
        }
    }

    private OutgoingButton Outgoing(
        ServiceBotDb db, Dictionary<(string Subject, string ChatKey, string Action), string> tokens, OutboxRow row, ButtonContent button)
    {
        var key = (row.Subject, row.ChatKey, button.Action);
        if (!tokens.TryGetValue(key, out var token))
        {
            tokens[key] = token = NewToken();
            db.Buttons.Add(new ButtonRow
            {
                Token = token, ChatKey = row.ChatKey, Subject = row.Subject, Action = button.Action,
                CreatedAt = time.GetUtcNow(),
            });
        }

        return new OutgoingButton(Short(button.Label, LongestLabel), token);
    }

    private static async Task<Dictionary<(string, string, string), string>> TokensAsync(
        ServiceBotDb db, List<string> subjects, CancellationToken cancel)
    {
        if (subjects.Count == 0) return [];
        var known = await db.Buttons.AsNoTracking().Where(x => EF.Parameter(subjects).Contains(x.Subject))
            .Select(x => new { x.Subject, x.ChatKey, x.Action, x.Token }).ToListAsync(cancel);
        return known.ToDictionary(x => (x.Subject, x.ChatKey, x.Action), x => x.Token);
    }

    /// <summary>Tells two messages apart.</summary>
    public static byte[] Hash(OutgoingMessage message) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(message, ContentJson.Default.OutgoingMessage));

    private async Task<(Dictionary<string, MessageContent> Cards, Dictionary<string, string> Broken)> RenderEachAsync(
        ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel)
    {
        try
        {
            return (await RenderAsync(db, subjects, cancel), []);
        }
        catch (Exception fault) when (IsOfACard(fault))
        {
            Log.Breaking(log, subjects.Count, fault.GetType().Name);
        }

        var (cards, broken) = (new Dictionary<string, MessageContent>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var subject in subjects)
        {
            try
            {
                foreach (var (own, content) in await RenderAsync(db, [subject], cancel)) cards[own] = content;
            }
            catch (Exception fault) when (IsOfACard(fault))
            {
                broken[subject] = fault.GetType().Name;
                Log.Broken(log, subject, fault);
            }
        }

        return (cards, broken);
    }

    // A database that does not answer is no fault of the card.
    private static bool IsOfACard(Exception fault) =>
        fault is not (OperationCanceledException or DbUpdateException or System.Data.Common.DbException or IOException);

    private async Task<Dictionary<string, MessageContent>> RenderAsync(
        ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel)
    {
        var cards = new Dictionary<string, MessageContent>(StringComparer.Ordinal);
        foreach (var group in subjects.GroupBy(x => x[..x.IndexOf(':', StringComparison.Ordinal)], StringComparer.Ordinal))
        {
            if (!_renderers.TryGetValue(group.Key, out var renderer))
                throw new InvalidOperationException($"Nobody renders the card of '{group.First()}'.");
            foreach (var (subject, content) in await renderer.RenderAsync(db, [.. group], cancel)) cards[subject] = content;
        }

        return cards;
    }

    // "1" is the version of what a button carries; 16 of 54 letters and digits cannot be guessed.
    private static string NewToken() => "1:" + RandomNumberGenerator.GetString(Alphabet, 16);

    private static partial class Log
    {
        [LoggerMessage(1421, LogLevel.Warning, "One of {Count} cards breaks ({Fault}); they are made one by one")]
        public static partial void Breaking(ILogger log, int count, string fault);

        [LoggerMessage(1422, LogLevel.Error, "The card of {Subject} cannot be made; it is tried again later")]
        public static partial void Broken(ILogger log, string subject, Exception fault);
    }
}

/// <summary>What became of the rows that were to be composed.</summary>
/// <param name="Messages">The messages by the rows' ids; without those whose subject is not to be shown.</param>
/// <param name="Broken">Subjects whose card could not be made, with the kind of fault.</param>
internal sealed record Composed(IReadOnlyDictionary<long, OutgoingMessage> Messages, IReadOnlyDictionary<string, string> Broken);
