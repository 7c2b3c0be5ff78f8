using ServiceBot.Chat;

namespace ServiceBot.Conversation;

/// <summary>The commands of the chat as one feature of the host.</summary>
internal static class ConversationFeature
{
    /// <summary>Adds every command. Needs store, stations, cases, cards, digests and statistics.</summary>
    public static IServiceCollection AddConversation(this IServiceCollection services)
    {
        services.AddSingleton<ConversationWording>();
        services.AddSingleton<IChatCommand, StartCommand>();
        services.AddSingleton<IChatCommand, HelpCommand>();
        services.AddSingleton<IChatCommand, CasesCommand>();
        services.AddSingleton<IChatCommand, CaseCommand>();
        services.AddSingleton<IChatCommand, MineCommand>();
        services.AddSingleton<IChatCommand, FindCommand>();
        services.AddSingleton<IChatCommand, ReportCommand>();
        services.AddSingleton<IChatCommand, DigestChatCommand>();
        services.AddSingleton<IChatCommand, StatsCommand>();
        services.AddSingleton<IChatCommand, JoinCommand>();
        services.AddSingleton<IChatCommand, CopyCommand>();
        services.AddSingleton<JoinRequests>();
        services.AddSingleton<IPressHandler, JoinPresses>();
        services.AddSingleton<IMessageHandler, ChatCommands>();
        services.AddSingleton<ICommandMenu, CommandMenu>();
        return services;
    }
}

/// <summary>What a channel that shows a menu of commands puts there.</summary>
internal sealed class CommandMenu(ConversationWording words) : ICommandMenu
{
    public IReadOnlyList<(string Name, string Description)> Commands =>
        [.. HelpCommand.Names.Select(x => (x, words["Menu_" + x]))];
}
