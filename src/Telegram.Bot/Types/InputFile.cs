namespace Telegram.Bot.Types;

/// <summary>A file to be sent: new content, a link, or one that Telegram has already.</summary>
[JsonConverter(typeof(InputFileConverter))]
public abstract class InputFile
{
    /// <summary>Where the file comes from.</summary>
    public abstract FileType FileType { get; }

    /// <summary>A link when the text is an absolute address, else the id of a file.</summary>
    public static InputFile FromString(string urlOrFileId) =>
        Uri.TryCreate(urlOrFileId, UriKind.Absolute, out var url)
            ? new InputFileUrl(url)
            : new InputFileId(urlOrFileId);

    /// <summary>New content.</summary>
    public static InputFileStream FromStream(Stream stream, string? fileName = default) => new(stream, fileName);

    /// <summary>A link that Telegram fetches itself.</summary>
    public static InputFileUrl FromUri(Uri url) => new(url);

    /// <summary>A link that Telegram fetches itself.</summary>
    public static InputFileUrl FromUri(string url) => new(url);

    /// <summary>A file that Telegram has.</summary>
    public static InputFileId FromFileId(string fileId) => new(fileId);

    /// <summary>New content.</summary>
    public static implicit operator InputFile(Stream stream) => new InputFileStream(stream);

    /// <summary>A link or the id of a file.</summary>
    [return: NotNullIfNotNull(nameof(urlOrFileId))]
    public static implicit operator InputFile?(string? urlOrFileId) =>
        urlOrFileId is null ? null : FromString(urlOrFileId);

    /// <summary>The same file again.</summary>
    public static implicit operator InputFile(FileBase file) => new InputFileId(file.FileId);
}

/// <summary>New content to be sent.</summary>
[JsonConverter(typeof(InputFileConverter))]
public class InputFileStream : InputFile
{
    /// <summary>Content without a name yet.</summary>
    public InputFileStream()
    {
    }

    /// <summary>Content and, where it matters, its name; a file stream knows its own.</summary>
    [SetsRequiredMembers]
    public InputFileStream(Stream content, string? fileName = default) =>
        (Content, FileName) = (content, fileName ?? Path.GetFileName((content as FileStream)?.Name));

    /// <inheritdoc/>
    public override FileType FileType => FileType.Stream;

    /// <summary>What is sent.</summary>
    public required Stream Content { get; set; }

    /// <summary>The name under which people see it.</summary>
    public string? FileName { get; }

    /// <summary>New content.</summary>
    public static implicit operator InputFileStream(Stream stream) => new(stream);

    /// <inheritdoc/>
    public override string ToString() => $"InputFileStream({FileName})";
}

/// <summary>A file that Telegram has already.</summary>
[JsonConverter(typeof(InputFileConverter))]
public class InputFileId : InputFile
{
    /// <summary>A file yet to be named.</summary>
    public InputFileId()
    {
    }

    /// <summary>The file with this id.</summary>
    [SetsRequiredMembers]
    public InputFileId(string id) => Id = id;

    /// <inheritdoc/>
    public override FileType FileType => FileType.Id;

    /// <summary>The id, valid for this bot alone.</summary>
    public required string Id { get; set; }

    /// <summary>The file with this id.</summary>
    [return: NotNullIfNotNull(nameof(fileId))]
    public static implicit operator InputFileId?(string? fileId) => fileId is null ? null : new(fileId);

    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>A link that Telegram fetches itself.</summary>
[JsonConverter(typeof(InputFileConverter))]
public class InputFileUrl : InputFile
{
    /// <summary>A link yet to be given.</summary>
    public InputFileUrl()
    {
    }

    /// <summary>The file at this address.</summary>
    [SetsRequiredMembers]
    public InputFileUrl(string url) => Url = new(url);

    /// <summary>The file at this address.</summary>
    [SetsRequiredMembers]
    public InputFileUrl(Uri uri) => Url = uri;

    /// <inheritdoc/>
    public override FileType FileType => FileType.Url;

    /// <summary>The address.</summary>
    public required Uri Url { get; set; }

    /// <summary>The file at this address.</summary>
    public static implicit operator InputFileUrl(string url) => new(url);

    /// <inheritdoc/>
    public override string ToString() => Url.ToString();
}
