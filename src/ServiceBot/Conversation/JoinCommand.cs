using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceBot.Chat;
using ServiceBot.Domain.Commission;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Conversation;

/// <summary>
/// <c>/join</c>: a person whom the settings do not know by this channel's id asks to be linked. An administrator of the
/// station says with a button who it is; nobody becomes a member by asking alone.
/// </summary>
internal sealed class JoinCommand(
    StationDirectory stations, JoinRequests requests, ConversationWording words) : IChatCommand
{
    public string Name => "join";

    public bool ForStrangers => true;

    public async Task<MessageContent> AnswerAsync(CommandCall call, Membership? member, CancellationToken cancel)
    {
        var wanted = await WantedAsync(call, cancel);
        if (wanted.Count > 1)
        {
            return MessageContent.Plain(
                words["JoinWhichTitle"], [words["JoinWhichText"], .. wanted.Select(x => words.Format("JoinStation", x.Code, x.Name))]);
        }

        if (wanted.Count == 0)
        {
            return call.Memberships.Count == 0
                ? MessageContent.Plain(words["JoinNowhereTitle"], words["JoinNowhereText"])
                : MessageContent.Plain(words["JoinKnownTitle"], [.. call.Memberships.Select(x => words.Format(
                    "StartMember", x.Member.Member.Name, words.Roles(x.Member.Member.Roles), x.Station.Name))]);
        }

        var station = wanted[0];
        return await requests.AskAsync(call, station, cancel) switch
        {
            JoinOutcome.Asked => MessageContent.Plain(words.Format("JoinAskedTitle", ShortText.Name(call.Message.User.Name)), words.Format("JoinAskedText", station.Name)),
            JoinOutcome.AskedBefore => MessageContent.Plain(words.Format("JoinAskedTitle", ShortText.Name(call.Message.User.Name)), words["JoinAskedBefore"]),
            JoinOutcome.NobodyLeft => MessageContent.Plain(words["JoinNobodyTitle"], words.Format("JoinNobodyText", station.Name)),
            JoinOutcome.NoAdministrator => MessageContent.Plain(
                words["JoinNobodyTitle"],
                words.Format("JoinNoAdministrator", station.Name, call.Message.User.UserId)),
        };
    }

    // In a group its stations; in a private chat the one that is named, or the only one there is.
    private async Task<IReadOnlyList<Station>> WantedAsync(CommandCall call, CancellationToken cancel)
    {
        IEnumerable<Station> possible = call.Message.IsPrivate
            ? call.Argument.Length > 0
                ? stations.All.Where(x => x.Code.Equals(call.Argument, StringComparison.OrdinalIgnoreCase))
                : stations.All
            : call.Here;
        var open = new List<Station>();
        foreach (var station in possible)
        {
            if (await MemberDirectory.FindAsync(call.Db, station, call.Message.User, cancel) is null) open.Add(station);
        }

        return open;
    }
}

/// <summary>What became of a wish to be linked.</summary>
internal enum JoinOutcome
{
    /// <summary>The station's chats were asked.</summary>
    Asked = 1,

    /// <summary>They had been asked and nobody has answered yet.</summary>
    AskedBefore = 2,

    /// <summary>Every member of the settings is linked already.</summary>
    NobodyLeft = 3,

    /// <summary>Nobody can confirm: no administrator is known in any chat of the station.</summary>
    NoAdministrator = 4,
}

