using ServiceBot.Chat;
using ServiceBot.Stations;
using ServiceBot.Storage;

namespace ServiceBot.Conversation;

/// <summary>
/// Takes the commands of the chat. The answer is a message of its own, asked for in the transaction that takes the
/// command, so that a command delivered twice is answered once.
/// </summary>
internal sealed class ChatCommands(
    StationDirectory stations, IEnumerable<IChatCommand> commands, Outbox outbox, ConversationWording words) : IMessageHandler
{
    private readonly Dictionary<string, IChatCommand> _commands = commands.ToDictionary(x => x.Name);

    public async Task<bool> HandleAsync(
        ServiceBotDb db, MessageReceived message, string? repliedSubject, CancellationToken cancel)
    {
        if (CommandText.Read(message.Text) is not { } said) return false;
        var command = _commands.GetValueOrDefault(said.Name);
        // In a group the unknown command may be another bot's.
        if (command is null && !message.IsPrivate) return false;
        var here = await HereAsync(db, message, cancel);
        var memberships = await MembershipsAsync(db, message, here, cancel);
        // A group that is no station's chat is none of ours; there only who we are is told.
        if (here.Count == 0 && !message.IsPrivate && command is not { ForStrangers: true }) return false;

        var call = new CommandCall(
            db, message, said.Argument, message.IsPrivate ? [.. memberships.Select(x => x.Station)] : here, memberships);
        var answers = new List<MessageContent>();
        if (command is null) answers.Add(MessageContent.Plain(words["UnknownTitle"], words["UnknownText"]));
        else if (command.ForStrangers) answers.Add(await command.AnswerAsync(call, memberships.FirstOrDefault(), cancel));
        else if (memberships.Count == 0) answers.Add(MessageContent.Plain(words["StrangerTitle"], words["StrangerText"]));
        else
        {
            foreach (var member in memberships) answers.Add(await command.AnswerAsync(call, member, cancel));
        }

        for (var i = 0; i < answers.Count; i++)
            await outbox.PostAsync(db, $"answer:{message.EventKey}/{i + 1}", message.Chat, answers[i], cancel, isPassing: true);
        return true;
    }

    // A group that moved is known by its newest id; the settings may still name the old one.
    private async Task<IReadOnlyList<Station>> HereAsync(ServiceBotDb db, MessageReceived message, CancellationToken cancel)
    {
        if (message.IsPrivate) return stations.All;
        var here = new List<Station>();
        foreach (var station in stations.All)
        {
            foreach (var chat in station.Chats.Where(x => x.Channel == message.Chat.Channel))
            {
                if (!(await ChatMoves.CurrentAsync(db, chat, cancel)).IsSameChat(message.Chat)) continue;
                here.Add(station);
                break;
            }
        }

        return here;
    }

    private static async Task<IReadOnlyList<Membership>> MembershipsAsync(
        ServiceBotDb db, MessageReceived message, IReadOnlyList<Station> here, CancellationToken cancel)
    {
        var found = new List<Membership>();
        foreach (var station in here)
        {
            if (await MemberDirectory.FindAsync(db, station, message.User, cancel) is { } member)
                found.Add(new Membership(station, member));
        }

        return found;
    }
}
