using ServiceBot.Chat;

namespace ServiceBot.Conversation;

/// <summary><c>/start</c>: who this is, and who the bot takes the person for.</summary>
internal sealed class StartCommand(ConversationWording words) : IChatCommand
{
    public string Name => "start";

    public bool ForStrangers => true;

    public Task<MessageContent> AnswerAsync(CommandCall call, Membership? member, CancellationToken cancel)
    {
        List<string> lines = [words["StartWhat"]];
        if (call.Memberships.Count == 0) lines.Add(words["StartStranger"]);
        lines.AddRange(call.Memberships.Select(x => words.Format(
            "StartMember", x.Member.Member.Name, words.Roles(x.Member.Member.Roles), x.Station.Name)));
        lines.Add(words["StartHelp"]);
        return Task.FromResult(MessageContent.Plain(words["StartTitle"], [.. lines]));
    }
}

/// <summary><c>/help</c>: every command with a line on what it does.</summary>
internal sealed class HelpCommand(ConversationWording words) : IChatCommand
{
    /// <summary>In the order in which people need them; the menu of Telegram shows the same.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["mine", "cases", "case", "find", "report", "digest", "stats", "copy", "join", "help"];

    public string Name => "help";

    public bool ForStrangers => true;

    public Task<MessageContent> AnswerAsync(CommandCall call, Membership? member, CancellationToken cancel) =>
        Task.FromResult(MessageContent.Plain(
            words["HelpTitle"],
            [.. Names.Select(x => words["Help_" + x]), words["HelpReply"]]));
}
