using System.Text.Json;

namespace ServiceBot.FakeTelegram;

/// <summary>People and chats, and what happens to them.</summary>
public sealed partial class FakeTelegramServer
{
    private long _lastUserId = 100_000;
    private long _lastChat;

    /// <summary>A person; he has not written to the bot yet.</summary>
    public FakeUser AddUser(string firstName, string? lastName = null, string? username = null, long? id = null) => Act(() =>
    {
        var user = new FakeUser(id ?? ++_lastUserId, firstName, lastName, username);
        _world.Users.Add(user.Id, user);
        return user;
    });

    /// <summary>The private chat of a person who has started the bot.</summary>
    public FakeChat AddPrivateChat(FakeUser user) => Act(() =>
    {
        var chat = new FakeChat(user.Id, FakeChatKind.Private, user.FirstName, _world.Limits.NewChat(isGroup: false))
        {
            Person = user,
        };
        _world.Chats.Add(chat.Id, chat);
        chat.Members.Add(user.Id, (user, FakeMemberStatus.Member));
        return chat;
    });

    /// <summary>A basic group with the bot in it; the first member owns it.</summary>
    public FakeChat AddGroup(string title, params FakeUser[] members) => Act(() =>
        NewChat(-4_000_000_000 - ++_lastChat, FakeChatKind.Group, title, members));

    /// <summary>A supergroup with the bot in it; the first member owns it.</summary>
    public FakeChat AddSupergroup(string title, params FakeUser[] members) => Act(() => NewSupergroup(title, members));

    /// <summary>A supergroup with topics.</summary>
    public FakeChat AddForum(string title, params FakeUser[] members) => Act(() =>
    {
        var chat = NewSupergroup(title, members);
        chat.IsForum = true;
        return chat;
    });

    /// <summary>A new topic of a forum.</summary>
    /// <returns>Its <c>message_thread_id</c>.</returns>
    public int AddTopic(long chatId, string name) => Act(() =>
    {
        var chat = _world.ChatOf(chatId);
        if (!chat.IsForum)
            throw new InvalidOperationException($"Chat {chatId} has no topics");
        var creator = chat.Members.Values.Select(member => member.User).FirstOrDefault() ?? _world.Bot;
        var id = _world.NextMessageId(chat);
        var topic = new FakeTopic(id, name, creator);
        chat.Topics.Add(id, topic);
        _world.Post(chat, Service(chat, creator, "forum_topic_created", topic, id) with { ThreadId = id });
        return id;
    });

    /// <summary>Closes a topic: only administrators may write there.</summary>
    public void CloseTopic(long chatId, int threadId) => Act(() =>
    {
        var chat = _world.ChatOf(chatId);
        chat.Topics[threadId] = chat.Topics[threadId] with { IsClosed = true };
    });

    /// <summary>Opens a closed topic again.</summary>
    public void ReopenTopic(long chatId, int threadId) => Act(() =>
    {
        var chat = _world.ChatOf(chatId);
        chat.Topics[threadId] = chat.Topics[threadId] with { IsClosed = false };
    });

    /// <summary>Deletes a topic with all its messages.</summary>
    public void DeleteTopic(long chatId, int threadId) => Act(() =>
    {
        var chat = _world.ChatOf(chatId);
        chat.Topics.Remove(threadId);
        foreach (var message in chat.Messages.Values.Where(message => message.ThreadId == threadId).ToList())
            chat.Messages.Remove(message.Id);
    });

    /// <summary>A person joins, or gets another place in the chat.</summary>
    public void SetMember(long chatId, FakeUser user, FakeMemberStatus status = FakeMemberStatus.Member) => Act(() =>
    {
        var chat = _world.ChatOf(chatId);
        var was = chat.Members.TryGetValue(user.Id, out var old) ? old.Status : FakeMemberStatus.Left;
        chat.Members[user.Id] = (user, status);
        if (!IsIn(was) && IsIn(status))
            _world.Post(chat, Service(chat, user, "new_chat_members", new[] { user }));
        else if (IsIn(was) && !IsIn(status))
            _world.Post(chat, Service(chat, user, "left_chat_member", user));
        if (chat.BotIsAdministrator)
            AnnounceChange("chat_member", chat, user, user, was, status);
    });

