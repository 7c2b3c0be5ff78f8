namespace Telegram.Bot;

/// <summary>Speaks with the Bot API for one bot.</summary>
public interface ITelegramBotClient
{
    /// <summary>Occurs before each request.</summary>
    event AsyncEventHandler<ApiRequestEventArgs>? OnMakingApiRequest;

    /// <summary>Occurs after each answer.</summary>
    event AsyncEventHandler<ApiResponseEventArgs>? OnApiResponseReceived;

    /// <summary>True when the server is not the public one.</summary>
    bool LocalBotServer { get; }

    /// <summary>The bot's own id.</summary>
    long BotId { get; }

    /// <summary>How long one request may take.</summary>
    TimeSpan Timeout { get; set; }

    /// <summary>What makes an exception of a refusal.</summary>
    IExceptionParser ExceptionsParser { get; set; }

    /// <summary>Sends a request and reads its result.</summary>
    /// <exception cref="ApiRequestException">The Bot API refused.</exception>
    /// <exception cref="RequestException">
    /// No answer, or none that can be read: the request may have been carried out.
    /// </exception>
    Task<TResponse> SendRequest<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default);

    /// <summary>False when the token is not accepted.</summary>
    Task<bool> TestApi(CancellationToken cancellationToken = default);

    /// <summary>Fetches a file by the path that getFile gave.</summary>
    Task DownloadFile(string filePath, Stream destination, CancellationToken cancellationToken = default);

    /// <summary>Fetches a file that getFile gave.</summary>
    Task DownloadFile(TGFile file, Stream destination, CancellationToken cancellationToken = default);
}
