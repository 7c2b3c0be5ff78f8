using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Domain.Cases;
using ServiceBot.Storage;

namespace ServiceBot.Cases;

/// <summary>Tells the chat where cards wait for votes.</summary>
internal sealed class OpenCases : IOpenSubjects
{
    public async Task<IReadOnlyList<ChatAddress>> ChatsWithOpenCardsAsync(
        ServiceBotDb db, string channel, CancellationToken cancel)
    {
        var keys = await db.Cases
            .Where(x => x.State == CaseState.Open || x.State == CaseState.Undecided)
            .Join(
                db.Outbox.Where(x => x.Channel == channel && x.MessageId != null),
                x => "case:" + x.Station + "/" + x.Number, x => x.Subject, (_, x) => x.ChatKey)
            .Distinct().ToListAsync(cancel);
        return [.. keys.Select(ChatAddress.Parse)];
    }

    /// <summary>A repeat repair waits too: for its cause, the responsible and the call to the customer.</summary>
    public async Task<IReadOnlyCollection<string>> WaitingAsync(
        ServiceBotDb db, IReadOnlyCollection<string> subjects, CancellationToken cancel)
    {
        var wanted = subjects.Where(x => x.StartsWith("case:", StringComparison.Ordinal)).ToList();
        return await db.Cases
            .Where(x => x.State == CaseState.Open || x.State == CaseState.Undecided || x.State == CaseState.Repeat)
            .Select(x => "case:" + x.Station + "/" + x.Number).Where(x => EF.Parameter(wanted).Contains(x)).ToListAsync(cancel);
    }
}
