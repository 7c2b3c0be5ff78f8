namespace Telegram.Bot.Types.Enums;

/// <summary>A person's place in a chat.</summary>
[JsonConverter(typeof(EnumConverter<ChatMemberStatus>))]
public enum ChatMemberStatus
{
    Creator = 1,
    Administrator = 2,
    Member = 3,
    Left = 4,
    Kicked = 5,
    Restricted = 6,
}
