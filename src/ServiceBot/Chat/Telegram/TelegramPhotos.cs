using Telegram.Bot;

namespace ServiceBot.Chat.Telegram;

/// <summary>Fetches photos from Telegram, which keeps them by file id. Why one cannot be had is in the log.</summary>
internal sealed partial class TelegramPhotos(
    ITelegramBotClient client, TelegramSecrets secrets, ILogger<TelegramPhotos> log) : IPhotoSource
{
    /// <summary>The largest photo that is kept, bytes.</summary>
    internal const int LimitBytes = 10 * 1024 * 1024;

    /// <inheritdoc />
    public string Channel => TelegramChannel.ChannelName;

    /// <summary>How long finding and fetching may take together.</summary>
    internal TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <inheritdoc />
    public async Task<PhotoContent?> FetchAsync(string reference, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Timeout);
        using var content = new LimitedStream(LimitBytes);
        try
        {
            var file = await client.GetFile(reference, limit.Token);
            if (file.FileSize is > LimitBytes || string.IsNullOrEmpty(file.FilePath))
            {
                Log.NotToBeHad(log, $"size {file.FileSize}, path {file.FilePath}");
                return null;
            }

            await client.DownloadFile(file.FilePath, content, limit.Token);
        }
        catch (Exception fault) when (TelegramFaults.IsOfCalling(fault) && !cancel.IsCancellationRequested)
        {
            Log.NotToBeHad(log, secrets.Describe(fault));
            return null;
        }

        var bytes = content.ToArray();
        if (TypeOf(bytes) is { } type) return new PhotoContent(bytes, type);
        Log.NotToBeHad(log, "no picture that a browser shows");
        return null;
    }

    /// <summary>Told from the bytes, never from what the sender or the server claims.</summary>
    private static string? TypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("GIF8"u8) ? "image/gif" : PhotoKind.Of(bytes) is { IsVast: false } kind ? kind.ContentType : null;

    /// <summary>Memory that refuses to grow beyond a limit: what a server claims about a size is not to be trusted.</summary>
    private sealed class LimitedStream(int limit) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            Check(count);
            base.Write(buffer, offset, count);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Check(count);
            return base.WriteAsync(buffer, offset, count, cancellationToken);
        }

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Check(buffer.Length);
            return base.WriteAsync(buffer, cancellationToken);
        }

        private void Check(int count)
        {
            if (Position + count > limit) throw new IOException($"the file is larger than {limit} bytes");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1591, LogLevel.Warning, "A photo cannot be had from Telegram: {Reason}")]
        public static partial void NotToBeHad(ILogger log, string reason);
    }
}