    /// <summary>
    /// The bot gets another place: kicked, made administrator, let in again. Of a private chat,
    /// <see cref="FakeMemberStatus.Kicked"/> means that the person has blocked the bot. The bot learns of it by <c>my_chat_member</c>.
    /// </summary>
    public void SetBot(long chatId, FakeMemberStatus status, bool mayWrite = true) => Act(() =>
    {
        var chat = _world.ChatOf(chatId);
        var was = chat.BotStatus;
        (chat.BotStatus, chat.BotMayWrite) = (status, mayWrite);
        var by = chat.Members.Values.Select(member => member.User).FirstOrDefault() ?? _world.Bot;
        AnnounceChange("my_chat_member", chat, by, _world.Bot, was, status);
    });

    /// <summary>A basic group becomes a supergroup: message numbers start anew, the old group refuses everything.</summary>
    /// <returns>The supergroup.</returns>
    public FakeChat Migrate(long groupId) => Act(() =>
    {
        var group = _world.ChatOf(groupId);
        if (group.Kind != FakeChatKind.Group)
            throw new InvalidOperationException($"Chat {groupId} is no basic group");
        var supergroup = NewChat(-1_002_000_000_000 - ++_lastChat, FakeChatKind.Supergroup, group.Title, []);
        foreach (var (id, member) in group.Members)
            supergroup.Members[id] = member;
        (supergroup.BotStatus, supergroup.BotMayWrite) = (group.BotStatus, group.BotMayWrite);
        var by = group.Members.Values.Select(member => member.User).FirstOrDefault() ?? _world.Bot;
        _world.Post(group, Service(group, by, "migrate_to_chat_id", supergroup.Id));
        _world.Post(supergroup, Service(supergroup, by, "migrate_from_chat_id", group.Id));
        group.MigratedTo = supergroup.Id;
        return supergroup;
    });

    // Message 1, that the chat was created, was before the bot came.
    private FakeChat NewSupergroup(string title, FakeUser[] members)
    {
        var chat = NewChat(-1_002_000_000_000 - ++_lastChat, FakeChatKind.Supergroup, title, members);
        chat.LastMessageId = 1;
        return chat;
    }

    private FakeChat NewChat(long id, FakeChatKind kind, string title, FakeUser[] members)
    {
        var chat = new FakeChat(id, kind, title, _world.Limits.NewChat(isGroup: true));
        _world.Chats.Add(id, chat);
        foreach (var user in members)
            chat.Members.Add(user.Id, (user, chat.Members.Count == 0 ? FakeMemberStatus.Creator : FakeMemberStatus.Member));
        return chat;
    }

    private FakeMessage Service(FakeChat chat, FakeUser by, string name, object value, int? id = null) => new()
    {
        ChatId = chat.Id,
        Id = id ?? _world.NextMessageId(chat),
        From = by,
        Date = _world.Now,
        Service = name,
        ServiceValue = value,
    };

    private void AnnounceChange(
        string kind, FakeChat chat, FakeUser by, FakeUser whom, FakeMemberStatus was, FakeMemberStatus now)
    {
        _world.Updates.Add(kind, chat.Id, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("chat");
            chat.Write(json);
            json.WritePropertyName("from");
            by.Write(json);
            json.WriteNumber("date", _world.Now.ToUnixTimeSeconds());
            json.WritePropertyName("old_chat_member");
            TelegramWorld.WriteMember(json, whom, was);
            json.WritePropertyName("new_chat_member");
            TelegramWorld.WriteMember(json, whom, now, chat.BotMayWrite);
            json.WriteEndObject();
        });
    }

    private static bool IsIn(FakeMemberStatus status) => status is not (FakeMemberStatus.Left or FakeMemberStatus.Kicked);
}
