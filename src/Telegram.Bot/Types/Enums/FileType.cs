namespace Telegram.Bot.Types.Enums;

/// <summary>Where a file to be sent comes from.</summary>
[JsonConverter(typeof(EnumConverter<FileType>))]
public enum FileType
{
    Stream = 1,
    Id = 2,
    Url = 3,
}
