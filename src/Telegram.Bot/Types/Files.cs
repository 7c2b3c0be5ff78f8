namespace Telegram.Bot.Types;

/// <summary>A file that Telegram keeps.</summary>
public abstract class FileBase
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public string FileId { get; set; } = default!;
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public string FileUniqueId { get; set; } = default!;
    public long? FileSize { get; set; }
}

/// <summary>A file ready to be fetched.</summary>
public class TGFile : FileBase
{
    public string? FilePath { get; set; }
}

/// <summary>One size of a photo.</summary>
public class PhotoSize : FileBase
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int Width { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int Height { get; set; }
}

/// <summary>A file sent as it is.</summary>
public class Document : FileBase
{
    public PhotoSize? Thumbnail { get; set; }
    public string? FileName { get; set; }
    public string? MimeType { get; set; }
}
