namespace Telegram.Bot;

/// <summary>One method for each request.</summary>
public static partial class TelegramBotClientExtensions
{
    /// <summary>Makes a file of up to 20 MB ready to be fetched, for an hour at least.</summary>
    public static Task<TGFile> GetFile(
        this ITelegramBotClient botClient, string fileId, CancellationToken cancellationToken = default) =>
        botClient.SendRequest(new GetFileRequest { FileId = fileId }, cancellationToken);

    /// <summary>Fetches a file.</summary>
    public static Task<TGFile> GetInfoAndDownloadFile(
        this ITelegramBotClient botClient, FileBase file, Stream destination,
        CancellationToken cancellationToken = default) =>
        botClient.GetInfoAndDownloadFile(file.FileId, destination, cancellationToken);

    /// <summary>Fetches a file.</summary>
    public static async Task<TGFile> GetInfoAndDownloadFile(
        this ITelegramBotClient botClient, string fileId, Stream destination,
        CancellationToken cancellationToken = default)
    {
        var file = await botClient.GetFile(fileId, cancellationToken).ConfigureAwait(false);
        await botClient.DownloadFile(file, destination, cancellationToken).ConfigureAwait(false);
        return file;
    }
}