/// <summary>The questions to administrators: who is this person? One message in each chat of the station, edited when it is answered.</summary>
internal sealed class JoinRequests(Outbox outbox, ConversationWording words, TimeProvider time)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromDays(1);

    public const string SubjectKind = "join";

    private const string LinkAction = "link:";
    private const string RefuseAction = "refuse";

    /// <summary>Asks the station's chats.</summary>
    public async Task<JoinOutcome> AskAsync(CommandCall call, Station station, CancellationToken cancel)
    {
        var user = call.Message.User;
        var linked = await LinkedAsync(call.Db, station, user.Channel, cancel);
        var free = station.Members.Where(x => IsFree(x, user.Channel, linked)).ToList();
        if (free.Count == 0) return JoinOutcome.NobodyLeft;
        if (!station.Members.Any(x => x.Member.Is(Role.Administrator) && CanPress(station, x, user.Channel, linked)))
            return JoinOutcome.NoAdministrator;

        // One question at a time, and one a day: whoever was refused must not ring the station's phones all the time.
        var mine = $"{SubjectKind}:{station.Code}/{user.Channel}/{user.UserId}/";
        var dayAgo = time.GetUtcNow() - AskAgainAfter;
        var before = await call.Db.Outbox.AsNoTracking().Where(x => x.Subject.StartsWith(mine)).ToListAsync(cancel);
        if (before.Exists(x => x.CreatedAt > dayAgo || Outbox.ContentOf(x).Buttons.Count > 0)) return JoinOutcome.AskedBefore;
        var subject = mine + (call.Message.IsPrivate ? "p" : "g") + call.Message.Order.ToString(CultureInfo.InvariantCulture);
        var content = new MessageContent(
            words.Format("JoinCardTitle", ShortText.Name(user.Name), station.Name), [words["JoinCardText"]],
            [
                .. free.Select(x => (IReadOnlyList<ButtonContent>)[new(
                    words.Format("JoinButton", ShortText.Quote(x.Member.Name, 40), words.Roles(x.Member.Roles)), LinkAction + x.Member.Id)]),
                [new(words["JoinRefuse"], RefuseAction)],
            ]);
        foreach (var chat in station.Chats)
            await outbox.PostAsync(call.Db, subject, await ChatMoves.CurrentAsync(call.Db, chat, cancel), content, cancel);
        return JoinOutcome.Asked;
    }

    /// <summary>What a subject says: station, channel and person who asked, and whether in a private chat.</summary>
    public static (string Station, string Channel, string UserId, bool IsPrivate) Parse(string subject)
    {
        var parts = subject[(SubjectKind.Length + 1)..].Split('/');
        return (parts[^4], parts[^3], parts[^2], parts[^1].StartsWith('p'));
    }

    /// <summary>The member a button links to; null when it refuses.</summary>
    public static string? MemberOf(string action) =>
        action.StartsWith(LinkAction, StringComparison.Ordinal) ? action[LinkAction.Length..] : null;

    /// <summary>Ids of the members whom an administrator linked on that channel.</summary>
    public static async Task<IReadOnlySet<string>> LinkedAsync(
        ServiceBotDb db, Station station, string channel, CancellationToken cancel) =>
        (await db.MemberLinks.AsNoTracking().Where(x => x.Station == station.Code && x.Channel == channel)
            .Select(x => x.MemberId).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether nobody is this member on that channel yet.</summary>
    public static bool IsFree(StationMember member, string channel, IReadOnlySet<string> linked) =>
        !(channel == "telegram" && member.TelegramId is not null) && !linked.Contains(member.Member.Id);

    // In one of the station's chats: the built-in one knows every member by the settings.
    private static bool CanPress(Station station, StationMember member, string channel, IReadOnlySet<string> linked) =>
        station.Chats.Any(x => x.Channel == "web" || (x.Channel == channel && !IsFree(member, channel, linked)));
}

/// <summary>An administrator says who a person is.</summary>
internal sealed class JoinPresses(
    StationDirectory stations, Outbox outbox, ConversationWording words, TimeProvider time) : IPressHandler
{
    public string SubjectKind => JoinRequests.SubjectKind;

    public async Task<PressReply> HandleAsync(
        ServiceBotDb db, ButtonPressed press, ButtonMeaning button, CancellationToken cancel)
    {
        var (code, channel, userId, isPrivate) = JoinRequests.Parse(button.Subject);
        if (stations.Find(code) is not { } station) return Refuse("JoinStale");
        if (await MemberDirectory.FindAsync(db, station, press.User, cancel) is not { } admin
            || !admin.Member.Is(Role.Administrator)) return Refuse("JoinOnlyAdministrator") with { IsOfStranger = true };
        var asked = await db.Outbox.Where(x => x.Subject == button.Subject).ToListAsync(cancel);
        var open = asked.Find(x => Outbox.ContentOf(x).Buttons.Any(line => line.Any(b => b.Action == button.Action)));
        if (open is null) return Refuse("JoinStale");

        MessageContent outcome;
        var name = Outbox.ContentOf(open).Title;
        if (JoinRequests.MemberOf(button.Action) is not { } id)
        {
            outcome = MessageContent.Plain(name, words.Format("JoinRefused", admin.Member.Name));
        }
        else
        {
            var linked = await JoinRequests.LinkedAsync(db, station, channel, cancel);
            if (station.Members.FirstOrDefault(x => x.Member.Id == id) is not { } member
                || !JoinRequests.IsFree(member, channel, linked)) return Refuse("JoinTaken");
            if (await db.MemberLinks.AnyAsync(x => x.Station == code && x.Channel == channel && x.UserId == userId, cancel))
                return Refuse("JoinStale");
            db.MemberLinks.Add(new MemberLinkRow
            {
                Station = code, MemberId = id, Channel = channel, UserId = userId, At = time.GetUtcNow(),
            });
            outcome = MessageContent.Plain(
                name, words.Format("JoinLinked", member.Member.Name, words.Roles(member.Member.Roles), admin.Member.Name));
            if (isPrivate)
            {
                await outbox.PostAsync(
                    db, $"answer:{button.Subject}", new ChatAddress(channel, userId),
                    MessageContent.Plain(words.Format("JoinWelcomeTitle", ShortText.Name(member.Member.Name)), words.Format("JoinWelcomeText", station.Name)),
                    cancel);
            }
        }

        foreach (var row in asked) outbox.Replace(row, outcome);
        return new PressReply(words["JoinDone"], "Joined");
    }

    private PressReply Refuse(string key) => new(words[key], key, Alert: true);
}
