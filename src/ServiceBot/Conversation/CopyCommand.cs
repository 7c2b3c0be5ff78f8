using ServiceBot.Chat;
using ServiceBot.Domain.Commission;

namespace ServiceBot.Conversation;

/// <summary>
/// <c>/copy</c> in reply to a message: it is a spare copy and is to go. Where Telegram's answer to a send was lost, the same
/// message may stand in the chat twice, and only people see which one nobody knows of.
/// </summary>
internal sealed class CopyCommand(StrayCopies strays, ConversationWording words) : IChatCommand
{
    public string Name => "copy";

    public async Task<MessageContent> AnswerAsync(CommandCall call, Membership? member, CancellationToken cancel)
    {
        var person = member!.Member.Member;
        if (!person.Is(Role.Administrator) && !person.Is(Role.StationManager)) return Say("CopyOnly");
        if (call.Message.ReplyTo is not { } copy) return Say("CopyUsage");
        return await strays.RetireByHandAsync(call.Db, call.Message.Chat, copy, cancel) switch
        {
            StrayJudgement.Retired => Say("CopyRetired"),
            StrayJudgement.RetiredBefore => Say("CopyRetired"),
            StrayJudgement.IsLive => Say("CopyIsLive"),
        };
    }

    private MessageContent Say(string key) => MessageContent.Plain(words[key + "Title"], words[key + "Text"]);
}
